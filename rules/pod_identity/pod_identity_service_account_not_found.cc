#include <fmt/format.h>

#include <string_view>

#include "analyzer/graph/unknown_association.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/pod_identity.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::pod_identity::pod_identity_service_account_not_found {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A Pod Identity association names a service account that is in none of the inputs. Where the input has one account of
nearly that name, without a role of its own, beside the association or on its cluster, that one is probably meant: then
the finding is a warning of the default run.

## Why it matters

An association for an account that does not exist is accepted and does nothing. The pods of the account that was meant
get no credentials, or those of the node.

## When it stays silent

For accounts that something else makes (eksctl, EKS itself) or that the configuration declares external, and for an
input that holds no service accounts at all.

## Example

```json association.json
{
  "association": {
    "clusterName": "media",
    "namespace": "media",
    "serviceAccount": "uploadr",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-7d3f9a1c5b2e80460",
    "roleArn": "arn:aws:iam::493827165038:role/uploader"
  }
}
```

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
```

## How to fix

Create the association for the account that the workloads use; an association cannot be renamed.

```json association.json
{
  "association": {
    "clusterName": "media",
    "namespace": "media",
    "serviceAccount": "uploader",
    "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/media/a-7d3f9a1c5b2e80460",
    "roleArn": "arn:aws:iam::493827165038:role/uploader"
  }
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §8.1"};

void ReportNearMiss(const rule::RuleContext& context, const graph::UnknownAssociation& unknown,
                    rule::Finding& finding) {
  const graph::Account& account = context.graph[*unknown.near_miss];
  const std::string meant =
      rule::Show(account.namespace_name) + "/" + rule::Show(*account.object->meta.name);
  finding.related.push_back({.place = account.object->meta.name.place(),
                             .message = fmt::format("\"{}\" is here, and has no role", meant)});
  finding.helps.push_back(fmt::format("create the association for \"{}\" if that is meant", meant));
  if (!unknown.is_beside) return;
  finding.severity = rule::Severity::kWarning;
  finding.persona = rule::Persona::kRegular;
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  const graph::UnknownAssociations unknown_associations(context.graph);
  for (uint32_t a = 0; a < context.graph.associations().size(); ++a) {
    const graph::AssociationId id{a};
    const auto unknown = unknown_associations.Of(id);
    if (!unknown.has_value()) continue;
    const facts::PodIdentityAssociation& association = *context.graph[id].object;
    rule::Finding& finding = sink.Report(
        association.service_account.place(),
        fmt::format("the association names ServiceAccount \"{}\", which is not in the input",
                    rule::AccountOf(association)));
    finding.subject = {.kind = "ServiceAccount",
                       .namespace_name = association.namespace_name->Written(),
                       .name = association.service_account->Written()};
    finding.offending_value = association.service_account->Written();
    finding.overlay = context.graph[context.graph[id].unit].facts->unit;
    if (unknown->near_miss.has_value()) ReportNearMiss(context, *unknown, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "pod-identity-service-account-not-found",
             .group = "pod_identity",
             .summary = "A Pod Identity association for an account that is not in the input",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kMedium,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::pod_identity::pod_identity_service_account_not_found
