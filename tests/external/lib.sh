# shellcheck shell=bash disable=SC2034,SC2154
# Shared by the checks of this folder. Source it; the script that does names itself in `check`, and
# has a folder `work` if it uses `expect`.

here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
source "$here/../../scripts/lib.sh"

skip() {
  printf '\n*** SKIPPED: %s: %s ***\n\n' "$check" "$*" >&2
  exit 77
}

# Fetches the packages of the lock file in the folder `here`.
fetch_packages() {
  command -v node >/dev/null || skip "node is not installed"
  command -v npm >/dev/null || skip "npm is not installed"
  fetch_node_packages "$here" ||
    skip "npm could not fetch the packages of ${here#"$root/"}/package-lock.json"
}

# find_python: the variable `python` is one that has PyYAML.
find_python() {
  for python in python3 /usr/bin/python3; do
    if "$python" -c 'import sys, yaml; sys.exit(sys.version_info < (3, 8))' 2>/dev/null; then
      return
    fi
  done
  skip "no Python 3.8 with PyYAML (python3-yaml) is installed"
}

# isolate FOLDER: other programs find a home there, and git nothing that this machine configures.
isolate() {
  mkdir -p "$1"
  export HOME="$1" GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL="$1/gitconfig"
  git config --global user.name Demo
  git config --global user.email demo@shop.example
  git config --global init.defaultBranch main
}

die() {
  printf '%s\n' "$*" >&2
  [[ ! -f "$work/said" ]] || cat "$work/said" >&2
  exit 1
}

# expect STATUS COMMAND…: what it printed is in $work/said.
expect() {
  local expected="$1" status=0
  shift
  "$@" >"$work/said" 2>&1 || status=$?
  ((status == expected)) || die "$* ended with $status, not $expected, and said:"
}

# expect_said TEXT…: each is in what the last command printed.
expect_said() {
  local text
  for text in "$@"; do
    grep -qF -- "$text" "$work/said" || die "this is missing: $text; in:"
  done
}

expect_unsaid() { ! grep -qF -- "$1" "$work/said" || die "this should be missing: $1; in:"; }
