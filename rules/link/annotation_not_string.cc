#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/rule/annotated.h"
#include "analyzer/rule/annotation_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::annotation_not_string {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

An annotation of a ServiceAccount, a workload, its pod template or a Namespace has a value that YAML
reads as a boolean, a number, a list or a map.

## Why it matters

Annotations are strings. The API server refuses the whole object, so that the account, or the
workload, is not changed at all.

## When it stays silent

For `null`, which is read as an empty string, and for custom resources, whose schema is their own.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
    eks.amazonaws.com/token-expiration: 3600
```

## How to fix

Quote the value.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
    eks.amazonaws.com/token-expiration: "3600"
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §14"};

// Whether a boolean or number is written as everybody writes it: who wrote `yes` or `1e3` may have
// meant another text for the same value.
bool IsPlain(std::string_view text) {
  return text == "true" || text == "false" || std::ranges::all_of(text, base::IsAsciiDigit);
}

rule::Fix QuotingFix(const kube::Annotation& annotation) {
  const bool is_safe = IsPlain(annotation.unquoted);
  return {.title = fmt::format("write \"{}\", in quotes", annotation.unquoted),
          .applicability = is_safe ? rule::Applicability::kSafe : rule::Applicability::kUnsafe,
          .side = rule::FixSide::kManifest,
          .edits = {rule::SetAnnotation(annotation, annotation.unquoted)}};
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::AnnotationSet& set : graph::AnnotationSets(context.graph)) {
    for (const kube::Annotation& annotation : *set.annotations) {
      if (!annotation.value.IsUnresolved()) continue;
      rule::Finding& finding =
          sink.Report(annotation.value.place(),
                      fmt::format("the value of annotation \"{}\" on {} is not a string",
                                  annotation.key, rule::Describe(set)));
      rule::SetSubject(context, set, finding);
      finding.offending_value = annotation.unquoted.empty() ? annotation.key : annotation.unquoted;
      finding.notes.emplace_back(
          "the API server refuses the object: json: cannot unmarshal the value into Go struct "
          "field "
          "ObjectMeta.metadata.annotations of type string");
      finding.helps.emplace_back("put the value in quotes");
      if (!annotation.unquoted.empty()) finding.fixes.push_back(QuotingFix(annotation));
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "annotation-not-string",
             .group = "link",
             .summary = "An annotation has a value that is not a string",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::annotation_not_string
