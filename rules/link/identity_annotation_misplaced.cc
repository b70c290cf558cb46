#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/rule/annotated.h"
#include "analyzer/rule/annotation_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::identity_annotation_misplaced {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

An annotation of the pod identity webhook stands on an object from which the webhook does not read
it: `role-arn`, `audience` or `sts-regional-endpoints` on a pod, a pod template, a workload or a
Namespace; `skip-containers` or `token-expiration` on a workload itself instead of its template;
`skip-containers` on a ServiceAccount.

## Why it matters

The webhook reads the role from the ServiceAccount alone. An annotation elsewhere has no effect, and
nothing says so: the pods run with the role of their node, or without one.

## When it stays silent

For custom resources, whose controllers may read such annotations themselves, for empty values, and
for those that are no strings, which annotation-not-string reports.
It is a warning where the account that the pods use carries the same value: then the annotation is
idle, and nothing is broken.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: uploader, namespace: media}
---
apiVersion: v1
kind: Pod
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
spec:
  serviceAccountName: uploader
  containers: [{name: app, image: app}]
```

## How to fix

Move the annotation to the object from which the webhook reads it.

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
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers: [{name: app, image: app}]
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.3",
                                            "docs/reference/semantics.md §14"};

std::string_view RightObjects(kube::WebhookKey key) {
  const bool account = kube::ReadsFrom(key, kube::AnnotationHolder::kServiceAccount);
  const bool pod = kube::ReadsFrom(key, kube::AnnotationHolder::kPod);
  if (account && pod) return "the ServiceAccount or the pods' own metadata";
  return account ? "the ServiceAccount" : "the pods' own metadata";
}

// The key under one of the unit's prefixes, if the webhook does not read it from here.
std::optional<kube::WebhookKey> MisplacedKey(const graph::AnnotationSet& set,
                                             const kube::Annotation& annotation) {
  if (!annotation.value.HasValue() || annotation.value->IsEmpty()) return std::nullopt;
  for (const std::string_view prefix : set.prefixes) {
    const auto key = kube::WebhookKeyOf(annotation.key, prefix);
    if (key.has_value()) return kube::ReadsFrom(*key, set.holder()) ? std::nullopt : key;
  }
  return std::nullopt;
}

// The value in force where the webhook does read the key: on the template of a workload, else on
// every account that its pods may use. Null if there is none, or another one somewhere.
const kube::Annotation* SameValueInForce(const rule::RuleContext& context,
                                         const graph::AnnotationSet& set, kube::WebhookKey key,
                                         const kube::Annotation& annotation) {
  if (!set.workload.has_value()) return nullptr;
  const graph::Workload& workload = context.graph[*set.workload];
  const auto same = [&](const std::vector<kube::Annotation>& annotations) {
    const kube::Annotation* found =
        graph::FindWebhookAnnotation(context.graph, set.unit, annotations, key);
    return found != nullptr && *found->value == *annotation.value ? found : nullptr;
  };
  if (kube::ReadsFrom(key, kube::AnnotationHolder::kPod)) {
    if (const auto* found = same(workload.object->template_annotations); found != nullptr) {
      return found;
    }
  }
  if (!kube::ReadsFrom(key, kube::AnnotationHolder::kServiceAccount)) return nullptr;
  const kube::Annotation* in_force = nullptr;
  for (const graph::AccountEdge& edge : workload.accounts) {
    in_force = same(context.graph[edge.account].object->meta.annotations);
    if (in_force == nullptr) return nullptr;
  }
  return in_force;
}

// Where the annotation belongs, as far as the input has such a place.
void AddRightPlace(const rule::RuleContext& context, const graph::AnnotationSet& set,
                   kube::WebhookKey key, rule::Finding& finding) {
  if (!set.workload.has_value()) return;
  const graph::Workload& workload = context.graph[*set.workload];
  if (!kube::ReadsFrom(key, kube::AnnotationHolder::kServiceAccount)) return;
  for (const graph::AccountEdge& edge : workload.accounts) {
    finding.related.push_back({.place = context.graph[edge.account].object->meta.name.place(),
                               .message = "the pods run as this account: it belongs here"});
  }
}

void AddFix(std::string title, std::vector<syntax::Edit> edits, rule::Finding& finding) {
  finding.fixes.push_back({.title = std::move(title),
                           .applicability = rule::Applicability::kUnsafe,
                           .side = rule::FixSide::kManifest,
                           .edits = std::move(edits)});
}

// From a workload to the pods that it makes, unless they have the annotation already.
void MoveToTemplate(const rule::RuleContext& context, const graph::AnnotationSet& set,
                    kube::WebhookKey key, const kube::Annotation& annotation,
                    rule::Finding& finding) {
  const kube::Workload& workload = *context.graph[*set.workload].object;
  if (graph::FindWebhookAnnotation(context.graph, set.unit, workload.template_annotations, key) !=
      nullptr) {
    return;
  }
  AddFix("move it to the pod template",
         {rule::RemoveAnnotation(annotation),
          rule::InsertAnnotation(workload.template_annotations_place, annotation.key,
                                 annotation.value->literal())},
         finding);
}

// The account that the pods of a workload certainly use, and which not all pods without one share.
std::optional<graph::AccountId> CertainAccount(const graph::Workload& workload) {
  const bool is_certain = workload.level == graph::Level::kSameUnit &&
                          workload.accounts.size() == 1 &&
                          workload.accounts.front().truth == base::Truth::kYes &&
                          workload.account.name.literal() != "default";
  return is_certain ? std::optional(workload.accounts.front().account) : std::nullopt;
}

// Whether every workload of the account that has the annotation too has the same value; false for
// an account of very many.
bool Agree(const rule::RuleContext& context, const graph::Account& account, kube::WebhookKey key,
           const kube::Annotation& annotation) {
  constexpr size_t kMostWorkloads = 100;
  if (account.workloads.size() > kMostWorkloads) return false;
  const auto agrees = [&](graph::UnitId unit, const std::vector<kube::Annotation>& annotations) {
    const kube::Annotation* other =
        graph::FindWebhookAnnotation(context.graph, unit, annotations, key);
    return other == nullptr || (other->value.HasValue() && *other->value == *annotation.value);
  };
  return std::ranges::all_of(account.workloads, [&](graph::WorkloadId id) {
    const graph::Workload& workload = context.graph[id];
    return agrees(workload.unit, workload.object->meta.annotations) &&
           agrees(workload.unit, workload.object->template_annotations);
  });
}

// From pods or a workload to their account, unless that says something else.
void MoveToAccount(const rule::RuleContext& context, const graph::AnnotationSet& set,
                   kube::WebhookKey key, const kube::Annotation& annotation,
                   rule::Finding& finding) {
  const auto id = CertainAccount(context.graph[*set.workload]);
  if (!id.has_value() || !Agree(context, context.graph[*id], key, annotation)) return;
  const graph::Account& account = context.graph[*id];
  const kube::ObjectMeta& object = account.object->meta;
  const kube::Annotation* there =
      graph::FindWebhookAnnotation(context.graph, account.unit, object.annotations, key);
  const std::string_view value = annotation.value->literal();
  if (there != nullptr && (there->value.IsUnresolved() || !there->value->IsEmpty())) return;
  AddFix(
      fmt::format("move it to ServiceAccount \"{}\"", object.name->Written()),
      {rule::RemoveAnnotation(annotation),
       there != nullptr ? rule::SetAnnotation(*there, value)
                        : rule::InsertAnnotation(object.annotations_place, annotation.key, value)},
      finding);
}

// Moves the annotation to where it counts, as far as there is one such place.
void AddMove(const rule::RuleContext& context, const graph::AnnotationSet& set,
             kube::WebhookKey key, const kube::Annotation& annotation, rule::Finding& finding) {
  if (!set.workload.has_value() || !annotation.value->IsLiteral()) return;
  if (kube::ReadsFrom(key, kube::AnnotationHolder::kPod)) {
    MoveToTemplate(context, set, key, annotation, finding);
  } else {
    MoveToAccount(context, set, key, annotation, finding);
  }
}

void Report(const rule::RuleContext& context, const graph::AnnotationSet& set, kube::WebhookKey key,
            const kube::Annotation& annotation, rule::FindingSink& sink) {
  const std::string_view right = RightObjects(key);
  rule::Finding& finding =
      sink.Report(annotation.key_place,
                  fmt::format("annotation \"{}\" on {} has no effect: the webhook reads it from {}",
                              annotation.key, rule::Describe(set), right));
  rule::SetSubject(context, set, finding);
  finding.offending_value = annotation.key;
  if (const kube::Annotation* same = SameValueInForce(context, set, key, annotation);
      same != nullptr) {
    finding.severity = rule::Severity::kWarning;
    finding.message += ", which has the same value";
    finding.related.push_back({.place = same->value.place(), .message = "this one counts"});
    finding.helps.emplace_back("remove it here");
    AddFix("remove it here", {rule::RemoveAnnotation(annotation)}, finding);
    return;
  }
  AddRightPlace(context, set, key, finding);
  finding.notes.emplace_back(
      "the webhook ignores it without a word: pods start, and run without what it says");
  finding.helps.push_back(fmt::format("move it to {}", right));
  AddMove(context, set, key, annotation, finding);
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::AnnotationSet& set : graph::AnnotationSets(context.graph)) {
    for (const kube::Annotation& annotation : *set.annotations) {
      const auto key = MisplacedKey(set, annotation);
      if (key.has_value()) Report(context, set, *key, annotation, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "identity-annotation-misplaced",
             .group = "link",
             .summary = "An annotation of the webhook stands where the webhook does not read it",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::identity_annotation_misplaced
