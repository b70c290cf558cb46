#!/usr/bin/env bash
# check_sarif.sh BINARY: validates what irsalint writes as SARIF against the real schema. Exit status
# 77 (skipped, with a loud line) where node or the npm packages cannot be had.
set -euo pipefail

binary="$(realpath "$1")"
check="the SARIF schema check"
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

node "$here/validate_sarif.js" "$work"/{odd,missing,empty,walkthrough,rules}.json

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
    printf 'the broken control %s was accepted\n' "$(basename "$control")" >&2
    exit 1
  fi
done
echo 'valid SARIF 2.1.0; the broken controls were refused'
