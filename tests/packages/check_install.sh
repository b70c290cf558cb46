#!/usr/bin/env bash
# check_install.sh BUILD: `cmake --install` of the build folder fills an empty prefix, from which the
# program runs and find_package(irsalint) serves another project, which finds what the program finds.
set -euo pipefail
check="the check of the installed library"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need cmake ninja
prefix="$work/prefix"

expect 0 cmake --install "$1" --prefix "$prefix"
expect_program "$prefix/bin/irsalint"
[[ ! -e "$prefix/include/irsalint/analyzer/cli" ]] || fail "headers of the command line are installed"
if grep -rl "$root" "$prefix/lib" --include='*.cmake' >&2; then
  fail "the files above name the source tree"
fi

expect 0 cmake -S "$here/consumer" -B "$work/build" -G Ninja -DCMAKE_BUILD_TYPE=Debug \
  -DCMAKE_PREFIX_PATH="$prefix"
expect 0 cmake --build "$work/build"
cp -r "$root/testdata/readme" "$work/input"
cd "$work"
expect 1 "$work/build/consumer" input
mv "$work/out" "$work/consumer.json"
expect 1 "$prefix/bin/irsalint" --format json input
diff <(grep '"fingerprint"' "$work/consumer.json") <(grep '"fingerprint"' "$work/out") >&2 ||
  fail "the library finds other things than the program"
grep -q '"fingerprint"' "$work/out" || fail "nothing was compared"
echo "the library installs and serves another project"
