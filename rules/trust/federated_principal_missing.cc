#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/rule.h"
#include "analyzer/rule/trusted_principals.h"

namespace irsalint::rules::trust::federated_principal_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A ServiceAccount claims a role whose trust policy lets in AWS services, accounts or other roles only.
The token of a pod is none of them: it comes in through an OIDC provider, as a Federated principal,
or through EKS Pod Identity, as the service `pods.eks.amazonaws.com`.

## Why it matters

STS refuses the pod. Often the role is a right one for something else: the role of the nodes, of a
Lambda function, or a role that the pod's own role was to assume in a second step.

## When it stays silent

For roles that trust `pods.eks.amazonaws.com`, whose association may lie elsewhere; where a statement
names `sts:AssumeRoleWithWebIdentity`, because then action and principal contradict each other, which
is a fault of its own; where a principal is a placeholder; for `"*"`; and where a Pod Identity
association replaces the annotation.

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

Trust the OIDC provider of the cluster, for the one account.

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
                                            "docs/reference/semantics.md §9.2"};

void Check(const rule::RuleContext& context, graph::ClaimId id, rule::FindingSink& sink) {
  const graph::Claim& claim = context.graph[id];
  const auto broken = rule::BrokenFor(context, claim);
  if (!broken.has_value()) return;
  const rule::TrustedPrincipals trusted = rule::TrustedBy(*broken->policy);
  rule::Finding& finding = sink.Report(
      trusted.place, fmt::format("the role trusts only {}, but the token of {}/{} needs an OIDC "
                                 "provider as Federated principal",
                                 base::JoinQuoted(trusted.names, 3),
                                 rule::Show(claim.namespace_name), rule::Show(claim.account_name)));
  finding.offending_value = rule::Offending(trusted.names);
  rule::DescribeChain(context, claim, *broken, finding);
  finding.helps.emplace_back(
      "trust the cluster's OIDC provider for sts:AssumeRoleWithWebIdentity, or name another role "
      "in "
      "the annotation");
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "federated-principal-missing",
             .group = "trust",
             .summary = "A role for a service account trusts services and accounts only",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckClaim{Check},
};

}  // namespace irsalint::rules::trust::federated_principal_missing
