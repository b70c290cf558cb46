#!/usr/bin/env bash
# check_tar.sh PACKAGES: the archive holds a static program that runs anywhere, and is small.
set -euo pipefail
check="the check of the archive"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
readonly max_bytes=6000000

mkdir "$work/prefix"
tar --extract --gzip --file "$1/irsalint-$version-linux-x64.tar.gz" --directory "$work/prefix"
wanted="LICENSE
NOTICE
completions/_irsalint
completions/irsalint.bash
completions/irsalint.fish
irsalint
irsalint.1"
held="$(cd "$work/prefix" && find . -type f -printf '%P\n' | LC_ALL=C sort)"
[[ "$held" == "$wanted" ]] || fail "it holds: $held"

program="$work/prefix/irsalint"
expect_program "$program"
[[ "$(stat --format=%a "$program")" == 755 ]] || fail "the program is not executable for all"
if readelf --program-headers "$program" | grep -q INTERP; then
  fail "the program wants a loader: it is not static"
fi
readelf --program-headers "$program" | grep -q 'DYNAMIC' || fail "the program cannot be relocated"
readelf --symbols "$program" >"$work/symbols"
! grep -q FUNC "$work/symbols" || fail "the program is not stripped"
for name in yaml-cpp RE2 fmt glibc tree-sitter-yaml; do
  grep -q "$name [0-9]" "$work/prefix/NOTICE" || fail "NOTICE does not name $name"
done

# With another linker it is larger (cmake/Static.cmake).
bytes="$(stat --format=%s "$program")"
command -v ld.lld >/dev/null || skip "ld.lld is not installed, so the size of $bytes bytes says nothing"
((bytes < max_bytes)) || fail "the program has $bytes bytes, $max_bytes are allowed"
echo "the static program has $bytes bytes"
