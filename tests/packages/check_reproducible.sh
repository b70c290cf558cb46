#!/usr/bin/env bash
# check_reproducible.sh PACKAGES PROGRAM: made again in another place, at another time and with other
# habits, the packages have the same bytes.
set -euo pipefail
check="the check of reproducibility"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
program="$(realpath "$2")"

packages="$(realpath "$1")"
cd "$work"
umask 077
expect 0 env TZ=Asia/Kathmandu LC_ALL=C.UTF-8 "$root/scripts/package" --binary "$program" \
  --output "$work/again"
diff "$packages/SHA256SUMS" "$work/again/SHA256SUMS" >&2 || fail "the packages differ"
for file in "$packages"/docker/*; do
  cmp "$file" "$work/again/docker/$(basename "$file")" || fail "the image differs"
done
echo "two runs give the same bytes"
