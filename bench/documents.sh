#!/bin/bash
# Measures documents a second by kind on the shared corpora: assay run, which
# reads, hashes, stores, judges and indexes, beside pdftotext (text of PDF, a
# process a file), catdoc, xls2csv and catppt (text of old Office files,
# likewise) and exiftool (metadata, one process). In turn, PASSES times.
# Also the peak of the memory of assay and its children together (PSS).
# Usage: bench/documents.sh [PASSES [CORPORA]]
set -euo pipefail
cd "$(dirname "$0")/.."
passes=${1:-3} corpora=${2:-../shared/corpora}
for tool in pdftotext exiftool catdoc; do
  command -v $tool >/dev/null || { echo "$tool is missing: apt-get install poppler-utils libimage-exiftool-perl catdoc" >&2; exit 1; }
done
work=$(mktemp -d "${TMPDIR:-/tmp}/assay-documents-XXXXXX")
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -o "$work/assay" ./cmd/assay
export XDG_CACHE_HOME=$work/cache

gather() { # KIND PATTERN...: copies of the files of a kind, numbered
  local kind=$1 n=0 pattern
  mkdir -p "$work/$kind"
  for pattern in "${@:2}"; do
    while IFS= read -r -d '' f; do
      n=$((n + 1))
      cp "$f" "$work/$kind/$n.${f##*.}"
    done < <(find "$corpora" -type f -iname "$pattern" -print0)
  done
}
gather pdf '*.pdf'
gather ooxml '*.docx' '*.xlsx' '*.pptx' '*.docm' '*.xlsm'
gather ole2 '*.doc' '*.xls' '*.ppt'
gather odf '*.odt' '*.ods' '*.odp'
gather image '*.jpg' '*.jpeg' '*.png' '*.tiff' '*.webp' '*.gif'
gather text '*.htm' '*.html' '*.txt' '*.md'

peak() { # PID: the most that assay and its children took while PID ran, in MB
  local most=0 sum p r
  while kill -0 "$1" 2>/dev/null; do
    sum=0
    for p in $(pgrep -f "^$work/assay"); do
      r=$(awk '/^Pss:/ { print $2 }' "/proc/$p/smaps_rollup" 2>/dev/null || true)
      sum=$((sum + ${r:-0}))
    done
    [ "$sum" -gt "$most" ] && most=$sum
    sleep 0.05
  done
  echo $((most / 1024))
}
run_assay() { # KIND
  rm -rf "$work/case"
  "$work/assay" run --no-repair --case "$work/case" "$work/$1" >"$work/out" 2>&1 || true # what cannot be read ends with 1
}
each() { # KIND COMMAND...: one process a file, two at a time
  find "$work/$1" -type f -print0 | xargs -0 -P 2 -n 1 timeout 10 "${@:2}" >/dev/null 2>&1 || true
}
other() { # KIND
  case $1 in
  pdf) each pdf sh -c 'pdftotext "$0" -' ;;
  ole2) each ole2 sh -c 'case $0 in *.xls) xls2csv "$0";; *.ppt) catppt "$0";; *) catdoc "$0";; esac' ;;
  *) exiftool -q -q -j -r "$work/$1" >/dev/null 2>&1 || true ;;
  esac
}
seconds() {
  local from to
  from=$(date +%s.%N)
  "$@"
  to=$(date +%s.%N)
  awk -v a="$from" -v b="$to" 'BEGIN { print b - a }'
}
run_assay pdf # makes the machine code of the PDF engine
printf '%-6s %6s %6s %10s %10s %10s %7s %9s\n' kind files MB 'assay/s' 'exif/s' 'text/s' ratio 'peak MB'
for kind in pdf ooxml ole2 odf image text; do
  files=$(find "$work/$kind" -type f | wc -l)
  [ "$files" -gt 0 ] || continue
  for _ in $(seq "$passes"); do
    a=$(seconds run_assay $kind)
    e=$(seconds sh -c "exiftool -q -q -j -r '$work/$kind' >/dev/null 2>&1 || true")
    t=$e
    case $kind in pdf | ole2) t=$(seconds other $kind) ;; esac
    awk -v k=$kind -v n="$files" -v a="$a" -v e="$e" -v t="$t" 'BEGIN { printf "%s %f %f %f %f\n", k, n / a, n / e, n / t, t / a }'
  done >"$work/table"
  run_assay $kind &
  most=$(peak $!)
  wait
  sort -k5 -n "$work/table" | awk -v n="$files" -v mb="$(du -sm "$work/$kind" | cut -f1)" -v p="$most" \
    '{ r[NR] = $0 } END { split(r[int((NR + 1) / 2)], m, " "); printf "%-6s %6d %6d %10.0f %10.0f %10.0f %7.2f %9d\n", m[1], n, mb, m[2], m[3], m[4], m[5], p }'
done
