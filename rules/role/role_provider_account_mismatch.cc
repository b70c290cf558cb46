#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/part.h"
#include "analyzer/rule/providers.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::role::role_provider_account_mismatch {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The trust policy of a role trusts an OIDC provider of another account. STS looks for the token's
issuer among the providers of the role's own account only, so nobody ever gets in through this one.

## Why it matters

Every pod that takes the role fails. The usual reason is a policy that was copied from the account
of the cluster to another account. The cluster may live in another account than the role; the
provider may not.

## When it stays silent

Where the role's account or the provider's is not written as twelve digits (a placeholder), where no
document or account says whose trust policy it is, and for issuers that are not known to be
Kubernetes's. Where policy and role are linked only by inference, the finding says so and is of
medium confidence.

## Example

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::260751483962:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```

## How to fix

Register the cluster's issuer as an OIDC provider in the role's account, and trust that one.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
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
  }
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §3.1",
                                            "docs/reference/semantics.md §9.4"};

std::string_view AccountOf(std::string_view arn) {
  const auto parts = base::ParseArn(arn);
  return parts.has_value() ? parts->account : std::string_view();
}

// The finding at the account in the provider's ARN, with what to do about it.
rule::Finding& Report(const graph::TrustedIssuer& issuer, std::string_view why,
                      std::string_view role_account, rule::FindingSink& sink) {
  const std::string_view arn = issuer.provider_arn.literal();
  rule::Finding& finding = sink.Report(rule::PartOf(issuer.place, arn, AccountOf(arn)),
                                       fmt::format("the trusted OIDC provider {}", why));
  finding.helps.push_back(fmt::format(
      "register the issuer in account {} as well, and trust "
      "\"arn:{}:iam::{}:oidc-provider/{}\"",
      role_account, base::ParseArn(arn)->partition, role_account, issuer.issuer.literal()));
  return finding;
}

// A policy that its own document gives to a role.
void CheckPolicies(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const rule::FaultyProvider& provider :
       rule::FaultyProviders(context.graph, graph::ProviderFault::Kind::kOtherAccount)) {
    const syntax::Text role_arn = graph::RoleArnOf(context.graph, provider.policy);
    rule::Finding& finding =
        Report(*provider.issuer, provider.why, AccountOf(role_arn.literal()), sink);
    rule::DescribeProvider(context.graph, provider, finding);
    finding.notes.emplace_back(rule::kNoProvider);
  }
}

// A policy that is linked to the role of an account by inference.
void CheckClaim(const rule::RuleContext& context, const graph::Claim& claim,
                rule::FindingSink& sink) {
  const auto broken = rule::BrokenFor(context, claim);
  if (!broken.has_value() || !broken->edge->IsInferred()) return;
  for (const graph::TrustedIssuer& issuer : context.graph[broken->edge->policy].issuers) {
    const auto fault =
        graph::FaultOfProvider(context.graph, broken->edge->policy, issuer, *claim.role_arn);
    if (!fault.has_value() || fault->kind != graph::ProviderFault::Kind::kOtherAccount) continue;
    rule::Finding& finding = Report(issuer, fault->why, AccountOf(claim.role_arn->literal()), sink);
    rule::DescribeChain(context, claim, *broken, finding);
    finding.offending_value = issuer.provider_arn.literal();
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  CheckPolicies(context, sink);
  for (const graph::Claim& claim : context.graph.claims()) CheckClaim(context, claim, sink);
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "role-provider-account-mismatch",
             .group = "role",
             .summary = "The role trusts an OIDC provider of another account",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::role::role_provider_account_mismatch
