#!/bin/bash
# Examines a real list without keys, computes the keys of some domains from its
# mail, and compares them with an archive: name, bits, how many messages agree,
# whether the archive has the same key, seconds and peak memory of each domain.
# Usage: bench/recover.sh [MAIL ARCHIVE [DOMAIN...]]
set -euo pipefail
cd "$(dirname "$0")/.."
mail=${1:-../shared/corpora/list-ksummit} archive=${2:-../shared/corpora/keys/keys.zone}
shift $(($# < 2 ? $# : 2))
[ $# -gt 0 ] || set -- ideasonboard.com linuxfoundation.org gmx.net kernel.org
for path in "$mail" "$archive"; do
  [ -e "$path" ] || { echo "$path is missing: name a folder of mail and an archive of its keys" >&2; exit 1; }
done
[ -x /usr/bin/time ] || { echo "time is missing: apt-get install time" >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/assay-recover-XXXXXX")
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -o "$work/assay" ./cmd/assay
assay() { "$work/assay" "$@"; }
assay run --case "$work/case" "$mail" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
# The archive's keys, by name and modulus, in a case of their own.
mkdir "$work/empty"
assay run --case "$work/archive" --keys "$archive" "$work/empty" >/dev/null 2>&1 || true
records() { # CASE: name and public key of each key of RSA, one a line
  go run ./bench/moduli "$1"
}
records "$work/archive" | sort >"$work/known"

for domain in "$@"; do
  before=$(records "$work/case" | wc -l)
  /usr/bin/time -o "$work/time" -f '%e %M' \
    "$work/assay" keys recover --case "$work/case" --domain "$domain" >"$work/told" 2>"$work/err" || { cat "$work/err" >&2; exit 1; }
  read -r wall peak <"$work/time"
  records "$work/case" | sort >"$work/found"
  printf '%s: %s s, %s MB, new keys: %d\n' "$domain" "$wall" $((peak / 1024)) $(($(wc -l <"$work/found") - before))
  grep -F ._domainkey. "$work/told" | sed 's/^/  /'
done
echo
join "$work/found" "$work/known" | awk '
  { all[$1] = 1; if ($2 == $3) same[$1] = 1 }
  END { for (n in all) if (n in same) s++; else other = other " " n
    printf "of the names that the archive has too: the same key %d, other keys %d%s\n", s, length(all) - s, other }'
