#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::duplicate_key {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A key stands twice in one object: of a policy, or of a Kubernetes document on the way from the pod to its
role (the document itself, `metadata`, annotations, `serviceAccountName`,
`automountServiceAccountToken`, the environment). One of the two values is dropped in silence.

| where | severity | persona |
|---|---|---|
| in a policy, and on the identity path of a Kubernetes document | error | regular |
| there, with the same value twice | note | regular |
| elsewhere in such a document | error, or note for the same value | pedantic |

## Why it matters

Most parsers keep the last value, some the first, and IAM and strict parsers refuse the document. Two
conditions under one operator that were meant as "both" become "the last"; two documents that lack
their `---` become one object.

## When it stays silent

In documents that say nothing about identity, and for keys that a YAML merge brings.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"},
      "StringEquals": {"oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com"}
    }
  }]
}
```

## How to fix

Write the key once. Several condition keys stand in one object below their operator, several values in a
list.

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {
        "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader",
        "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com"
      }
    }
  }]
}
```
)";

constexpr std::string_view kTags[] = {"correctness", "security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §1.1 G5",
                                            "docs/reference/semantics.md §9.3"};

using Where = facts::DuplicateKey::Where;

std::string_view NoteFor(Where where) {
  switch (where) {
    case Where::kPolicy:
      return "IAM does not allow it; most parsers keep the last value, some the first";
    case Where::kRoot:
    case Where::kIdentity:
    case Where::kElsewhere:
      return "the API server keeps the last value; kubectl refuses the document where it validates "
             "strictly (error: duplicate field)";
  }
  return "";
}

std::string_view ResultOf(const facts::DuplicateKey& duplicate) {
  if (duplicate.equal_values) return "with the same value";
  return duplicate.where == Where::kRoot ? "this one counts; is a line \"---\" missing before it?"
                                         : "this one counts, the other is dropped";
}

void Report(const facts::DuplicateKey& duplicate, rule::FindingSink& sink) {
  rule::Finding& finding = sink.Report(
      duplicate.later,
      fmt::format("\"{}\" stands twice in one {}: {}", duplicate.key,
                  duplicate.where == Where::kRoot ? "document" : "object", ResultOf(duplicate)));
  if (duplicate.equal_values) finding.severity = rule::Severity::kNote;
  if (duplicate.where == Where::kElsewhere) finding.persona = rule::Persona::kPedantic;
  finding.offending_value = duplicate.key;
  finding.related.push_back(
      {.place = duplicate.earlier,
       .message = duplicate.equal_values ? "here first" : "here first: its value is dropped"});
  finding.notes.emplace_back(NoteFor(duplicate.where));
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Unit& unit : context.graph.units()) {
    for (const facts::DuplicateKey& duplicate : unit.facts->duplicate_keys) Report(duplicate, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "duplicate-key",
             .group = "trust",
             .summary = "A key stands twice in one object, and one of its values is dropped",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::trust::duplicate_key
