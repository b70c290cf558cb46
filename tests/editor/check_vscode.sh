#!/usr/bin/env bash
# check_vscode.sh BINARY: the packaged extension in a real VS Code (code-server's, in a headless
# Chromium) shows findings and hovers, goes to the account and makes a quick fix. Leaves a picture
# beside BINARY in editor/vscode/vscode.png. It sets VS Code up the first time, which takes minutes.
# Exit status 77 (skipped, with a loud line) where something is missing.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of VS Code"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for tool in chromium g++ git make node npm python3; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
headers="$(dirname "$(dirname "$(realpath "$(command -v node)")")")"
[[ -f "$headers/include/node/node.h" ]] || skip "the headers of node are not installed"
here="$root/tests/editor/vscode"
fetch_packages
vscode="$here/node_modules/code-server/lib/vscode"

# What code-server's own script does after its installation, without what needs more of a network.
set_up_vscode() {
  (cd "$vscode" &&
    npm install --omit=dev --ignore-scripts --no-fund --no-audit --loglevel=error)
  local module
  for module in @vscode/spdlog node-pty @parcel/watcher native-watchdog; do
    (cd "$vscode/node_modules/$module" &&
      "$here/node_modules/.bin/node-gyp" rebuild --nodedir="$headers" --silent \
        >>"$vscode/set-up.log" 2>&1) || die "$module does not compile; see $vscode/set-up.log"
  done
  touch "$vscode/.is-set-up"
}
[[ -f "$vscode/.is-set-up" ]] || set_up_vscode

npm_config_cache="$(npm config get cache)"
export npm_config_cache
start_work "$binary" vscode
make_workspace "$work/shop"
work_with() {
  node "$vscode/out/server-main.js" --accept-server-license-terms \
    --extensions-dir "$work/extensions" --server-data-dir "$work/data" "$@"
}
expect 0 "$root/scripts/vsix" --output "$work/irsalint.vsix"
expect 0 work_with --install-extension "$work/irsalint.vsix"
(cd "$here/probe" &&
  expect 0 "$root/editors/vscode/node_modules/.bin/vsce" package --out "$work/probe.vsix" \
    --allow-missing-repository --skip-license)
expect 0 work_with --install-extension "$work/probe.vsix"
node "$here/drive.mjs" "$vscode/out/server-main.js" "$work"
printf 'VS Code shows findings and hovers and makes a quick fix: %s\n' "$work/vscode.png"
