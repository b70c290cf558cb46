#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/issuer.h"
#include "analyzer/graph/other_region.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/denial_rules.h"
#include "analyzer/rule/part.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::issuer_region_mismatch {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A ServiceAccount runs in a cluster whose region is declared, by the configuration or by a
`describe-cluster` answer beside it, and the trust policy of its role trusts EKS issuers of other
regions only. The region is part of an issuer, so none of them can be the cluster's.

## Why it matters

STS refuses every pod of the account in this cluster. It happens when a policy is copied from the
cluster of one region to that of another.

## When it stays silent

Where the cluster or its region is not known; where the policy trusts any issuer that may be the
cluster's (of its region, not of EKS, or a placeholder); where any other trust policy of the role
fits; where the policy is only guessed to be the role's; and where the policy refuses the account for
another reason, which then is reported.

## Example

```json cluster.json
{
  "cluster": {
    "name": "blue",
    "arn": "arn:aws:eks:eu-west-1:493827165038:cluster/blue"
  }
}
```

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
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

Trust the issuer of the cluster in which the pods run: `aws eks describe-cluster` shows it. Both the
Federated principal and the condition keys name it.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/2B9D4F6A8C0E13579BDF02468ACE1357"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-west-1.amazonaws.com/id/2B9D4F6A8C0E13579BDF02468ACE1357:aud": "sts.amazonaws.com",
          "oidc.eks.eu-west-1.amazonaws.com/id/2B9D4F6A8C0E13579BDF02468ACE1357:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §13.2",
                                            "docs/reference/iam.md §3.1"};

// Whether the policy refuses the claim for a reason that another rule reports.
bool HasAnotherCause(const rule::RuleContext& context, const graph::Claim& claim) {
  const graph::TrustEdge* broken = context.graph.BrokenEdge(claim);
  return broken != nullptr && rule::RuleFor(context.graph, claim, *broken) != context.meta.id;
}

std::string NameOf(const graph::Cluster& cluster) {
  return cluster.name.empty() ? std::string("the cluster")
                              : fmt::format("cluster \"{}\"", cluster.name);
}

// Where the cluster's region is said, as far as that has a place.
void AddCluster(const graph::Cluster& cluster, rule::Finding& finding) {
  const syntax::Place place = cluster.declared != nullptr ? cluster.declared->place
                              : cluster.object != nullptr ? cluster.object->place
                                                          : syntax::Place();
  if (!place.IsValid()) return;
  finding.related.push_back(
      {.place = place,
       .message = fmt::format("the pods run in {}, in {}", NameOf(cluster), cluster.region)});
}

void Check(const rule::RuleContext& context, graph::ClaimId id, rule::FindingSink& sink) {
  const graph::Claim& claim = context.graph[id];
  const auto other = graph::TrustsOtherRegion(context.graph, claim);
  if (!other.has_value() || HasAnotherCause(context, claim)) return;
  const graph::Cluster& cluster = *other->cluster;
  for (const graph::TrustedIssuer& issuer : context.graph[other->edge->policy].issuers) {
    const std::string_view arn = issuer.provider_arn.literal();
    const auto eks = base::ParseEksIssuer(issuer.issuer.literal());
    if (!eks.has_value()) continue;
    const std::string_view region = arn.substr(arn.rfind(eks->region), eks->region.size());
    rule::Finding& finding =
        sink.Report(rule::PartOf(issuer.place, arn, region),
                    fmt::format("the role trusts an issuer of region {}, but {} of {}/{} is in {}",
                                region, NameOf(cluster), rule::Show(claim.namespace_name),
                                rule::Show(claim.account_name), cluster.region));
    rule::DescribeClaim(context, claim, finding);
    AddCluster(cluster, finding);
    finding.notes.emplace_back(rule::kAccessDenied);
    rule::AddAssumptions(context, claim, *other->edge, finding);
    finding.offending_value = arn;
    if (!cluster.issuer.empty()) {
      finding.helps.push_back(
          fmt::format("the cluster's issuer is \"{}\": trust it, and name it in the condition keys",
                      cluster.issuer));
      auto fix = rule::PolicyFix(
          fmt::format("trust \"{}\", and name it in the condition keys", cluster.issuer),
          rule::Applicability::kUnsafe,
          rule::ReplaceIssuer(context.graph[other->edge->policy].object->document,
                              issuer.issuer.literal(), cluster.issuer));
      if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "issuer-region-mismatch",
             .group = "trust",
             .summary = "The role trusts an issuer of another region than its cluster's",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckClaim{Check},
};

}  // namespace irsalint::rules::trust::issuer_region_mismatch
