# shellcheck shell=bash disable=SC2034,SC2154
# Shared by the checks of this folder. Source it; the script that does names itself in `check`.

source "$(dirname "${BASH_SOURCE[0]}")/../external/lib.sh"
here="$root/tests/editor"

# start_work BINARY NAME: the empty folder `work` in the build of BINARY, where editors find a home,
# and no irsalint but BINARY on the PATH.
start_work() {
  work="$(dirname "$1")/editor/$2"
  rm -rf "$work"
  mkdir -p "$work/bin"
  ln -s "$1" "$work/bin/irsalint"
  PATH="$work/bin:$PATH"
  isolate "$work/home"
  unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_STATE_HOME XDG_CACHE_HOME
}

# make_workspace FOLDER: a repository with a pod, its account, the trust policy of its role and the
# provider. Two findings: token-automounted in the pod, sts-regional-endpoint-missing in the
# account.
make_workspace() {
  mkdir -p "$1"
  (cd "$root/testdata/walkthrough" &&
    cp pod-test4.yaml sa-my-sa.yaml trust-my-sa.json oidc-provider.json "$1/")
  printf 'namespace: default\n' >"$1/.irsalint.yaml"
  git init --quiet "$1"
}

# block LANGUAGE N: the Nth block of that language in docs/editors.md.
block() {
  awk -v "fence=\`\`\`$1" -v "wanted=$2" '
    /^```/ && inside { exit }
    inside
    $0 == fence && ++seen == wanted { inside = 1 }' "$root/docs/editors.md"
}
