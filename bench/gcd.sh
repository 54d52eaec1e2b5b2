#!/bin/bash
# Measures the greatest common divisor of two numbers with an RSA modulus in common,
# by assay and by GMP (Debian: gcc libgmp-dev time) on the same numbers, in turn.
# Prints wall and processor seconds and peak memory of both, and whether they agree.
# Usage: bench/gcd.sh [BITS...]     bits of the modulus, 1024 and 2048 if none
set -euo pipefail
cd "$(dirname "$0")/.."
[ -x /usr/bin/time ] || { echo "time is missing: apt-get install time" >&2; exit 1; }
work=$(mktemp -d "${TMPDIR:-/tmp}/assay-gcd-XXXXXX")
trap 'rm -rf "$work"' EXIT
gcc -O2 -o "$work/gmp" bench/gmp/gcd.c -lgmp || { echo "GMP is missing: apt-get install libgmp-dev" >&2; exit 1; }
CGO_ENABLED=0 go build -o "$work/gcd" ./bench/gcd

measure() { # NAME BITS COMMAND...
  local name=$1 bits=$2 wall user sys peak
  shift 2
  /usr/bin/time -o "$work/time" -f '%e %U %S %M' "$@" "$work/a" "$work/b" >"$work/$name.out"
  read -r wall user sys peak <"$work/time"
  printf '%6s %6s %8.2f %8.2f %8.2f %8d\n' "$bits" "$name" "$wall" "$user" "$sys" "$((peak / 1024))"
}
printf '%6s %6s %8s %8s %8s %8s\n' bits who wall user sys "peak MB"
for bits in "${@:-1024 2048}"; do
  for n in $bits; do
    "$work/gcd" make "$n" "$work/a" "$work/b"
    measure gmp "$n" "$work/gmp"
    measure assay "$n" "$work/gcd" find
    cmp "$work/gmp.out" "$work/assay.out" && echo "       the results agree"
  done
done
