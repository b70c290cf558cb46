#include <algorithm>
#include <string_view>
#include <vector>

#include "analyzer/rule/pod_identity.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::pod_identity::pod_identity_unscoped {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy lets `pods.eks.amazonaws.com` assume its role and demands nothing: no cluster, no namespace, no service
account, no source account or ARN.

## Why it matters

Whoever may create an association in the account and pass the role (`iam:PassRole`) can give it to any service account
of any cluster there. A condition on the session tags keeps the role with the account that it is meant for.

## When it stays silent

Where any condition, of this statement or of a Deny statement, depends on one of them, or on a placeholder. It is not
part of the default run: EKS's own documentation shows the policy without conditions.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Service": "pods.eks.amazonaws.com"},
    "Action": ["sts:AssumeRole", "sts:TagSession"]
  }]
}
```

## How to fix

Demand the namespace and the service account, and better the cluster, too.

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Service": "pods.eks.amazonaws.com"},
    "Action": ["sts:AssumeRole", "sts:TagSession"],
    "Condition": {"StringEquals": {
      "aws:RequestTag/kubernetes-namespace": "media",
      "aws:RequestTag/kubernetes-service-account": "uploader"
    }}
  }]
}
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §8.4",
                                            "docs/reference/iam.md §2.8"};

const iam::Value& ServiceOf(const iam::Statement& statement) {
  return std::ranges::find_if(statement.principals,
                              [](const iam::Principal& principal) {
                                return principal.value.text.literal() == iam::kPodIdentityService;
                              })
      ->value;
}

// The associations of the policy's role; those that reach it as their target need no service.
std::vector<graph::AssociationId> AssociationsOf(const graph::IdentityGraph& graph,
                                                 graph::PolicyId policy) {
  std::vector<graph::AssociationId> associations;
  const std::optional<graph::RoleId> role = graph[policy].role;
  if (!role.has_value()) return associations;
  for (const graph::AssociationId id : graph[*role].associations) {
    if (graph[id].role == role) associations.push_back(id);
  }
  return associations;
}

// What the only association carries, where the statement demands nothing yet.
std::optional<rule::Fix> FixFor(const rule::RuleContext& context, graph::PolicyId policy,
                                const iam::Statement& statement) {
  const std::vector<graph::AssociationId> associations = AssociationsOf(context.graph, policy);
  const bool alone =
      associations.size() == 1 && statement.principals.size() == 1 && statement.conditions.empty();
  if (!alone) return std::nullopt;
  std::vector<syntax::NewPair> tags = rule::TagsOf(context.graph, associations.front());
  if (tags.empty()) return std::nullopt;
  return rule::PolicyFix(
      "demand the tags of the association", rule::Applicability::kUnsafe,
      rule::AddConditions(statement, iam::BaseOperator::kStringEquals, std::move(tags)));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const size_t index : graph::UnscopedStatements(context.graph, id)) {
    const iam::Statement& statement = context.graph[id].object->document.statements[index];
    const iam::Value& service = ServiceOf(statement);
    rule::Finding& finding = sink.Report(
        service.place,
        "any service account of any cluster of the account can be given this role: no condition "
        "names a cluster, a namespace or a service account");
    finding.offending_value = service.text.Written();
    rule::SetSubject(context.graph, id, finding);
    rule::AddAssociations(context.graph, AssociationsOf(context.graph, id),
                          graph::PodIdentityRefusal::Step::kRole, finding);
    finding.helps.emplace_back(
        "demand \"aws:RequestTag/kubernetes-namespace\" and "
        "\"aws:RequestTag/kubernetes-service-account\" under StringEquals");
    auto fix = FixFor(context, id, statement);
    if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "pod-identity-unscoped",
             .group = "pod_identity",
             .summary = "EKS Pod Identity can give a role to any service account",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::pod_identity::pod_identity_unscoped
