#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/graph/near_miss.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/pod_identity.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"
#include "analyzer/rule/trusted_principals.h"

namespace irsalint::rules::pod_identity::pod_identity_principal_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A Pod Identity association gives pods a role, and no statement of the role's trust policy lets the service
`pods.eks.amazonaws.com` assume it. Or the association has a target role, whose trust policy lets neither the
associated role nor its account in.

## Why it matters

EKS takes the role for the pods, not the pods themselves: an OIDC provider in the policy does not help, and neither
does the role of the nodes. The agent on the node answers every request for credentials with an error.

## When it stays silent

Where the role's trust policy is not in the input, where one variant of it lets the service in, where a placeholder
may be the service, where the service is allowed another action than `sts:AssumeRole`, which
action-principal-mismatch reports, and for associations whose role is not known.

## Example

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

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Service": "ec2.amazonaws.com"},
        "Action": "sts:AssumeRole"
      }]
    }
  }
}
```

## How to fix

Trust the service for both actions, and only for the account that the role is meant for.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
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
  }
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §8.1",
                                            "docs/reference/semantics.md §8.6",
                                            "docs/reference/iam.md §2.8"};

using Step = graph::PodIdentityRefusal::Step;
using syntax::NewValue;

// Who comes to the role of this policy.
std::string CallerOf(const graph::IdentityGraph& graph, const graph::PodIdentityRefusal& refusal) {
  if (refusal.step == Step::kRole) return std::string(iam::kPodIdentityService);
  return rule::Show(graph::PodIdentityOf(graph, refusal.associations.front()).role_arn);
}

// The service of an Allow statement that has nearly the right name; null if there is none.
const iam::Value* NearlyTheService(const iam::PolicyDocument& policy) {
  for (const iam::Statement& statement : policy.statements) {
    if (statement.effect != iam::Effect::kAllow) continue;
    for (const iam::Principal& principal : statement.principals) {
      const std::string_view name = principal.value.text.literal();
      const bool near =
          name == "pods.eks.amazonaws.com.cn" || graph::IsNearMiss(name, iam::kPodIdentityService);
      if (principal.kind == iam::PrincipalKind::kService && near) return &principal.value;
    }
  }
  return nullptr;
}

// A statement for the one association that is refused, as narrow as its session tags allow.
std::optional<rule::Fix> TrustFix(const rule::RuleContext& context, graph::PolicyId policy,
                                  const graph::PodIdentityRefusal& refusal) {
  if (refusal.associations.size() != 1 || refusal.step != Step::kRole) return std::nullopt;
  std::vector<syntax::NewPair> tags = rule::TagsOf(context.graph, refusal.associations.front());
  if (tags.empty()) return std::nullopt;
  NewValue statement = NewValue::Map(
      {{.key = "Effect", .value = NewValue::String("Allow")},
       {.key = "Principal",
        .value = NewValue::Map(
            {{.key = "Service", .value = NewValue::String(iam::kPodIdentityService)}})},
       {.key = "Action",
        .value = NewValue::List(
            {NewValue::String(iam::kAssumeRole), NewValue::String(iam::kTagSession)})},
       {.key = "Condition",
        .value =
            NewValue::Map({{.key = "StringEquals", .value = NewValue::Map(std::move(tags))}})}});
  return rule::PolicyFix(
      "trust pods.eks.amazonaws.com for this association", rule::Applicability::kUnsafe,
      rule::AddStatement(context.graph[policy].object->document, std::move(statement)));
}

void ReportAction(const rule::RuleContext& context, graph::PolicyId policy,
                  const graph::PodIdentityRefusal& refusal, rule::FindingSink& sink) {
  const iam::Statement& statement =
      context.graph[policy].object->document.statements[*refusal.statement];
  const std::string caller = CallerOf(context.graph, refusal);
  std::vector<std::string> actions;
  for (const iam::Value& action : statement.actions) actions.push_back(action.text.Written());
  rule::Finding& finding = sink.Report(
      actions.size() == 1 ? statement.actions.front().place : statement.action_place,
      fmt::format("the statement allows {}{} to \"{}\", which needs sts:AssumeRole",
                  statement.not_action ? "all but " : "", base::JoinQuoted(actions, 3), caller));
  finding.offending_value = rule::Offending(statement.actions);
  rule::DescribeRefusal(context, policy, refusal, finding);
  finding.helps.emplace_back("add \"sts:AssumeRole\" to the actions");
  auto fix = rule::PolicyFix("add \"sts:AssumeRole\"", rule::Applicability::kUnsafe,
                             rule::AddAction(statement, iam::kAssumeRole));
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void ReportPrincipal(const rule::RuleContext& context, graph::PolicyId policy,
                     const graph::PodIdentityRefusal& refusal, rule::FindingSink& sink) {
  const iam::PolicyDocument& document = context.graph[policy].object->document;
  const rule::TrustedPrincipals trusted = rule::TrustedBy(document);
  const iam::Value* near = refusal.step == Step::kRole ? NearlyTheService(document) : nullptr;
  const std::string caller = CallerOf(context.graph, refusal);
  const std::string whom =
      trusted.names.empty() ? "nobody" : "only " + base::JoinQuoted(trusted.names, 3);
  rule::Finding& finding = sink.Report(
      near != nullptr           ? near->place
      : trusted.place.IsValid() ? trusted.place
                                : document.place,
      refusal.step == Step::kRole
          ? fmt::format("the role trusts {}, but EKS Pod Identity comes as \"{}\"", whom, caller)
          : fmt::format("the target role trusts {}, but the associated role comes as \"{}\"", whom,
                        caller));
  finding.offending_value = near != nullptr ? near->text.Written() : rule::Offending(trusted.names);
  rule::DescribeRefusal(context, policy, refusal, finding);
  finding.helps.push_back(
      fmt::format("trust \"{}\" for sts:AssumeRole and sts:TagSession", caller));
  auto fix =
      near == nullptr
          ? TrustFix(context, policy, refusal)
          : rule::PolicyFix(fmt::format("write \"{}\"", caller), rule::Applicability::kUnsafe,
                            rule::Edits{syntax::SetValue{.place = near->place,
                                                         .value = NewValue::String(caller)}});
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const graph::PodIdentityRefusal& refusal : graph::RefusalsBy(context.graph, id)) {
    if (refusal.kind != graph::PodIdentityDenial::Kind::kPrincipal) continue;
    if (refusal.statement.has_value()) {
      ReportAction(context, id, refusal, sink);
    } else {
      ReportPrincipal(context, id, refusal, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "pod-identity-principal-missing",
             .group = "pod_identity",
             .summary =
                 "The role of a Pod Identity association does not trust pods.eks.amazonaws.com",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::pod_identity::pod_identity_principal_missing
