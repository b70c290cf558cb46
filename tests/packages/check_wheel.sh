#!/usr/bin/env bash
# check_wheel.sh PACKAGES: pip installs the wheel into an empty environment, it runs, and goes.
set -euo pipefail
check="the check of the wheel"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need python3
python3 -c 'import ensurepip, venv' 2>/dev/null || skip "python3-venv is not installed"

python3 -m venv "$work/environment"
pip() {
  "$work/environment/bin/python" -m pip --quiet --disable-pip-version-check "$@"
}
pip install --no-index "$(realpath "$1")/irsalint-$version-py3-none-manylinux_2_17_x86_64.whl"
expect_program "$work/environment/bin/irsalint"
pip check
listed="$("$work/environment/bin/python" -m pip list --format=freeze | grep irsalint)"
[[ "$listed" == "irsalint==$version" ]] || fail "pip lists $listed"
pip uninstall --yes irsalint
[[ -z "$(find "$work/environment" -name '*irsalint*')" ]] || fail "it leaves files"
echo "the wheel installs, runs and goes"
