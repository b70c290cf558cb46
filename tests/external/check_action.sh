#!/usr/bin/env bash
# check_action.sh BINARY [TEST…]: runs the steps of action.yml as GitHub's runner does, also on a
# hostile repository, for a download, and on the demo repository. The tests are those of the folder
# action, or only the named ones. Exit status 77 (skipped, with a loud line) where something is
# missing.
set -euo pipefail

IRSALINT="$(realpath "$1")"
shift
export IRSALINT PYTHONDONTWRITEBYTECODE=1
check="the check of the action's steps"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for tool in jq curl openssl git; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
find_python
fetch_packages

cd "$here/action"
if (($# > 0)); then
  "$python" -m unittest "$@"
else
  "$python" -m unittest discover --pattern '*_test.py'
fi
