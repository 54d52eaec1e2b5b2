#!/bin/bash
# Measures what repairs cost: assay run with and without them, in turn, RUNS times.
# Prints processor seconds of both, their ratio, and how many mails were repaired.
# Usage: bench/repair.sh [RUNS [MAIL KEYS]]   a folder of mail and its keys; without
#        them 10,000 made mails of which 0, 10 and 30 of 100 are damaged
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x /usr/bin/time ] || { echo "time is missing: apt-get install time" >&2; exit 1; }
runs=${1:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/assay-repair-XXXXXX")
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -o "$work/assay" ./cmd/assay
CGO_ENABLED=0 go build -o "$work/make" ./bench/make

once() { # MAIL KEYS FLAG...: processor seconds and peak memory
  local mail=$1 keys=$2
  shift 2
  rm -rf "$work/case"
  /usr/bin/time -o "$work/time" -f '%U %S %M' \
    "$work/assay" run "$@" --case "$work/case" --keys "$keys" "$mail" >"$work/out" 2>/dev/null || true
  awk '{ printf "%.2f %d", $1 + $2, $3 / 1024 }' "$work/time"
}

measure() { # NAME MAIL KEYS
  local ratios=() with without peak
  for _ in $(seq "$runs"); do
    read -r without _ <<<"$(once "$2" "$3" --no-repair)"
    read -r with peak <<<"$(once "$2" "$3")"
    ratios+=("$(awk -v a="$with" -v b="$without" 'BEGIN { printf "%.2f", a / b }')")
    printf '%-24s %8.2f %8.2f %6s %8d\n' "$1" "$without" "$with" "${ratios[-1]}" "$peak"
  done
  printf '%-24s median ratio %s; repaired: %s\n' "$1" "$(printf '%s\n' "${ratios[@]}" | sort -n | sed -n "$(((runs + 1) / 2))p")" \
    "$(sed -n 's/.*known damage is undone: //p' "$work/out" | grep . || echo 0)"
}

printf '%-24s %8s %8s %6s %8s\n' mail "cpu without" "cpu with" ratio "peak MB"
if [ $# -ge 3 ]; then
  measure "$(basename "$2")" "$2" "$3"
  exit
fi
for damaged in 0 10 30; do
  rm -rf "$work/leak"
  "$work/make" -mails 10000 -damaged "$damaged" -out "$work/leak"
  measure "$damaged of 100 damaged" "$work/leak/maildir" "$work/leak/keys.zone"
done
