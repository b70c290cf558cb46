#!/usr/bin/env bash
# check_versions.sh PACKAGES: every place that states the version states the same one.
set -euo pipefail
check="the check of versions"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need node

field() {
  node -p "JSON.parse(require('fs').readFileSync('$root/$1', 'utf8'))$2"
}

# same PLACE VALUE
same() {
  [[ "$2" == "$version" ]] || fail "CMakeLists.txt says $version, $1 says $2"
}

[[ -n "$version" ]] || fail "CMakeLists.txt states no version"
same analyzer/base/version.h "$(sed -n 's/.*kVersion = "\(.*\)";/\1/p' "$root/analyzer/base/version.h")"
same package.json "$(field package.json .version)"
same "package.json for the platform" \
  "$(field package.json '.optionalDependencies["@irsalint/linux-x64"]')"
same packaging/npm/linux-x64/package.json "$(field packaging/npm/linux-x64/package.json .version)"
same editors/vscode/package.json "$(field editors/vscode/package.json .version)"
same editors/vscode/package-lock.json "$(field editors/vscode/package-lock.json .version)"

wanted="irsalint-$version-linux-x64.tar.gz
irsalint-$version-py3-none-manylinux_2_17_x86_64.whl
irsalint-$version.spdx.json
irsalint-$version.tgz
irsalint-linux-x64-$version.tgz
irsalint_${version}_amd64.deb"
[[ "$(cd "$1" && printf '%s\n' irsalint* | LC_ALL=C sort)" == "$wanted" ]] || fail "other packages: $(ls "$1")"
(cd "$1" && sha256sum --check --quiet SHA256SUMS)
[[ "$(wc -l <"$1/SHA256SUMS")" == 6 ]] || fail "SHA256SUMS has not a line for each package"
echo "all places say $version"
