#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/legacy_identity.h"
#include "analyzer/kube/legacy_annotation.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::legacy_identity_annotation {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Pods carry an annotation that only kiam or kube2iam read: `iam.amazonaws.com/role`, `session-name` or
`external-id`. It is a warning where their ServiceAccount has a role or an association: then the two
contradict each other, or one is left over from a migration.

## Why it matters

Neither the pod identity webhook nor EKS Pod Identity looks at these annotations. Who reads the
manifest believes in a role that the pods do not have.

## When it stays silent

Where the input shows kiam or kube2iam at work: one of their workloads, or a Namespace with
`iam.amazonaws.com/permitted` or `iam.amazonaws.com/allowed-roles`.

## Example

```yaml
apiVersion: v1
kind: Pod
metadata:
  name: uploader
  namespace: media
  annotations:
    iam.amazonaws.com/role: uploader
spec:
  containers: [{name: app, image: app}]
```

## How to fix

Give the pods a ServiceAccount with a role, and remove the annotation.
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §14"};

// The account of the workload that has a role; null if none has.
const graph::Account* AccountWithRole(const rule::RuleContext& context,
                                      const graph::Workload& workload) {
  for (const graph::AccountEdge& edge : workload.accounts) {
    const graph::Account& account = context.graph[edge.account];
    if (!account.claims.empty() || !account.associations.empty()) return &account;
  }
  return nullptr;
}

void Report(const rule::RuleContext& context, const graph::Workload& workload,
            const kube::Annotation& annotation, rule::FindingSink& sink) {
  const kube::ObjectMeta& object = workload.object->meta;
  rule::Finding& finding = sink.Report(
      annotation.key_place,
      fmt::format("only kiam and kube2iam read \"{}\": it gives the pods of {} \"{}\" no role",
                  annotation.key, object.kind, rule::Show(*object.name)));
  finding.subject = {.kind = object.kind,
                     .namespace_name = workload.namespace_name.Written(),
                     .name = object.name->Written()};
  finding.offending_value = annotation.key;
  finding.overlay = context.graph[workload.unit].facts->unit;
  const graph::Account* account = AccountWithRole(context, workload);
  if (account == nullptr) {
    finding.helps.emplace_back("give the pods a ServiceAccount with a role instead");
    return;
  }
  finding.severity = rule::Severity::kWarning;
  finding.message += fmt::format(", they have that of ServiceAccount \"{}\"",
                                 rule::Show(*account->object->meta.name));
  finding.related.push_back({.place = account->object->meta.name.place(),
                             .message = "the pods get the role of this account"});
  finding.helps.emplace_back("remove the annotation");
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  std::optional<bool> legacy_in_use;  // looked up only where it matters
  for (const graph::Workload& workload : context.graph.workloads()) {
    const kube::Annotation* annotation = kube::LegacyAnnotationOf(*workload.object);
    if (annotation == nullptr) continue;
    if (!legacy_in_use.has_value()) legacy_in_use = graph::UsesLegacyIdentity(context.graph);
    if (*legacy_in_use) return;
    Report(context, workload, *annotation, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "legacy-identity-annotation",
             .group = "link",
             .summary = "An annotation of kiam or kube2iam, which IRSA does not read",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::legacy_identity_annotation
