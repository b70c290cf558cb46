#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/other_ways_in.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::extra_service_principal {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A role that pods get, through an OIDC provider or EKS Pod Identity, may be taken by a compute service as well: EC2,
Lambda, ECS, EKS itself, CodeBuild, Batch, Glue, SageMaker, App Runner.

## Why it matters

Whoever may start an instance, a function or a build with this role (`iam:PassRole`) has the rights of the pods,
without any service account. Such a principal is mostly left from a template.

## When it stays silent

For `pods.eks.amazonaws.com`, for services that run nobody's code, for EMR, whose job roles are meant for both, for
services that the configuration allows, and for roles of nodes, of which node-role-trust-extra speaks.

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
    "Principal": {"Service": "lambda.amazonaws.com"},
    "Action": "sts:AssumeRole"
  }]
}
```

## How to fix

Take the service out of the policy. If it needs the same rights, give it a role of its own with the same
permission policies.

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
                                            "docs/reference/iam.md §2.8"};
constexpr std::string_view kAlsoReportedBy[] = {"cloudsplaining AssumableByComputeService"};

bool IsService(std::string_view text) {
  return text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn");
}

constexpr rule::RuleParameter kParameters[] = {
    {.name = "allowed",
     .expects = "a list of services, such as lambda.amazonaws.com",
     .accepts = IsService,
     .pattern = "\\.amazonaws\\.com(\\.cn)?$",
     .otherwise = "none",
     .summary = "Services that may take roles of pods as well, as policies name them."},
};

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const graph::OtherWayIn& way : graph::OtherWaysInto(context.graph, id)) {
    if (way.kind != graph::OtherWayIn::Kind::kComputeService) continue;
    const iam::Value& value = way.principal->value;
    const std::string who = rule::Show(value.text);
    if (context.parameters.Holds("allowed", value.text.Written())) continue;
    rule::Finding& finding =
        sink.Report(value.place, fmt::format("\"{}\" can take this role of pods as well", who));
    rule::DescribeOtherWayIn(context.graph, id, way, finding);
    finding.helps.push_back(
        fmt::format("remove \"{}\"; if it needs the rights, give it a role of its own", who));
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "extra-service-principal",
             .group = "trust",
             .summary = "A compute service can take a role of pods",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .parameters = kParameters,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::extra_service_principal
