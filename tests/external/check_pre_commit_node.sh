#!/usr/bin/env bash
# check_pre_commit_node.sh BINARY: the hook `irsalint` installs itself by npm, from a registry that
# has the package of the platform, and says so where that cannot be had. Exit status 77 (skipped, with
# a loud line) where something is missing.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of the pre-commit hook from npm"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for tool in pre-commit git node npm; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done
find_python

work="$(mktemp -d)"
registry=
trap '[[ -z "$registry" ]] || kill "$registry"; rm -rf "$work"' EXIT
isolate "$work/user"

# start_registry: one with the packages of $work/packages, which npm asks from now on.
start_registry() {
  rm -f "$work/address"
  "$python" "$here/registry.py" "$work/packages" "$work/address" &
  registry=$!
  for _ in {1..100}; do
    [[ ! -f "$work/address" ]] || break
    sleep 0.1
  done
  npm_config_registry="$(cat "$work/address")"
  export npm_config_registry
}

# The package of the platform, as a release publishes it, with the program under test.
mkdir -p "$work/platform" "$work/packages"
cp "$root/packaging/npm/linux-x64/package.json" "$work/platform/"
install -D --mode=755 "$binary" "$work/platform/bin/irsalint"
touch "$work/platform/NOTICE"
(cd "$work/platform" && npm pack --silent --ignore-scripts --pack-destination "$work/packages" \
  >/dev/null)
start_registry

# What pre-commit clones, as far as the hook needs it.
git init --quiet "$work/hooks"
cp "$root/.pre-commit-hooks.yaml" "$root/package.json" "$work/hooks/"
install -D --mode=755 "$root/packaging/npm/irsalint.js" "$work/hooks/packaging/npm/irsalint.js"
git -C "$work/hooks" add --all
git -C "$work/hooks" commit --quiet --message 'Hooks'
git -C "$work/hooks" tag v0.1.0

"$root/tests/demo/make" "$work/shop"
cd "$work/shop"
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $work/hooks
    rev: v0.1.0
    hooks:
      - id: irsalint
YAML
git init --quiet
git add --all

unset IRSALINT_BINARY
PRE_COMMIT_HOME="$work/cache" expect 1 pre-commit run irsalint --verbose
expect_said 'exit code: 1' 'rendered/shop.yaml:108:5' 'rendered/shop.yaml:155:41' \
  'iam/shop-orders-trust.json:13:87'
find "$work/cache" -path '*/@irsalint/linux-x64/bin/irsalint' | grep -q . ||
  die 'the program does not come from the package'
"$binary" --fix=unsafe --fix-side=policy >/dev/null 2>&1
git add --update
PRE_COMMIT_HOME="$work/cache" expect 0 pre-commit run irsalint

# The control: a registry without the package. Nothing is checked, and that is no success.
kill "$registry"
rm "$work/packages"/*
start_registry
npm_config_cache="$work/fresh" PRE_COMMIT_HOME="$work/other" \
  expect 1 pre-commit run irsalint --verbose
expect_said 'exit code: 2' 'the package @irsalint/linux-x64 is not installed'

echo 'the hook installs itself from npm, and blocks what cannot be checked'
