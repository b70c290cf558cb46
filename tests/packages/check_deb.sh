#!/usr/bin/env bash
# check_deb.sh PACKAGES: the Debian package installs into an empty system, runs, goes without a
# trace, and lintian has nothing to say about it.
set -euo pipefail
check="the check of the Debian package"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need dpkg dpkg-deb
package="$(realpath "$1/irsalint_${version}_amd64.deb")"

system="$work/system"
mkdir -p "$system/var/lib/dpkg/info" "$system/var/lib/dpkg/updates"
touch "$system/var/lib/dpkg/status" "$system/var/lib/dpkg/available"
at_system() {
  expect 0 dpkg --root="$system" --log=/dev/null --force-not-root --force-script-chrootless "$@"
}

at_system --install "$package"
expect_program "$system/usr/bin/irsalint"
for file in share/man/man1/irsalint.1.gz share/bash-completion/completions/irsalint \
  share/zsh/vendor-completions/_irsalint share/fish/vendor_completions.d/irsalint.fish \
  share/doc/irsalint/copyright share/doc/irsalint/NOTICE.gz; do
  [[ -s "$system/usr/$file" ]] || fail "it installs no /usr/$file"
done
at_system --verify irsalint
[[ ! -s "$work/out" ]] || fail "files differ from their checksums: $(cat "$work/out")"
at_system --purge irsalint
[[ -z "$(find "$system" -name '*irsalint*')" ]] || fail "it leaves files: $(find "$system" -name '*irsalint*')"

need lintian
lint() {
  lintian --allow-root --no-cfg --fail-on error,warning "$1"
}
expect 0 lint "$package"
[[ ! -s "$work/out" ]] || fail "lintian says: $(cat "$work/out")"

# The control: a package without its copyright must not pass, or this proves nothing.
dpkg-deb --raw-extract "$package" "$work/broken"
rm "$work/broken/usr/share/doc/irsalint/copyright"
dpkg-deb --root-owner-group --build "$work/broken" "$work/irsalint_${version}_amd64.deb" >/dev/null
expect 2 lint "$work/irsalint_${version}_amd64.deb"
grep -q 'no-copyright-file' "$work/out" || fail "lintian does not miss the copyright"
echo "the package installs, runs and goes; lintian is content"
