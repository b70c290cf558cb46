#!/usr/bin/env bash
# check_extension.sh BINARY: the extension for VS Code compiles, finds the program, and is packaged
# with all that it needs and nothing else. Exit status 77 (skipped, with a loud line) where something
# is missing.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of the extension for VS Code"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for tool in node npm unzip; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
here="$root/editors/vscode"
fetch_packages
npm_config_cache="$(npm config get cache)"
export npm_config_cache npm_config_update_notifier=false

start_work "$binary" extension
(cd "$here" && npm test)

version="$(sed -n 's/^project(irsalint VERSION \([0-9.]*\).*/\1/p' "$root/CMakeLists.txt")"
expect 0 "$root/scripts/vsix" --output "$work/plain.vsix"
expect 0 "$root/scripts/vsix" --output "$work/with.vsix" --program "$binary"
unzip -q "$work/plain.vsix" -d "$work/plain"
unzip -q "$work/with.vsix" -d "$work/with"

[[ -x "$work/with/extension/program/irsalint" ]] || die 'the program is not in the extension'
cmp "$binary" "$work/with/extension/program/irsalint"
[[ ! -e "$work/plain/extension/program" ]] || die 'there is a program in the plain extension'
grep -qF 'TargetPlatform="linux-x64"' "$work/with/extension.vsixmanifest" ||
  die 'the extension with a program is for every platform'

cd "$work/plain/extension"
[[ "$(node -p "require('./package.json').version")" == "$version" ]] ||
  die "the extension is not of version $version"
cmp LICENSE.txt "$root/LICENSE"
node --eval '
  const from = { paths: [process.cwd() + "/out/src"] };
  for (const name of Object.keys(require("./package.json").dependencies)) {
    require.resolve(name + "/package.json", from);
  }
  require(require.resolve("vscode-languageserver-protocol/node", from));'
if find . -name '*.ts' -o -name '*.map' -o -path './out/test*' -o -name '*.test.js' | grep .; then
  die 'these files are of no use in the extension'
fi
echo 'the extension is packaged with all that it needs'
