#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/role_arn_repair.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/part.h"
#include "analyzer/rule/providers.h"
#include "analyzer/rule/role_references.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::role::role_partition_mismatch {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Role, OIDC provider and region belong to different partitions of AWS: the provider's ARN to another
one than the role's, the provider's ARN to another one than the region in its own issuer, or the role
in an annotation to another one than the region of the account's cluster. Partitions share nothing:
no role of one can be taken with a token of another.

## Why it matters

STS refuses every pod. The usual reason is `arn:aws:` in a region of China or GovCloud, where it has
to be `arn:aws-cn:` or `arn:aws-us-gov:`.

## When it stays silent

Where a partition or a region is not one that AWS has, or is a placeholder; for issuers that are not
known to be Kubernetes's; and where the provider lives in another account than the role, which is
reported instead. The region of a cluster counts only where it is declared and no patch may change
the account.

## Example

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws-cn:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.cn-north-1.amazonaws.com.cn/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
          "oidc.eks.cn-north-1.amazonaws.com.cn/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```

## How to fix

Write the partition of the region into every ARN.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws-cn:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws-cn:iam::493827165038:oidc-provider/oidc.eks.cn-north-1.amazonaws.com.cn/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.cn-north-1.amazonaws.com.cn/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
          "oidc.eks.cn-north-1.amazonaws.com.cn/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §13.1",
                                            "docs/reference/iam.md §3.1"};

constexpr std::string_view kAlsoReportedBy[] = {"tflint aws_iam_policy_document_gov_friendly_arns"};

constexpr auto kFault = graph::ProviderFault::Kind::kOtherPartition;

std::string_view PartitionOf(std::string_view arn) {
  const auto parts = base::ParseArn(arn);
  return parts.has_value() ? parts->partition : std::string_view();
}

// The partition of the region in an EKS issuer; "" where it has none.
std::string_view PartitionOfIssuer(const graph::TrustedIssuer& issuer) {
  const auto eks = base::ParseEksIssuer(issuer.issuer.literal());
  const base::Partition* partition =
      eks.has_value() ? base::PartitionOfRegion(eks->region) : nullptr;
  return partition == nullptr ? std::string_view() : partition->name;
}

// The fault of a provider, if it is one of partitions.
std::optional<graph::ProviderFault> FaultOf(const rule::RuleContext& context,
                                            graph::PolicyId policy,
                                            const graph::TrustedIssuer& issuer,
                                            const syntax::Text& role_arn) {
  auto fault = graph::FaultOfProvider(context.graph, policy, issuer, role_arn);
  if (fault.has_value() && fault->kind != kFault) fault.reset();
  return fault;
}

rule::Finding& ReportProvider(const graph::TrustedIssuer& issuer, std::string_view why,
                              rule::FindingSink& sink) {
  const std::string_view arn = issuer.provider_arn.literal();
  return sink.Report(rule::PartOf(issuer.place, arn, PartitionOf(arn)),
                     fmt::format("the trusted OIDC provider {}", why));
}

// The partition that a provider has to be of: that of its region and that of the role, as far as
// they are known. "" where they differ.
std::string_view RequiredPartition(const graph::TrustedIssuer& issuer,
                                   const syntax::Text& role_arn) {
  const std::string_view region = PartitionOfIssuer(issuer);
  const base::Partition* role = base::FindPartition(PartitionOf(role_arn.literal()));
  if (role == nullptr) return region;
  return region.empty() || region == role->name ? role->name : std::string_view();
}

// Writes the partition into the provider's ARN, wherever the policy has it.
void AddProviderFix(const iam::PolicyDocument& policy, const graph::TrustedIssuer& issuer,
                    std::string_view partition, rule::Applicability applicability,
                    rule::Finding& finding) {
  if (partition.empty()) return;
  const std::string arn = base::InPartition(issuer.provider_arn.literal(), partition);
  rule::Fix fix{.title = fmt::format("write \"{}\"", arn),
                .applicability = applicability,
                .side = rule::FixSide::kPolicy,
                .edits = {}};
  for (const iam::Statement& statement : policy.statements) {
    for (const iam::Principal& principal : statement.principals) {
      const bool is_it = principal.kind == iam::PrincipalKind::kFederated &&
                         principal.value.text == issuer.provider_arn;
      if (!is_it) continue;
      fix.edits.emplace_back(
          syntax::SetValue{.place = principal.value.place, .value = syntax::NewValue::String(arn)});
    }
  }
  finding.fixes.push_back(std::move(fix));
}

// A policy that its own document gives to a role, or that contradicts itself.
void CheckPolicies(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const rule::FaultyProvider& provider : rule::FaultyProviders(context.graph, kFault)) {
    rule::Finding& finding = ReportProvider(*provider.issuer, provider.why, sink);
    rule::DescribeProvider(context.graph, provider, finding);
    finding.notes.emplace_back(rule::kNoProvider);
    const syntax::Text role_arn = graph::RoleArnOf(context.graph, provider.policy);
    AddProviderFix(context.graph[provider.policy].object->document, *provider.issuer,
                   RequiredPartition(*provider.issuer, role_arn), rule::Applicability::kSafe,
                   finding);
  }
}

syntax::Place PlaceOfPartition(const rule::RuleContext& context, const graph::Claim& claim) {
  constexpr size_t kBegin = std::string_view("arn:").size();
  const size_t size = PartitionOf(claim.role_arn->literal()).size();
  return rule::PartOf(context.graph, claim, kBegin, kBegin + size);
}

// A policy that is linked to the role of an account by inference. Where the provider fits its own
// region, the account's annotation is the odd one out.
void CheckInferred(const rule::RuleContext& context, const graph::Claim& claim,
                   rule::FindingSink& sink) {
  const auto broken = rule::BrokenFor(context, claim);
  if (!broken.has_value() || !broken->edge->IsInferred()) return;
  for (const graph::TrustedIssuer& issuer : context.graph[broken->edge->policy].issuers) {
    const graph::PolicyId policy = broken->edge->policy;
    const auto fault = FaultOf(context, policy, issuer, *claim.role_arn);
    // What contradicts itself is reported whosever it is.
    if (!fault.has_value() || FaultOf(context, policy, issuer, {}).has_value()) continue;
    const std::string_view role = claim.role_arn->literal();
    const std::string_view provider = PartitionOf(issuer.provider_arn.literal());
    const bool role_is_odd = PartitionOfIssuer(issuer) == provider;
    rule::Finding& finding =
        role_is_odd
            ? sink.Report(PlaceOfPartition(context, claim),
                          fmt::format("the role's ARN is of partition \"{}\", but it trusts an "
                                      "OIDC provider of \"{}\"",
                                      PartitionOf(role), provider))
            : ReportProvider(issuer, fault->why, sink);
    if (role_is_odd) finding.related.push_back({.place = issuer.place, .message = "the provider"});
    rule::DescribeChain(context, claim, *broken, finding);
    finding.offending_value = role_is_odd ? role : issuer.provider_arn.literal();
    if (role_is_odd) {
      rule::AddArnFix(context.graph, claim, base::InPartition(role, provider),
                      rule::Applicability::kUnsafe, finding);
    } else {
      AddProviderFix(context.graph[policy].object->document, issuer,
                     RequiredPartition(issuer, *claim.role_arn), rule::Applicability::kUnsafe,
                     finding);
    }
  }
}

// Whether a policy that the claim leads to is reported already.
bool IsReported(const rule::RuleContext& context, const graph::Claim& claim) {
  return std::ranges::any_of(claim.edges, [&](const graph::TrustEdge& edge) {
    return std::ranges::any_of(
        context.graph[edge.policy].issuers, [&](const graph::TrustedIssuer& issuer) {
          return FaultOf(context, edge.policy, issuer, *claim.role_arn).has_value();
        });
  });
}

// The role of an account against the region of its cluster.
void CheckRegion(const rule::RuleContext& context, const graph::Claim& claim,
                 rule::FindingSink& sink) {
  const std::optional<graph::ClusterId> id = context.graph[claim.unit].cluster;
  if (!id.has_value() || claim.superseded != base::Truth::kNo) return;
  if (context.graph.MayBePatched(claim.unit)) return;
  const graph::Cluster& cluster = context.graph[*id];
  const base::Partition* required = base::PartitionOfRegion(cluster.region);
  const std::string_view role = claim.role_arn->literal();
  const base::Partition* found =
      base::ParseRoleArn(role).has_value() ? base::FindPartition(PartitionOf(role)) : nullptr;
  if (required == nullptr || found == nullptr || required == found) return;
  if (IsReported(context, claim)) return;
  rule::Finding& finding = sink.Report(
      PlaceOfPartition(context, claim),
      fmt::format("the role's ARN is of partition \"{}\", but the cluster of {}/{} is in {}, of "
                  "partition \"{}\"",
                  found->name, rule::Show(claim.namespace_name), rule::Show(claim.account_name),
                  cluster.region, required->name));
  rule::DescribeClaim(context, claim, finding);
  finding.offending_value = role;
  finding.notes.emplace_back(rule::kNoProvider);
  const std::string arn = base::InPartition(role, required->name);
  finding.helps.push_back(fmt::format("write \"{}\"", arn));
  rule::AddArnFix(context.graph, claim, arn, rule::Applicability::kSafe, finding);
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  CheckPolicies(context, sink);
  for (const graph::Claim& claim : context.graph.claims()) {
    CheckInferred(context, claim, sink);
    CheckRegion(context, claim, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "role-partition-mismatch",
             .group = "role",
             .summary = "Role, OIDC provider and region are of different partitions",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::role::role_partition_mismatch
