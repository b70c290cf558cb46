#!/usr/bin/env bash
# check_manual.sh PACKAGES: groff and mandoc have nothing to say about the manual page, and it names
# every command.
set -euo pipefail
check="the check of the manual page"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need man mandoc
tar --extract --gzip --file "$1/irsalint-$version-linux-x64.tar.gz" --directory "$work" \
  irsalint irsalint.1

expect 0 mandoc -Tlint -W all "$work/irsalint.1"
[[ ! -s "$work/out" ]] || fail "mandoc says: $(cat "$work/out")"
MANWIDTH=80 man --warnings=w --local-file "$work/irsalint.1" >"$work/page" 2>"$work/warnings"
[[ ! -s "$work/warnings" ]] || fail "groff says: $(cat "$work/warnings")"

"$work/irsalint" --help | sed -n '/^Subcommands:/,/^$/s/^  \([a-z]*\) .*/\1/p' >"$work/commands"
(($(wc -l <"$work/commands") > 10)) || fail "the help names no commands"
while read -r command; do
  grep -q "^ *irsalint $command" "$work/page" || fail "the page does not name $command"
done <"$work/commands"

# The control: a macro without its end must be heard of.
printf '.nosuchmacro\n.nf\n' >>"$work/irsalint.1"
if mandoc -Tlint -W warning "$work/irsalint.1" >/dev/null 2>&1; then
  fail "mandoc accepts an unknown macro"
fi
echo "the manual page is sound"
