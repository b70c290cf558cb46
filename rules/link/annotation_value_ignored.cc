#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/kube/meant_value.h"
#include "analyzer/rule/annotated.h"
#include "analyzer/rule/annotation_edits.h"
#include "analyzer/rule/rule.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::rules::link::annotation_value_ignored {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

An annotation of the pod identity webhook has the right key in the right place, but a value that the
webhook does not take: `sts-regional-endpoints` that is no boolean of Go, `token-expiration` that is
no whole number, a `skip-containers` list of which a name keeps a blank, or which is no CSV record.

## Why it matters

The webhook goes on with its default and says nothing: the container that was to be left alone gets
credentials, the token lives as long as it always did.

## When it stays silent

For empty values, placeholders, and keys where the webhook does not read them. Whether a number of
seconds is within bounds is another rule's question.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
    eks.amazonaws.com/token-expiration: "24h"
```

## How to fix

Write `"true"` or `"false"`, seconds in digits alone, names with nothing but a comma between them.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
    eks.amazonaws.com/token-expiration: "86400"
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.3",
                                            "docs/reference/semantics.md §3.5"};

// What is wrong with a value, as the end of a message, and what to write.
struct Ignored {
  std::string why;  // "" if nothing is
  std::string help;
};

Ignored JudgeSkippedContainers(std::string_view value) {
  const kube::SkippedContainers skipped = kube::ReadSkipContainers(value);
  if (!skipped.problem.empty()) {
    return {.why = fmt::format("no container is skipped: {}", skipped.problem),
            .help = "write the names with nothing but a comma between them"};
  }
  for (const std::string& name : skipped.names) {
    const std::string_view trimmed = base::TrimAscii(name);
    if (trimmed == name || trimmed.empty()) continue;
    return {.why = fmt::format("it reads the name \"{}\", so container \"{}\" is not skipped", name,
                               trimmed),
            .help = "write the names without blanks between them"};
  }
  if (!skipped.more_lines) return {};
  return {.why = "it reads the first line alone", .help = "write all names on one line"};
}

Ignored Judge(kube::WebhookKey key, std::string_view value) {
  switch (key) {
    case kube::WebhookKey::kStsRegionalEndpoints:
      if (kube::ReadStsRegionalEndpoints(value).has_value()) return {};
      return {.why = "it reads \"true\" or \"false\" and goes on with its default",
              .help = "write \"true\" or \"false\""};
    case kube::WebhookKey::kTokenExpiration:
      if (kube::ReadTokenExpiration(value).has_value()) return {};
      return {.why = "it reads seconds in digits alone and goes on with its default",
              .help = "write the seconds, \"86400\" for a day"};
    case kube::WebhookKey::kSkipContainers:
      return JudgeSkippedContainers(value);
    case kube::WebhookKey::kRoleArn:
    case kube::WebhookKey::kAudience:
      return {};
  }
  return {};
}

void CheckAnnotation(const rule::RuleContext& context, const graph::AnnotationSet& set,
                     kube::WebhookKey key, const kube::Annotation& annotation,
                     rule::FindingSink& sink) {
  const std::string_view value = annotation.value->literal();
  if (value.empty() || syntax::HoldsDummy(value)) return;
  const Ignored ignored = Judge(key, value);
  if (ignored.why.empty()) return;
  rule::Finding& finding = sink.Report(
      annotation.value.place(), fmt::format("the webhook does not take the value \"{}\" of {}: {}",
                                            value, kube::NameOf(key), ignored.why));
  rule::SetSubject(context, set, finding);
  finding.offending_value = value;
  finding.helps.push_back(ignored.help);
  const std::optional<std::string> meant = kube::MeantValue(key, value);
  if (!meant.has_value()) return;
  finding.fixes.push_back({.title = fmt::format("write \"{}\"", *meant),
                           .applicability = rule::Applicability::kUnsafe,
                           .side = rule::FixSide::kManifest,
                           .edits = {rule::SetAnnotation(annotation, *meant)}});
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::AnnotationSet& set : graph::AnnotationSets(context.graph)) {
    for (const kube::WebhookKey key : kube::kWebhookKeys) {
      if (!kube::ReadsFrom(key, set.holder())) continue;
      const kube::Annotation* annotation =
          graph::FindWebhookAnnotation(context.graph, set.unit, *set.annotations, key);
      if (annotation != nullptr) CheckAnnotation(context, set, key, *annotation, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "annotation-value-ignored",
             .group = "link",
             .summary = "The webhook ignores the value of one of its annotations",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::annotation_value_ignored
