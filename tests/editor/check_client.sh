#!/usr/bin/env bash
# check_client.sh BINARY: the client library of VS Code asks for all that the server offers, and a
# raw client sends what no client should. Exit status 77 (skipped, with a loud line) where something
# is missing.
set -euo pipefail

binary="$(realpath "$1")"
check="the check by a client"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v git >/dev/null || skip "git is not installed"
fetch_packages

start_work "$binary" client
WORK="$work" node --test "$here"/client/*.test.mjs
