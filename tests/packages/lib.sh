# shellcheck shell=bash disable=SC2034,SC2154
# Shared by the checks of this folder, each of which gets the folder that scripts/package has filled.
# Source it; the script that does names itself in `check`.

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
root="$(cd "$here/../.." && pwd)"
work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
version="$(sed -n 's/^project(irsalint VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")"

skip() {
  printf '\n*** SKIPPED: %s: %s ***\n\n' "$check" "$*" >&2
  exit 77
}

fail() {
  printf '%s: %s\n' "$check" "$*" >&2
  exit 1
}

# need COMMAND…: skips where one of them is not installed.
need() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null || skip "$command is not installed"
  done
}

# expect STATUS COMMAND…: runs it, its output in $work/out, and fails unless it ends with STATUS.
expect() {
  local wanted="$1" status=0
  shift
  "$@" >"$work/out" 2>&1 || status=$?
  if ((status != wanted)); then
    cat "$work/out" >&2
    fail "wanted status $wanted, got $status: $*"
  fi
}

# expect_program COMMAND…: COMMAND is irsalint of this version, and lints the README's example to the
# findings and the status that it must have, in a folder that holds nothing else.
expect_program() {
  rm -rf "$work/example"
  mkdir "$work/example"
  cp "$root"/testdata/readme/* "$work/example/"
  cd "$work/example" || fail "there is no folder for the example"
  expect 0 "$@" --version
  [[ "$(cat "$work/out")" == "irsalint $version" ]] || fail "it calls itself $(cat "$work/out")"
  expect 1 "$@" .
  grep -q 'error\[sub-mismatch\]' "$work/out" || fail "it did not find the mismatch of the README"
  expect 2 "$@" --no-such-flag
  cd "$root" || fail "the folder went away"
}
