#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/graph/roleless_account.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/kube/webhook_annotations.h"
#include "analyzer/rule/annotation_edits.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::role_annotation_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy names the subject of a ServiceAccount of the input, and workloads use that account,
but it carries no role: neither its annotation nor an overlay, an association, eksctl, the ConfigMap
of a self-hosted webhook or the pods' own environment gives it one.

## Why it matters

Without the annotation the webhook leaves the pods alone. They run with the role of their node, or
without one, and the role that was made for them is idle.

## When it stays silent

Where namespace or name are not literal, where the account's unit could not be read in full, where
policy and account belong to different environments or clusters, where the policy also trusts Pod
Identity (the association may be elsewhere), and where the annotation is there but misspelt, in the
wrong place or not a string: other rules say so.

## Example

```yaml manifests.yaml
apiVersion: v1
kind: ServiceAccount
metadata: {name: uploader, namespace: media}
---
apiVersion: v1
kind: Pod
metadata: {name: uploader, namespace: media}
spec:
  serviceAccountName: uploader
  containers: [{name: app, image: app}]
```

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

Annotate the account with the ARN of the policy's role.

```yaml manifests.yaml
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
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.2",
                                            "docs/reference/semantics.md §3.3"};

// The ARN of the role that one of the policies belongs to; "" if none is known.
std::string KnownRole(const rule::RuleContext& context, const graph::RolelessAccount& roleless) {
  for (const graph::SubjectMention* mention : roleless.policies) {
    const auto role = context.graph[*mention->policy].role;
    if (role.has_value() && context.graph[*role].arn.IsLiteral() &&
        !context.graph[*role].arn.IsEmpty()) {
      return std::string(context.graph[*role].arn.literal());
    }
  }
  return {};
}

// Whether every policy belongs to the role of this ARN.
bool IsOnlyRole(const rule::RuleContext& context, const graph::RolelessAccount& roleless,
                std::string_view arn) {
  return base::WebhookAcceptsRoleArn(arn) &&
         std::ranges::all_of(roleless.policies, [&](const graph::SubjectMention* mention) {
           const auto role = context.graph[*mention->policy].role;
           return role.has_value() && context.graph[*role].arn.literal() == arn;
         });
}

rule::Fix AnnotatingFix(const kube::ObjectMeta& account, const std::string& key,
                        const std::string& role) {
  const kube::Annotation* empty = account.FindAnnotation(key);
  return {
      .title = fmt::format("annotate it with {}: {}", key, role),
      .applicability = rule::Applicability::kUnsafe,
      .side = rule::FixSide::kManifest,
      .edits = {empty != nullptr ? rule::SetAnnotation(*empty, role)
                                 : rule::InsertAnnotation(account.annotations_place, key, role)}};
}

void Report(const rule::RuleContext& context, const graph::Account& account,
            const graph::RolelessAccount& roleless, rule::FindingSink& sink) {
  const std::string_view name = account.object->meta.name->literal();
  const std::string_view namespace_name = account.namespace_name.literal();
  rule::Finding& finding =
      sink.Report(account.object->meta.name.place(),
                  fmt::format("ServiceAccount \"{}\" carries no role, though a trust policy names "
                              "\"system:serviceaccount:{}:{}\"",
                              name, namespace_name, name));
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = std::string(namespace_name),
                     .name = std::string(name)};
  finding.offending_value = name;
  finding.overlay = context.graph[account.unit].facts->unit;
  if (roleless.level > graph::Level::kRelatedUnit) finding.confidence = rule::Confidence::kMedium;
  for (const graph::SubjectMention* mention : roleless.policies) {
    finding.related.push_back({.place = mention->place, .message = "the policy expects it here"});
  }
  for (const graph::WorkloadId id : roleless.workloads) {
    const graph::Workload& workload = context.graph[id];
    finding.related.push_back(
        {.place = *workload.account.place,
         .message = fmt::format("{} {} runs as it", workload.object->meta.kind,
                                rule::Show(*workload.object->meta.name))});
  }
  finding.notes.emplace_back(
      "the webhook leaves these pods alone: they get the role of their node, or none");
  const std::string role = KnownRole(context, roleless);
  const std::string annotation = kube::AnnotationOf(
      kube::WebhookKey::kRoleArn, graph::WebhookPrefixOf(context.graph, account.unit));
  finding.helps.push_back(fmt::format("annotate it with {}: {}", annotation,
                                      role.empty() ? "the ARN of the policy's role" : role));
  if (IsOnlyRole(context, roleless, role)) {
    finding.fixes.push_back(AnnotatingFix(account.object->meta, annotation, role));
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::RolelessAccounts accounts(context.graph);
  for (uint32_t a = 0; a < context.graph.accounts().size(); ++a) {
    const auto roleless = accounts.Of(graph::AccountId{a});
    if (roleless.has_value()) {
      Report(context, context.graph[graph::AccountId{a}], *roleless, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "role-annotation-missing",
             .group = "link",
             .summary = "A trust policy names a ServiceAccount that carries no role",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::link::role_annotation_missing
