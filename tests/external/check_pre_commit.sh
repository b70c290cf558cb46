#!/usr/bin/env bash
# check_pre_commit.sh BINARY: the hooks of .pre-commit-hooks.yaml by pre-commit itself, on the demo
# repository: tried out, and in commits that are blocked, then fixed, then pass. Exit status 77
# (skipped, with a loud line) where something is missing.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of the pre-commit hooks"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
for tool in pre-commit git; do
  command -v "$tool" >/dev/null || skip "$tool is not installed"
done

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin"
ln -s "$binary" "$work/bin/irsalint"
isolate "$work/user"
export PATH="$work/bin:$PATH" PRE_COMMIT_HOME="$work/cache"

# The manifest and, as a control, one with a hook that says no language.
expect 0 pre-commit validate-manifest "$root/.pre-commit-hooks.yaml"
sed '/language: system/d' "$root/.pre-commit-hooks.yaml" >"$work/broken.yaml"
expect 1 pre-commit validate-manifest "$work/broken.yaml"

# The configurations that the page shows: valid, and of hooks that are there.
awk -v folder="$work" '/^```yaml/ { number++; inside = 1; next } /^```/ { inside = 0 }
  inside { print > (folder "/shown" number ".yaml") }' "$root/docs/pre-commit.md"
for shown in "$work"/shown*.yaml; do
  expect 0 pre-commit validate-config "$shown"
  hook="$(sed -n 's/^ *- id: //p' "$shown")"
  grep -qx -- "- id: $hook" "$root/.pre-commit-hooks.yaml" || die "there is no hook $hook"
done
sed 's/hooks:/hook:/' "$shown" >"$work/broken.yaml"
expect 1 pre-commit validate-config "$work/broken.yaml"

# A repository of hooks, with the tag that a configuration names.
git init --quiet "$work/hooks"
cp "$root/.pre-commit-hooks.yaml" "$work/hooks/"
git -C "$work/hooks" add --all
git -C "$work/hooks" commit --quiet --message 'Hooks'
git -C "$work/hooks" tag v0.1.0

"$root/tests/demo/make" "$work/shop"
cd "$work/shop"
git init --quiet
git add --all
git commit --quiet --message 'The shop'

# Tried out without a configuration.
images='rendered/shop.yaml:108:5'
reports='rendered/shop.yaml:155:41'
orders='iam/shop-orders-trust.json:13:87'
expect 1 pre-commit try-repo "$work/hooks" irsalint-system --all-files --verbose
expect_said "$images" "$reports" "$orders" '2 errors, 1 warning'

# A commit of any file of the chain is blocked by a finding in another one.
cat >.pre-commit-config.yaml <<YAML
repos:
  - repo: $work/hooks
    rev: v0.1.0
    hooks:
      - id: irsalint-system
YAML
expect 0 pre-commit validate-config
expect 0 pre-commit install
git add .pre-commit-config.yaml
printf '\n' >>iam/shop-catalog-trust.json
git add iam/shop-catalog-trust.json
first="$(git rev-parse HEAD)"
expect 1 git commit --message 'Change catalog'
expect_said 'Failed' "$images" "$reports" "$orders"
[[ "$(git rev-parse HEAD)" == "$first" ]] || die 'the commit was made all the same'

# The safe fixes alone do not let it through; all of them do.
expect 1 irsalint --fix
git add --update
expect 1 git commit --message 'Change catalog'
expect_said "$orders"
expect_unsaid "$images"
expect 0 irsalint --fix=unsafe --fix-side=policy
git add --update
expect 0 git commit --message 'Change catalog'
expect_said 'Passed'
[[ "$(git rev-parse HEAD)" != "$first" ]] || die 'the commit was not made'

# What is not staged is not part of the commit, and is there again behind it.
sed -i 's/name: catalog$/name: katalog/' rendered/shop.yaml
printf '\n' >>iam/shop-catalog-trust.json
git add iam/shop-catalog-trust.json
expect 0 git commit --message 'Change catalog once more'
git diff --quiet && die 'the change that was not staged is lost'
git add --update
expect 1 git commit --message 'Rename catalog'
git checkout --quiet HEAD -- .

# configure KEY: VALUE…: of the hook.
configure() {
  printf 'repos:\n  - repo: %s\n    rev: v0.1.0\n    hooks:\n      - id: irsalint-system\n' \
    "$work/hooks" >.pre-commit-config.yaml
  printf '        %s\n' "$@" >>.pre-commit-config.yaml
  git add .pre-commit-config.yaml
}

# With --since only what a commit causes blocks it, wherever that shows: here in a trust policy that
# did not change, while the three old findings do not count.
git checkout --quiet "$first" -- rendered iam
configure 'args: [--since=HEAD, --fail-on=warning]'
git commit --quiet --no-verify --message 'Back to the mistakes'
printf '\n' >>iam/shop-catalog-trust.json
git add --update
expect 0 git commit --message 'Change catalog'
expect_said 'Passed'
sed -i -E 's/(name|serviceAccountName): reports$/\1: report/' rendered/shop.yaml
git add --update
expect 1 git commit --message 'Rename reports'
expect_said 'aws/get-role-reports.json' 'but the token carries "system:serviceaccount:shop:report"'
expect_unsaid "$orders"
expect_unsaid "$images"
git reset --quiet --hard HEAD

# With --report-only what has a place in a file of the commit does.
configure 'args: [--report-only]' 'pass_filenames: true'
git commit --quiet --no-verify --message 'Report only what is touched'
printf '\n' >>iam/shop-catalog-trust.json
git add --update
expect 0 git commit --message 'Change catalog'
printf '\n' >>iam/shop-orders-trust.json
git add --update
expect 1 git commit --message 'Change orders'
expect_said "$orders"
expect_unsaid "$images"
git reset --quiet --hard HEAD
configure 'verbose: true'
git commit --quiet --no-verify --message 'Check all again'

# A commit of other files does not run it.
printf 'More.\n' >>README.md
git add README.md
expect 0 git commit --message 'Say more'
expect_said 'no files to check'

# The control: an irsalint that finds nothing blocks nothing.
rm "$work/bin/irsalint"
printf '#!/bin/sh\nexit 0\n' >"$work/bin/irsalint"
chmod +x "$work/bin/irsalint"
git checkout --quiet "$first" -- rendered iam
expect 0 pre-commit run irsalint-system
rm "$work/bin/irsalint"
ln -s "$binary" "$work/bin/irsalint"
expect 1 pre-commit run irsalint-system

echo 'pre-commit takes the hooks; a commit is blocked, then fixed, then passes'
