#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/replaced_annotation.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/kube/webhook_annotations.h"
#include "analyzer/rule/annotation_edits.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/field_edits.h"
#include "analyzer/rule/pod_identity.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::link::identity_mechanism_conflict {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A ServiceAccount carries the annotation of a role, and a Pod Identity association gives the same account another role
on its cluster. It is a note where both give the same role, and where the association is for another cluster.

## Why it matters

The webhook looks for an association first and then ignores the annotation: new pods get the association's role, pods
that were there before keep that of the annotation until they are replaced. Whoever reads the manifest sees a role that
nobody gets.

## When it stays silent

For associations of accounts whose name or namespace is not known.

## Example

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```

```json association.json
{
  "association": {
    "clusterName": "media",
    "namespace": "media",
    "serviceAccount": "uploader",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-7d3f9a1c5b2e80460",
    "roleArn": "arn:aws:iam::493827165038:role/uploader-pods"
  }
}
```

## How to fix

Remove the one that is not meant. Where the change from one to the other is under way, remove the annotation when the
last old pod is gone.

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.2",
                                            "docs/reference/semantics.md §8.8"};

using Kind = graph::ReplacedAnnotation::Kind;

std::string MessageFor(const graph::ReplacedAnnotation& replaced,
                       const facts::PodIdentityAssociation& association,
                       const std::string& account) {
  const std::string cluster = rule::Show(*association.cluster);
  const std::string role = replaced.role->HasValue()
                               ? fmt::format("role \"{}\"", rule::Show(**replaced.role))
                               : "a role";
  switch (replaced.kind) {
    case Kind::kOtherRole:
      return fmt::format("the annotation is ignored: a Pod Identity association gives {} {}",
                         account, role);
    case Kind::kUnknownRole:
      return fmt::format(
          "the annotation is ignored: a Pod Identity association gives {} a role on cluster \"{}\"",
          account, cluster);
    case Kind::kSameRole:
      return fmt::format(
          "the annotation is ignored: a Pod Identity association gives {} the same role", account);
    case Kind::kOtherCluster:
      return fmt::format("on cluster \"{}\" a Pod Identity association gives {} {}", cluster,
                         account, role);
  }
  return "";
}

// The annotation behind a claim, where a person wrote it there.
const kube::Annotation* AnnotationOf(const graph::IdentityGraph& graph, const graph::Claim& claim) {
  const graph::Account& account = graph[*claim.account];
  const kube::Annotation* annotation = account.object->meta.FindAnnotation(
      kube::AnnotationOf(kube::WebhookKey::kRoleArn, graph::WebhookPrefixOf(graph, account.unit)));
  return annotation != nullptr && rule::IsWrittenAt(annotation->value.place()) ? annotation
                                                                               : nullptr;
}

void Check(const rule::RuleContext& context, graph::ClaimId id, rule::FindingSink& sink) {
  const graph::Claim& claim = context.graph[id];
  const auto replaced = graph::ReplacedAnnotationOf(context.graph, id);
  if (!replaced.has_value()) return;
  const facts::PodIdentityAssociation& association = *context.graph[replaced->association].object;
  rule::Finding& finding = sink.Report(
      claim.role_arn.place(), MessageFor(*replaced, association, rule::AccountOf(association)));
  if (replaced->kind != Kind::kOtherRole) finding.severity = rule::Severity::kNote;
  if (replaced->is_inferred) {
    finding.confidence = rule::Confidence::kMedium;
    finding.notes.push_back(fmt::format("assuming that the account runs on cluster \"{}\"",
                                        rule::Show(*association.cluster)));
  }
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = claim.namespace_name.Written(),
                     .name = claim.account_name.Written()};
  finding.offending_value = claim.role_arn->Written();
  finding.overlay = context.graph[claim.unit].facts->unit;
  finding.related.push_back(
      {.place = replaced->role->HasValue() ? replaced->role->place()
                                           : association.service_account.place(),
       .message = fmt::format("the association of {}", rule::NameOf(association))});
  rule::AddWorkloads(context.graph, claim, finding);
  if (replaced->kind == Kind::kOtherCluster) return;
  finding.notes.emplace_back("pods that are older than the association keep the annotation's role");
  finding.helps.emplace_back("remove the annotation or the association");
  const kube::Annotation* annotation = AnnotationOf(context.graph, claim);
  if (annotation == nullptr) return;
  finding.fixes.push_back({.title = "remove the annotation",
                           .applicability = rule::Applicability::kUnsafe,
                           .side = rule::FixSide::kManifest,
                           .edits = {rule::RemoveAnnotation(*annotation)}});
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "identity-mechanism-conflict",
             .group = "link",
             .summary = "A Pod Identity association replaces the role of an annotation",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckClaim{Check},
};

}  // namespace irsalint::rules::link::identity_mechanism_conflict
