#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/source_conflicts.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::source_conflict {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Two sources of the input define one thing differently, and only one of them can hold: the trust
policy of one role ARN, or the role of one ServiceAccount in what is applied together.

## Why it matters

What is applied last wins, or an export is out of date. Until that is settled irsalint takes both for
possible and calls an account broken only if it is so by all of them.

## When it stays silent

For files of different environments (`dev` and `prod`), roles of different AWS accounts, and files of
one folder that define the same object: those are alternatives. Where a value is not known nothing
contradicts it.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
---
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/media-uploader
```

## How to fix

Keep one of the two.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.3",
                                            "docs/reference/iam.md §3"};

std::string Message(const graph::SourceConflict& conflict) {
  if (conflict.about == graph::SourceConflict::About::kTrustPolicy) {
    return fmt::format("another source gives role \"{}\" another trust policy", conflict.name);
  }
  return fmt::format("ServiceAccount \"{}\" gets role \"{}\" here, but \"{}\" elsewhere",
                     conflict.name, conflict.later_value, conflict.earlier_value);
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::SourceConflict& conflict : graph::SourceConflicts(context.graph)) {
    const bool of_role = conflict.about == graph::SourceConflict::About::kTrustPolicy;
    rule::Finding& finding = sink.Report(conflict.later, Message(conflict));
    finding.subject = {
        .kind = of_role ? "Role" : "ServiceAccount", .namespace_name = {}, .name = conflict.name};
    finding.offending_value = conflict.later_value;
    finding.overlay = context.graph[conflict.unit].facts->unit;
    finding.related.push_back({.place = conflict.earlier, .message = "the other source"});
    finding.helps.emplace_back("keep one of the two");
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "source-conflict",
             .group = "link",
             .summary = "Two sources say different things about one role or account",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kMedium,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::source_conflict
