#!/usr/bin/env bash
# check_docker.sh PACKAGES: what the Dockerfile copies is there, and the program runs in a root that
# holds nothing else, as the Dockerfile's user. No daemon is needed: a scratch image is its files.
set -euo pipefail
check="the check of the Dockerfile"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
context="$(realpath "$1/docker")"
dockerfile="$context/Dockerfile"
image="$work/image"
mkdir "$image"

value() {
  sed -n "s/^$1 //p" "$dockerfile"
}

[[ "$(value FROM)" == scratch ]] || fail "it is not built from scratch"
while read -ra words; do
  target="$image${words[-1]}"
  for source in "${words[@]:0:${#words[@]}-1}"; do
    [[ -f "$context/$source" ]] || fail "it copies $source, which is not there"
    if [[ "$target" == */ ]]; then
      install -D --mode="$(stat --format=%a "$context/$source")" "$context/$source" "$target$source"
    else
      install -D --mode="$(stat --format=%a "$context/$source")" "$context/$source" "$target"
    fi
  done
done < <(value COPY)

entry="$(value ENTRYPOINT | sed 's/^\["\(.*\)"\]$/\1/')"
user="$(value USER)"
folder="$(value WORKDIR)"
[[ "$user" =~ ^[1-9][0-9]*:[1-9][0-9]*$ ]] || fail "its user is $user"
mkdir -p "$image$folder"
cp "$root"/testdata/readme/* "$image$folder/"
chmod 755 "$image" "$image$folder" "$work"

((EUID == 0)) || skip "only root can change the root folder"
inside() {
  chroot --userspec="$user" "$image" "$entry" "$@"
}
expect 0 inside --version
[[ "$(cat "$work/out")" == "irsalint $version" ]] || fail "it calls itself $(cat "$work/out")"
expect 1 inside "$folder"
grep -q 'error\[sub-mismatch\]' "$work/out" || fail "it did not find the mismatch of the README"
echo "the image's files are complete"
