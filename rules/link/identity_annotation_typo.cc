#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/annotated.h"
#include "analyzer/rule/annotation_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::identity_annotation_typo {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A ServiceAccount, or a pod or its template, carries an annotation whose key is nearly one of those
that the pod identity webhook reads from such an object: another case, `_` for `-`, a misspelt name
or prefix, a look-alike such as `eks.amazonaws.com/role`.

## Why it matters

Keys are compared letter by letter. The webhook does not see the annotation, and says nothing: a pod
without a role gets that of its node.

## When it stays silent

For keys that EKS itself uses (`eks.amazonaws.com/nodegroup` and its kin), for a prefix that the
configuration declares, for prefixes of other services, for values that are empty or no
strings, and where the object also carries the right key.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role_arn: arn:aws:iam::493827165038:role/uploader
```

## How to fix

Write the key as the webhook reads it.

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

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.3",
                                            "docs/reference/semantics.md §14"};

// The annotation that was meant, under the prefix that it comes nearest to; "" if none was.
std::string MeantAnnotation(const rule::RuleContext& context, const graph::AnnotationSet& set,
                            const kube::Annotation& annotation) {
  const std::string_view key = annotation.key;
  if (!annotation.value.HasValue() || annotation.value->IsEmpty()) return {};
  for (const std::string_view prefix : set.prefixes) {
    if (kube::WebhookKeyOf(key, prefix).has_value()) return {};
  }
  for (const std::string_view prefix : set.prefixes) {
    const auto meant = kube::MeantWebhookKey(key, prefix);
    if (!meant.has_value() || !kube::ReadsFrom(*meant, set.holder())) continue;
    const bool also_right =
        graph::FindWebhookAnnotation(context.graph, set.unit, *set.annotations, *meant) != nullptr;
    return also_right ? std::string() : kube::AnnotationOf(*meant, prefix);
  }
  return {};
}

// What every annotation was meant to be, in their order.
std::vector<std::string> MeantAnnotations(const rule::RuleContext& context,
                                          const graph::AnnotationSet& set) {
  std::vector<std::string> meant;
  for (const kube::Annotation& annotation : *set.annotations) {
    meant.push_back(MeantAnnotation(context, set, annotation));
  }
  return meant;
}

// Where several prefixes are in use, which one was meant is a guess.
rule::Fix RenamingFix(const graph::AnnotationSet& set, const kube::Annotation& annotation,
                      std::string_view meant) {
  const bool is_safe = set.prefixes.size() == 1 && !kube::IsLookAlike(annotation.key);
  return {.title = fmt::format("write \"{}\"", meant),
          .applicability = is_safe ? rule::Applicability::kSafe : rule::Applicability::kUnsafe,
          .side = rule::FixSide::kManifest,
          .edits = {rule::RenameAnnotation(annotation, meant)}};
}

void CheckSet(const rule::RuleContext& context, const graph::AnnotationSet& set,
              rule::FindingSink& sink) {
  const std::vector<std::string> all_meant = MeantAnnotations(context, set);
  std::map<std::string_view, size_t> times;
  for (const std::string& meant : all_meant) ++times[meant];
  for (size_t i = 0; i < all_meant.size(); ++i) {
    const std::string& meant = all_meant[i];
    if (meant.empty()) continue;
    const kube::Annotation& annotation = (*set.annotations)[i];
    rule::Finding& finding = sink.Report(
        annotation.key_place, fmt::format("the webhook does not know the annotation \"{}\" of {}: "
                                          "it reads \"{}\"",
                                          annotation.key, rule::Describe(set), meant));
    rule::SetSubject(context, set, finding);
    finding.offending_value = annotation.key;
    finding.notes.emplace_back(
        "the webhook ignores it without a word: pods start, and run without what it says");
    finding.helps.push_back(fmt::format("write \"{}\"", meant));
    // Two annotations cannot both have the key.
    if (times[meant] == 1) finding.fixes.push_back(RenamingFix(set, annotation, meant));
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::AnnotationSet& set : graph::AnnotationSets(context.graph)) {
    CheckSet(context, set, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "identity-annotation-typo",
             .group = "link",
             .summary = "An annotation is nearly one that the pod identity webhook reads",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::identity_annotation_typo
