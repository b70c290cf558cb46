#!/usr/bin/env bash
# check_config_schema.sh BINARY: what `irsalint config schema` prints is a valid schema of draft-07,
# accepts and refuses the samples of testdata/config as irsalint itself does, and leads an editor's
# language server. Exit status 77 (skipped, with a loud line) where node or the npm packages cannot
# be had.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of the configuration's schema"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
fetch_packages

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
"$binary" config schema >"$work/schema.json"

samples="$root/testdata/config"
node "$here/validate_config.js" "$work/schema.json" accept "$samples"/good_*.yaml
node "$here/validate_config.js" "$work/schema.json" refuse "$samples"/bad_*.yaml

# irsalint says the same of each sample. (A test of the parser compares its messages.)
for sample in "$samples"/*.yaml; do
  status=0
  (cd "$work" && "$binary" config show --config "$sample" >/dev/null 2>&1) || status=$?
  case "$(basename "$sample") $status" in
    good_*' 0' | bad_*' 2') ;;
    *)
      printf '%s: irsalint ended with %s\n' "$sample" "$status" >&2
      exit 1
      ;;
  esac
done

# The configuration that is in force, printed, is one too.
(cd "$work" && "$binary" config show --config "$samples/good_clusters.yaml") >"$work/shown.yaml"
(cd "$work" && "$binary" config init --stdout "$root/testdata/walkthrough") >"$work/begun.yaml"
node "$here/validate_config.js" "$work/schema.json" accept "$work/shown.yaml" "$work/begun.yaml"

# The control: a schema that allows everything must fail the check, or it proves nothing.
cat >"$work/lax.json" <<'JSON'
{"$schema": "http://json-schema.org/draft-07/schema#"}
JSON
if node "$here/validate_config.js" "$work/lax.json" refuse "$samples"/bad_*.yaml 2>/dev/null; then
  echo 'a schema that allows everything passed' >&2
  exit 1
fi

node "$here/ask_language_server.js" "$work/schema.json"
echo 'the schema is valid, agrees with irsalint on every sample, and leads the language server'
