#!/usr/bin/env bash
# check_completion.sh PACKAGES SHELL: a real SHELL completes with the script of the archive.
set -euo pipefail
check="the check of the completion for $2"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need python3 "$2"
tar --extract --gzip --file "$1/irsalint-$version-linux-x64.tar.gz" --directory "$work" completions

case "$2" in
  bash) script="$work/completions/irsalint.bash" ;;
  zsh) script="$work/completions/_irsalint" ;;
  fish) script="$work/completions/irsalint.fish" ;;
esac
"$2" -n "$script" || fail "$2 cannot read the script"
if [[ "$2" == bash ]]; then
  [[ "$(bash -c 'source "$1" && complete -p irsalint' - "$script")" == \
    'complete -F _irsalint irsalint' ]] || fail "it completes nothing"
fi
python3 "$here/complete.py" "$2" "$script"
