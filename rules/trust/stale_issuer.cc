#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/graph/other_region.h"
#include "analyzer/graph/stale_issuer.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/part.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/providers.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::stale_issuer {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy trusts an EKS issuer that belongs to none of the account's clusters, all of which are
known with their issuers (`--assume-complete` beside a described or declared cluster). A cluster gets
a new issuer whenever it is created: after a rebuild every policy names the old one.

Where the clusters are not all known, but one is and its issuer differs, it is a note for the
pedantic persona: the policy may be meant for another cluster.

## Why it matters

No cluster issues tokens that the statement admits. It is dead weight against the size limit of the
policy, and where it is the only statement, the role cannot be taken at all.

## When it stays silent

Where a cluster whose issuer is not known may be the one that is meant; for issuers that are
malformed or of documentation; where the provider itself is known to be missing (then
oidc-provider-not-found says so); and where an account of the input is refused for that issuer, which
is reported with the account. A cluster of another account that registered its issuer in this one has
to be declared.

## Example

```json cluster.json
{
  "cluster": {
    "name": "blue",
    "arn": "arn:aws:eks:eu-central-1:493827165038:cluster/blue",
    "identity": {"oidc": {"issuer": "https://oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9"}}
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

## How to fix

Trust the issuer of the cluster that there is, in the principal and in the condition keys.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9:aud": "sts.amazonaws.com",
          "oidc.eks.eu-central-1.amazonaws.com/id/0A1B2C3D4E5F60718293A4B5C6D7E8F9:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9.1",
                                            "docs/reference/semantics.md §13.2"};

// Whether an account is refused because of the issuers that the policy trusts, which is reported
// with the account.
bool IsReportedWithAccount(const rule::RuleContext& context, graph::PolicyId policy) {
  return std::ranges::any_of(context.graph[policy].claims, [&](graph::ClaimId id) {
    const graph::Claim& claim = context.graph[id];
    if (graph::TrustsOtherRegion(context.graph, claim).has_value()) return true;
    const graph::TrustEdge* broken = context.graph.BrokenEdge(claim);
    return broken != nullptr && broken->policy == policy &&
           broken->cause->element == iam::DenialElement::kPrincipal;
  });
}

std::string Message(const graph::TrustedIssuer& issuer, const graph::StaleIssuer& stale) {
  const std::string_view text = issuer.issuer.literal();
  const graph::Cluster& nearest = *stale.nearest;
  const std::string name = nearest.name.empty() ? std::string("the only cluster that is known")
                                                : fmt::format("cluster \"{}\"", nearest.name);
  return stale.is_proved
             ? fmt::format("no cluster has the trusted issuer \"{}\", that of {} is \"{}\"", text,
                           name, nearest.issuer)
             : fmt::format("the trusted issuer \"{}\" is not that of {}, \"{}\"", text, name,
                           nearest.issuer);
}

void Report(const rule::RuleContext& context, graph::PolicyId policy,
            const graph::TrustedIssuer& issuer, const graph::StaleIssuer& stale,
            rule::FindingSink& sink) {
  const std::string_view arn = issuer.provider_arn.literal();
  const std::string_view text = arn.substr(arn.size() - issuer.issuer.literal().size());
  rule::Finding& finding =
      sink.Report(rule::PartOf(issuer.place, arn, text), Message(issuer, stale));
  if (!stale.is_proved) {
    finding.severity = rule::Severity::kNote;
    finding.persona = rule::Persona::kPedantic;
    finding.confidence = rule::Confidence::kLow;
  }
  rule::DescribeProvider(context.graph, {.policy = policy, .issuer = &issuer, .why = {}}, finding);
  const graph::Cluster& nearest = *stale.nearest;
  const syntax::Place place = nearest.declared != nullptr ? nearest.declared->place
                              : nearest.object != nullptr ? nearest.object->issuer.place()
                                                          : syntax::Place();
  if (place.IsValid()) {
    finding.related.push_back({.place = place, .message = "the nearest issuer of a known cluster"});
  }
  finding.helps.push_back(fmt::format(
      "if that cluster is meant, write \"{}\", in the principal and in the keys", nearest.issuer));
  if (!stale.is_proved || stale.successor == nullptr) return;
  const std::string& successor = stale.successor->issuer;
  auto fix =
      rule::PolicyFix(fmt::format("trust \"{}\", and name it in the condition keys", successor),
                      rule::Applicability::kUnsafe,
                      rule::ReplaceIssuer(context.graph[policy].object->document,
                                          issuer.issuer.literal(), successor));
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void Check(const rule::RuleContext& context, graph::PolicyId policy, rule::FindingSink& sink) {
  const syntax::Text role_arn = graph::RoleArnOf(context.graph, policy);
  for (const graph::TrustedIssuer& issuer : context.graph[policy].issuers) {
    const auto stale = graph::FindStaleIssuer(context.graph, policy, issuer);
    if (!stale.has_value()) continue;
    if (graph::FaultOfProvider(context.graph, policy, issuer, role_arn).has_value()) continue;
    if (IsReportedWithAccount(context, policy)) continue;
    Report(context, policy, issuer, *stale, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "stale-issuer",
             .group = "trust",
             .summary = "The trusted issuer belongs to no cluster",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::stale_issuer
