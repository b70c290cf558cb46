#!/usr/bin/env bash
# check_sarif.sh BINARY: validates what irsalint writes as SARIF by the schema, and by Microsoft's
# sarif-multitool with the rules of GitHub's code scanning turned on. Exit status 77 (skipped, with
# a loud line) where node or the npm packages cannot be had.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of SARIF"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
fetch_packages

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT

# write NAME PATH…: SARIF of a run, whatever its findings are.
write() {
  local name="$1" status=0
  shift
  "$binary" check --persona auditor --format "sarif=$work/$name.json" --fail-on never "$@" \
    >"$work/stdout" 2>"$work/stderr" || status=$?
  if ((status > 2)) || [[ ! -s "$work/$name.json" ]]; then
    printf 'irsalint ended with %s and:\n' "$status" >&2
    cat "$work/stderr" >&2
    exit 1
  fi
}

# The multitool passes what breaks the schema, and ends with 0 whatever it finds: its own report
# says what it thinks. Its rules for GitHub are off until a configuration turns them on.
multitool="$here/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool"
[[ -f "$multitool" ]] || skip "there is no sarif-multitool for this system"
chmod u+x "$multitool"
"$multitool" export-validation-config "$work/default.xml" >/dev/null
sed -E '/<Properties Key="GH100[1-7]\./,/<\/Properties>/ s/(Key="RuleEnabled" Value=")[A-Za-z]+/\1Error/' \
  "$work/default.xml" >"$work/github.xml"

# judge FILE: what the multitool has against it, a line each.
judge() {
  "$multitool" validate "$1" -c "$work/github.xml" --rule-kind "Sarif;Ghas" \
    --level "Error;Warning;Note" -o "$1.verdict" --log ForceOverwrite >/dev/null
  node "$here/list_objections.js" "$1.verdict"
}

# Findings with related places, notes and odd names; files that cannot be read; nothing at all.
mkdir -p "$work/odd/a b#%" "$work/empty"
cat >"$work/odd/a b#%/sä.yaml" <<'YAML'
apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader # "quoted" 漢字 [a](b)
  namespace: web
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::418273645091:role/web-reader
YAML
issuer=oidc.eks.eu-west-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0
cat >"$work/odd/role.json" <<JSON
{"Role": {"RoleName": "web-reader", "Arn": "arn:aws:iam::418273645091:role/web-reader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
  "Principal": {"Federated": "arn:aws:iam::418273645091:oidc-provider/$issuer"},
  "Action": "sts:AssumeRoleWithWebIdentity",
  "Condition": {"StringEquals": {"$issuer:sub": "system:serviceaccount:web:writer"}}}]}}}
JSON
printf 'metadata: {name: [\n' >"$work/odd/broken.yaml"
ln -s nowhere "$work/odd/link.yaml"
ln -s . "$work/odd/loop"

(cd "$work" && write odd odd && write missing odd/none.yaml && write empty empty)
(cd "$root" && write walkthrough testdata/walkthrough && write rules testdata/rules)
shared="${IRSALINT_SHARED_DIR:-$root/../shared}"
if [[ -d "$shared/corpus" ]]; then
  (cd "$shared" && write corpus corpus)
else
  printf '\n*** the corpus is not there: SARIF of real repositories is not checked ***\n\n' >&2
fi

node "$here/validate_sarif.js" "$work"/*.json
for log in "$work"/*.json; do
  # It refuses more results than GitHub shows; what GitHub takes is tested by unit tests.
  [[ "$log" != */rules.json ]] || continue
  objections="$(judge "$log")"
  [[ -z "$objections" ]] || die "sarif-multitool on $(basename "$log"): $objections"
done

# Microsoft's own hashes of lines are ours.
cp -r "$work/odd" "$work/hashes"
(cd "$work/hashes" && write hashes .)
mv "$work/hashes.json" "$work/hashes/ours.json"
node "$here/compare_line_hashes.js" "$multitool" "$work/hashes" ours.json

# The control: what is broken must be refused, or the check above proves nothing.
grep -q '"ruleId": "sub-mismatch"' "$work/odd.json" || {
  echo 'the run over odd names found nothing' >&2
  exit 1
}
sed 's/"startLine": [0-9]*/"startLine": 0/' "$work/odd.json" >"$work/control_line.json"
sed 's/"level": "error"/"level": "fatal"/' "$work/odd.json" >"$work/control_level.json"
sed 's/"uri": "odd/"uri": "odd name \\\\/' "$work/odd.json" >"$work/control_uri.json"
for control in "$work"/control_*.json; do
  if node "$here/validate_sarif.js" "$control" 2>/dev/null; then
    die "the schema accepted the broken control $(basename "$control")"
  fi
done
# Well formed, and of no use to GitHub: no locations, messages by id, no help.
sed -e 's/"locations": \[/"analysisTargets": [/; s/"help": {/"helpless": {/' \
  -e 's/"startLine": [0-9]*/"startLine": 0/' "$work/odd.json" >"$work/useless.json"
[[ -n "$(judge "$work/useless.json")" ]] || die "sarif-multitool accepted a useless log"
node "$here/validate_sarif.js" "$work/useless.json" 2>/dev/null &&
  die "the schema accepted a useless log"
echo 'valid SARIF 2.1.0 that code scanning can use; the broken controls were refused'
