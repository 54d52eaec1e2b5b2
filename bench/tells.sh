#!/bin/bash
# Measures what tells cost: assay run as it is beside one built with an empty table of
# tells, in turn, RUNS times. Prints processor seconds of both, their ratio, and how much
# larger the case is.
# Usage: bench/tells.sh [RUNS [MAIL KEYS]]   a folder of mail and its keys; without
#        them 10,000 made mails
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x /usr/bin/time ] || { echo "time is missing: apt-get install time" >&2; exit 1; }
runs=${1:-5}
work=$(mktemp -d "${TMPDIR:-/tmp}/assay-tells-XXXXXX")
trap 'rm -rf "$work"' EXIT
if [ $# -ge 3 ]; then
  mail=$2 keys=$3
else
  go run ./bench/make -mails 10000 -out "$work/leak"
  mail=$work/leak/maildir keys=$work/leak/keys.zone
fi

# The other programme differs in nothing but this: its table has no lines.
sed '/^var Table = \[\]Tell{$/q' tell/table.go >"$work/table.go" && echo '}' >>"$work/table.go"
printf '{"Replace": {"%s": "%s"}}' "$PWD/tell/table.go" "$work/table.go" >"$work/overlay.json"
CGO_ENABLED=0 go build -o "$work/with" ./cmd/assay
CGO_ENABLED=0 go build -overlay "$work/overlay.json" -o "$work/without" ./cmd/assay
if cmp -s "$work/with" "$work/without"; then echo "both programmes are the same" >&2; exit 1; fi

once() { # PROGRAMME: processor seconds, and the bytes of its case
  rm -rf "$work/case"
  /usr/bin/time -o "$work/time" -f '%U %S' \
    "$work/$1" run --no-repair --case "$work/case" --keys "$keys" "$mail" >"$work/out" 2>&1 || true
  [ -s "$work/case/case.db" ] || { cat "$work/out" >&2; exit 1; }
  echo "$(awk '{ printf "%.2f", $1 + $2 }' "$work/time") $(du -sb "$work/case" | cut -f1)"
}

ratios=()
once with >/dev/null # the files are in memory
printf '%10s %10s %6s\n' "cpu with" without ratio
for _ in $(seq "$runs"); do
  read -r with large <<<"$(once with)"
  read -r without small <<<"$(once without)"
  ratios+=("$(awk -v a="$with" -v b="$without" 'BEGIN { printf "%.3f", a / b }')")
  printf '%10s %10s %6s\n' "$with" "$without" "${ratios[-1]}"
done
printf 'median ratio %s; ' "$(printf '%s\n' "${ratios[@]}" | sort -n | sed -n "$(((runs + 1) / 2))p")"
awk -v a="$large" -v b="$small" 'BEGIN { printf "case %.1f MB, without tells %.1f MB: %.2f\n", a / 1e6, b / 1e6, a / b }'
