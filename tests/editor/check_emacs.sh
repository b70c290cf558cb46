#!/usr/bin/env bash
# check_emacs.sh BINARY: Emacs with Eglot, set up by the block of docs/editors.md, shows findings and
# hovers, makes a fix and goes to the trust policy. Exit status 77 (skipped, with a loud line) where
# something is missing.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of Emacs"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for tool in emacs git; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
for library in eglot yaml-mode; do
  emacs --batch --eval "(require '$library)" >/dev/null 2>&1 ||
    skip "Emacs has no $library (elpa-$library)"
done

start_work "$binary" emacs
make_workspace "$work/shop"
block elisp 1 >"$work/set-up.el"
cd "$work/shop"
run_emacs() {
  timeout 120 emacs --batch --load "$work/set-up.el" --load "$here/emacs.el" \
    --funcall irsalint-check
}
expect 0 run_emacs
expect_said 'Emacs is served'
grep -q '^  automountServiceAccountToken: false$' pod-test4.yaml || die 'the fix was not written'

# The control: without a server nothing is shown.
printf '#!/bin/sh\nexit 2\n' >"$work/none"
chmod +x "$work/none"
ln -sf "$work/none" "$work/bin/irsalint"
git -C "$work/shop" add --all
expect 255 run_emacs
echo 'Emacs shows findings and hovers, makes a fix and goes to the trust policy'
