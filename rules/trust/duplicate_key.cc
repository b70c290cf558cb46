#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::duplicate_key {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A key stands twice in one object: of a policy, or of a Kubernetes document on the way from the pod to its
role (the document itself, `metadata`, annotations, `spec`, `template`, `serviceAccountName`,
`automountServiceAccountToken`, the environment). One of the two values is dropped in silence. All keys of one
document that stand twice are one finding: mostly a line `---` is missing.

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

// Whether two keys stand twice in the same object.
bool InOneObject(const facts::DuplicateKey& a, const facts::DuplicateKey& b) {
  const syntax::Route& left = a.later.route;
  const syntax::Route& right = b.later.route;
  return a.later.document == b.later.document && left.size() == right.size() &&
         std::equal(left.begin(), left.end() - 1, right.begin());
}

bool NamesAnObject(std::string_view key) {
  return key == "apiVersion" || key == "kind" || key == "metadata";
}

// What is reported as one: a key, or all keys of a document that stand twice.
using Group = std::vector<const facts::DuplicateKey*>;

// Keys of one document stand one after the other in the facts.
std::vector<Group> GroupsOf(const std::vector<facts::DuplicateKey>& duplicates) {
  std::vector<Group> groups;
  ptrdiff_t of_document = 0;
  for (const facts::DuplicateKey& duplicate : duplicates) {
    if (!groups.empty() && groups.back().front()->later.document != duplicate.later.document) {
      of_document = std::ssize(groups);
    }
    const auto same =
        std::find_if(groups.begin() + of_document, groups.end(), [&](const Group& group) {
          return duplicate.where == Where::kRoot && group.front()->where == Where::kRoot &&
                 InOneObject(*group.front(), duplicate);
        });
    if (same == groups.end()) {
      groups.push_back({&duplicate});
    } else {
      same->push_back(&duplicate);
    }
  }
  return groups;
}

bool IsOfTwoDocuments(const Group& group) {
  return group.front()->where == Where::kRoot &&
         std::ranges::any_of(group, [](const facts::DuplicateKey* duplicate) {
           return !duplicate->equal_values && NamesAnObject(duplicate->key);
         });
}

std::string MessageFor(const Group& group, bool equal_values) {
  std::vector<std::string> keys;
  for (const facts::DuplicateKey* duplicate : group) {
    if (std::ranges::find(keys, duplicate->key) == keys.end()) keys.push_back(duplicate->key);
  }
  const bool is_root = group.front()->where == Where::kRoot;
  return fmt::format("{} {} twice in one {}: {}", base::JoinQuoted(keys),
                     keys.size() > 1 ? "stand" : "stands", is_root ? "document" : "object",
                     equal_values              ? "with the same value"
                     : IsOfTwoDocuments(group) ? "is a line \"---\" missing before this one?"
                                               : "this one counts, the other is dropped");
}

void Report(const Group& group, rule::FindingSink& sink) {
  const facts::DuplicateKey& first = *group.front();
  const bool equal_values = std::ranges::all_of(
      group, [](const facts::DuplicateKey* duplicate) { return duplicate->equal_values; });
  rule::Finding& finding = sink.Report(first.later, MessageFor(group, equal_values));
  if (equal_values) finding.severity = rule::Severity::kNote;
  if (first.where == Where::kElsewhere) finding.persona = rule::Persona::kPedantic;
  finding.offending_value = first.key;
  for (const facts::DuplicateKey* duplicate : group) {
    finding.related.push_back(
        {.place = duplicate->earlier,
         .message = duplicate->equal_values ? "here first" : "here first: its value is dropped"});
  }
  finding.notes.emplace_back(NoteFor(first.where));
  if (IsOfTwoDocuments(group)) {
    finding.helps.emplace_back("put a line \"---\" between the two documents");
  } else if (first.where == Where::kPolicy) {
    finding.helps.emplace_back(
        "write the key once: several values stand in a list, several keys in one object");
  } else {
    finding.helps.emplace_back("write the key once");
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Unit& unit : context.graph.units()) {
    for (const Group& group : GroupsOf(unit.facts->duplicate_keys)) Report(group, sink);
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
