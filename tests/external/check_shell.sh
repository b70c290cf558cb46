#!/usr/bin/env bash
# check_shell.sh: shellcheck over every shell script of the repository. Exit status 77 (skipped,
# with a loud line) where it is not installed.
set -euo pipefail

check="the check of the shell scripts"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v shellcheck >/dev/null || skip "shellcheck is not installed"
cd "$root"
git rev-parse --git-dir >/dev/null 2>&1 || skip "this is no git repository"

scripts=()
while IFS= read -r -d '' file; do
  [[ -f "$file" ]] || continue
  if [[ "$file" == *.sh ]] || head -n 1 "$file" | grep -aqE '^#!.*\b(ba)?sh\b'; then
    scripts+=("$file")
  fi
done < <(git ls-files -z --cached --others --exclude-standard -- \
  ':!testdata' ':!docs' ':!analyzer' ':!rules')

lint() { shellcheck --external-sources --source-path=SCRIPTDIR "$@"; }
lint scripts/lib.sh "${scripts[@]}"

# The control: a script with a fault must fail.
broken="$(mktemp)"
trap 'rm -f "$broken"' EXIT
cat >"$broken" <<'BASH'
#!/bin/bash
rm -r $1/*
BASH
if lint "$broken" >/dev/null; then
  echo 'a broken script was accepted' >&2
  exit 1
fi
printf '%d shell scripts are in order; the broken control was refused\n' "${#scripts[@]}"
