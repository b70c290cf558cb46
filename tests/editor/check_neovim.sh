#!/usr/bin/env bash
# check_neovim.sh BINARY: Neovim, set up by the block of docs/editors.md, shows findings and hovers,
# makes a fix and goes to the trust policy. Exit status 77 (skipped, with a loud line) where it is
# not installed.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of Neovim"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for tool in nvim git; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done

start_work "$binary" neovim
make_workspace "$work/shop"
block lua 1 >"$work/enable.lua"
block lua 2 >"$work/start.lua"
cd "$work/shop"
expect 0 timeout 120 nvim --headless -u NONE -i NONE -n \
  -c "lua dofile('$here/neovim.lua')('$work')"
expect_said 'Neovim is served'
grep -q '^  automountServiceAccountToken: false$' pod-test4.yaml || die 'the fix was not written'

# The control: without a server the first step fails.
printf '#!/bin/sh\nexit 2\n' >"$work/none"
chmod +x "$work/none"
ln -sf "$work/none" "$work/bin/irsalint"
expect 1 timeout 120 env WAIT_MILLISECONDS=1000 nvim --headless -u NONE -i NONE -n \
  -c "lua dofile('$here/neovim.lua')('$work')"
expect_said 'no diagnostics of the pod'
echo 'Neovim shows findings and hovers, makes a fix and goes to the trust policy'
