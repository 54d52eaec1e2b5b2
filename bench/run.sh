#!/bin/bash
# Measures whole runs of assay and of mu (Debian: maildir-utils) side by side
# on the same made-up mails, in turn, and prints seconds and the ratio of each
# pair. Usage: bench/run.sh [MAILS [PAIRS]]
set -euo pipefail
cd "$(dirname "$0")/.."
mails=${1:-10000} pairs=${2:-5}
command -v mu >/dev/null || { echo "mu is missing: apt-get install maildir-utils" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
CGO_ENABLED=0 go build -o "$work/assay" ./cmd/assay
go run ./bench/make -mails "$mails" -out "$work/leak"
cat "$work"/leak/maildir/cur/* >/dev/null # both find the files in memory

seconds() { # COMMAND: prints wall seconds
  local from to
  from=$(date +%s.%N)
  "$@" >"$work/out" 2>&1 || { cat "$work/out" >&2; exit 1; }
  to=$(date +%s.%N)
  awk -v a="$from" -v b="$to" 'BEGIN { printf "%.2f", b - a }'
}
run_assay() {
  rm -rf "$work/case"
  "$work/assay" run --case "$work/case" --keys "$work/leak/keys.zone" "$work/leak/maildir"
}
run_mu() {
  rm -rf "$work/mu"
  mu init --muhome="$work/mu" --maildir="$work/leak/maildir" && mu index --muhome="$work/mu" --quiet
}
run_assay >/dev/null 2>&1
verified=$("$work/assay" ls --case "$work/case" --conclusion verified | wc -l)
echo "$mails mails, $(du -sm "$work/leak/maildir" | cut -f1) MB; assay verifies $verified of them; $(nproc) cores"
printf '%10s %10s %8s\n' "assay s" "mu s" "mu/assay"
for _ in $(seq "$pairs"); do
  a=$(seconds run_assay)
  m=$(seconds run_mu)
  awk -v a="$a" -v m="$m" 'BEGIN { printf "%10.2f %10.2f %8.2f\n", a, m, m / a }'
done | tee "$work/table"
sort -k3 -n "$work/table" | awk '{ r[NR] = $3 } END { printf "median ratio %.2f\n", r[int((NR + 1) / 2)] }'
