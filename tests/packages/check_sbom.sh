#!/usr/bin/env bash
# check_sbom.sh PACKAGES: the bill of materials names the program that is in the packages, and all
# that is linked into it.
set -euo pipefail
check="the check of the bill of materials"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need python3
tar --extract --gzip --file "$1/irsalint-$version-linux-x64.tar.gz" --directory "$work" irsalint
python3 "$here/check_sbom.py" "$1/irsalint-$version.spdx.json" "$work/irsalint"
