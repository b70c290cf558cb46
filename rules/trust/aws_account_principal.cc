#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/graph/other_ways_in.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::aws_account_principal {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The trust policy of a role of service accounts trusts an AWS account as well: the root of an account, its own or
another, or a role or user of another account.

## Why it matters

The root of an account stands for everybody whom the IAM of that account allows to assume roles. The pods are
then not the only ones with the role's rights, and who else has them is decided elsewhere.

## When it stays silent

For single roles and users of the role's own account, for accounts that the configuration allows, for roles of Pod
Identity alone, and for roles of nodes, of which node-role-trust-extra speaks.

## Example

```json trust-policy.json
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
  }, {
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::493827165038:root"},
    "Action": "sts:AssumeRole"
  }]
}
```

## How to fix

Take the account out of the policy; give people and pipelines roles of their own. Where another role has to take
this one, name that role.

```json trust-policy.json
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
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §1.3",
                                            "docs/reference/iam.md §3.1"};
constexpr std::string_view kAlsoReportedBy[] = {"checkov CKV_AWS_61",
                                                "cloudsplaining AssumableByCrossAccountPrincipal",
                                                "KICS IAM Role Allows All Principals To Assume"};

std::string Reason(graph::OtherWayIn::Kind kind, const std::string& who) {
  if (kind == graph::OtherWayIn::Kind::kForeignAccount) {
    return fmt::format("\"{}\" of another account can take this role of service accounts as well",
                       who);
  }
  return fmt::format("everybody whom \"{}\" permits can take this role of service accounts as well",
                     who);
}

constexpr rule::RuleParameter kParameters[] = {
    {.name = "allowed",
     .expects = "a list of AWS account ids of 12 digits",
     .accepts = base::IsAccountId,
     .pattern = "^[0-9]{12}$",
     .otherwise = "none",
     .summary = "Accounts that may take roles of service accounts as well, in whole or by single "
                "roles and users."},
};

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const graph::TrustPolicy& policy = context.graph[id];
  if (!graph::TrustsServiceAccounts(policy)) return;
  for (const graph::OtherWayIn& way : graph::OtherWaysInto(context.graph, id)) {
    if (way.kind == graph::OtherWayIn::Kind::kComputeService) continue;
    if (context.parameters.Holds("allowed", way.account)) continue;
    const iam::Value& value = way.principal->value;
    const std::string who = rule::Show(value.text);
    rule::Finding& finding = sink.Report(value.place, Reason(way.kind, who));
    rule::DescribeOtherWayIn(context.graph, id, way, finding);
    finding.helps.push_back(
        fmt::format("remove \"{}\", or name the one role that has to take this one", who));
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "aws-account-principal",
             .group = "trust",
             .summary = "An AWS account can take a role of service accounts",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .parameters = kParameters,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::aws_account_principal
