#!/bin/bash
# Measures seconds, processor seconds and peak memory (of the largest process) of
# assay run as the leak grows. Usage: bench/growth.sh MAILS[:ATTACHMENTS[:BYTES]]...
#   bench/growth.sh 10000 30000 100000
#   bench/growth.sh 71848:26506:250000     (the yardstick, 9 GB)
#   DOCUMENTS=DIR bench/growth.sh 71848:26506   (its attachments are the files of DIR in turn)
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x /usr/bin/time ] || { echo "time is missing: apt-get install time" >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/assay-growth-XXXXXX")
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -o "$work/assay" ./cmd/assay
CGO_ENABLED=0 go build -o "$work/make" ./bench/make
printf '%8s %12s %8s %10s %8s %12s %10s %10s\n' mails attachments MB seconds cpu "mails/s" "peak MB" "case MB"
for size in "${@:-10000}"; do
  IFS=: read -r mails attach bytes <<<"$size"
  rm -rf "$work/leak" "$work/case"
  "$work/make" -mails "$mails" -attach "${attach:-0}" -attach-bytes "${bytes:-300000}" ${DOCUMENTS:+-attach-from "$DOCUMENTS"} -out "$work/leak"
  /usr/bin/time -q -o "$work/time" -f '%e %U %S %M' \
    "$work/assay" run --case "$work/case" --keys "$work/leak/keys.zone" "$work/leak/maildir" >"$work/out" 2>&1 || [ $? -eq 1 ] # 1: something could not be read
  read -r wall user sys peak <"$work/time"
  awk -v m="$mails" -v a="${attach:-0}" -v mb="$(du -sm "$work/leak/maildir" | cut -f1)" -v w="$wall" -v u="$user" -v s="$sys" -v p="$peak" -v c="$(du -sm "$work/case" | cut -f1)" \
    'BEGIN { printf "%8d %12d %8d %10.1f %8.1f %12.0f %10.0f %10d\n", m, a, mb, w, u + s, m / w, p / 1024, c }'
done
