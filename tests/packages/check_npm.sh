#!/usr/bin/env bash
# check_npm.sh PACKAGES: both npm packages install without a network and without scripts, and the
# launcher passes arguments, status and signals on.
set -euo pipefail
check="the check of the npm packages"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
need node npm
packages="$(realpath "$1")"
main="$packages/irsalint-$version.tgz"
platform="$packages/irsalint-linux-x64-$version.tgz"

# install FOLDER PACKAGE…: into an empty project.
install_into() {
  mkdir "$1"
  printf '{"private": true}\n' >"$1/package.json"
  (cd "$1" && npm install --offline --no-audit --no-fund --loglevel=error "${@:2}" >/dev/null)
}

install_into "$work/project" "$platform" "$main"
program="$work/project/node_modules/.bin/irsalint"
expect_program "$program"
for manifest in "$root/package.json" "$root/packaging/npm/linux-x64/package.json"; do
  ! grep -q '"scripts"' "$manifest" || fail "$manifest has scripts"
done

# Without the package of the platform there is one clear sentence.
install_into "$work/alone" --omit=optional "$main"
alone="$work/alone/node_modules/.bin/irsalint"
expect 2 env -u IRSALINT_BINARY "$alone" --version
[[ "$(cat "$work/out")" == "irsalint: there is no program for linux-x64: the package \
@irsalint/linux-x64 is not installed; set IRSALINT_BINARY to the path of one" ]] ||
  fail "it says: $(cat "$work/out")"

# IRSALINT_BINARY wins, and gets the arguments as they are.
cat >"$work/stand-in" <<'SH'
#!/bin/sh
printf '<%s>' "$@"
exit 7
SH
chmod +x "$work/stand-in"
# shellcheck disable=SC2016  # nothing may expand it
expect 7 env IRSALINT_BINARY="$work/stand-in" "$program" 'a b' '' '$(c)'
# shellcheck disable=SC2016
[[ "$(cat "$work/out")" == '<a b><><$(c)>' ]] || fail "the arguments became $(cat "$work/out")"
expect 2 env IRSALINT_BINARY="$work/none" "$program"
grep -q "^irsalint: cannot start $work/none: ENOENT$" "$work/out" || fail "it says: $(cat "$work/out")"

# A signal to the launcher ends the program, and its end is the launcher's.
cat >"$work/sleeper" <<'SH'
#!/bin/sh
echo $$ >"$1"
exec sleep 60
SH
chmod +x "$work/sleeper"
IRSALINT_BINARY="$work/sleeper" node "$root/packaging/npm/irsalint.js" "$work/pid" &
launcher=$!
for _ in {1..100}; do
  [[ -s "$work/pid" ]] && break
  sleep 0.1
done
kill -TERM "$launcher"
status=0
wait "$launcher" || status=$?
((status == 143)) || fail "ended by SIGTERM, the launcher's status is $status"
! kill -0 "$(cat "$work/pid")" 2>/dev/null || fail "the program still runs"
echo "the npm packages install and run"
