#!/usr/bin/env bash
# check_formats.sh BINARY: what irsalint writes for other tools, read by those tools: JUnit by
# xmllint, rdjson by reviewdog's validator, commands by GitHub's own library, all of it also from
# names that want to be more than text. Exit status 77 (skipped, with a loud line) where a tool
# cannot be had.
set -euo pipefail

binary="$(realpath "$1")"
check="the check of output formats"
source "$(dirname "${BASH_SOURCE[0]}")/lib.sh"
command -v xmllint >/dev/null || skip "xmllint (libxml2-utils) is not installed"
command -v jq >/dev/null || skip "jq is not installed"
fetch_packages

work="$(mktemp -d)"
trap 'rm -rf "$work"' EXIT
rdformat=(node "$here/node_modules/@umbrelladocs/rdformat-validator/bin/rdformat-validator.js")

mkdir -p "$work/hostile"
cat >"$work/hostile/sä.yaml" <<'YAML'
apiVersion: v1
kind: ServiceAccount
metadata:
  name: "a\n::error::x\n##[error]y\u001b[31m]]>|`<b>`\u0000\uffff"
  namespace: web
  annotations:
    eks.amazonaws.com/role-arn: "arn:aws:iam::41827364509:role/漢字\n::stop-commands::z"
YAML

# write NAME PATH…: all formats of one run.
write() {
  local name="$1" status=0
  shift
  "$binary" check --persona auditor --fail-on error --format "junit=$work/$name.xml" \
    --format "gitlab=$work/$name.gitlab.json" --format "rdjson=$work/$name.rdjson.json" \
    --format "github=$work/$name.github" "$@" >"$work/said" 2>&1 || status=$?
  ((status <= 2)) || die "irsalint ended with $status and said:"
}
(cd "$work" && write hostile hostile)
(cd "$root" && write walkthrough testdata/walkthrough && write readme testdata/readme)
mkdir "$work/empty"
(cd "$work" && write empty empty)

for name in hostile walkthrough readme empty; do
  xmllint --noout "$work/$name.xml" || die "$name: JUnit is no XML"
  # What the attributes count is there.
  xmllint --xpath 'boolean(/testsuites/testsuite
      [@tests = count(testcase) and @failures = count(testcase[failure]) and
       @skipped = count(testcase[skipped])])' "$work/$name.xml" | grep -qx true ||
    die "$name: the counts of JUnit are wrong"
  jq -e 'type == "array" and all(.[];
      (.description | type == "string" and length > 0) and (.check_name | length > 0) and
      (.fingerprint | length > 0) and
      (.severity | IN("info", "minor", "major", "critical", "blocker")) and
      (.location.path | startswith("./") | not) and (.location.lines.begin >= 1)) and
      (map(.fingerprint) | length == (unique | length))' "$work/$name.gitlab.json" >/dev/null ||
    die "$name: no report of Code Quality"
  "${rdformat[@]}" "$work/$name.rdjson.json" >"$work/said" 2>&1 || die "$name: no rdjson"
done
node "$here/read_workflow_commands.mjs" "$work"/*.github

# The controls: what is broken must be refused.
sed 's/<testsuites/<testsuites <bad/' "$work/readme.xml" >"$work/broken.xml"
xmllint --noout "$work/broken.xml" 2>/dev/null && die "broken XML was accepted"
sed 's/"ERROR"/"FATAL"/' "$work/readme.rdjson.json" >"$work/broken.json"
"${rdformat[@]}" "$work/broken.json" >/dev/null 2>&1 && die "broken rdjson was accepted"
printf '::error title=x,file=a\n' >"$work/broken.command"
node "$here/read_workflow_commands.mjs" "$work/broken.command" 2>/dev/null &&
  die "a broken command was accepted"
echo 'JUnit, Code Quality, rdjson and workflow commands are read; the broken controls were refused'
