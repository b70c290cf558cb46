#include <fmt/format.h>

#include <string_view>

#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::issuer_malformed {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The issuer in a Federated principal or in a condition key was meant to be that of an EKS cluster,
`oidc.eks.REGION.amazonaws.com/id/ID`, and is written so that none can have it: a scheme or a whole
ARN before it, the region in the wrong place, missing or left as `region-code`, another suffix than
the region's, no `/id/`, no id, a wildcard, a slash or a blank behind it.

## Why it matters

The provider of that name does not exist and cannot, or no request carries the key. The statement
admits nobody.

## When it stays silent

Ids and accounts of documentation (`EXAMPLE…`, `XXXX`, 111122223333), placeholders, issuers of other
kinds. Keys that begin with a scheme or an ARN, or have a slash before the claim, are reported by
condition-key-malformed, unless they repeat what is wrong with the principal.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eu-central-1.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eu-central-1.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "oidc.eu-central-1.eks.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

`aws eks describe-cluster --name NAME --query cluster.identity.oidc.issuer` prints the issuer. Leave
out its `https://`.

```json trust.json
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

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §13.2",
                                            "docs/reference/iam.md §3.1"};

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const std::string_view where =
        fault.principals.empty() ? "issuer in the condition key" : "trusted issuer";
    rule::Finding& finding = rule::ReportFault(
        context, id, fault,
        fmt::format("the {} \"{}\" can be no EKS cluster's: it {}", where, fault.found, fault.what),
        sink);
    rule::AddSameKeys(context, id, fault, "this key has the same issuer", finding);
    finding.notes.emplace_back("an EKS issuer is \"oidc.eks.REGION.amazonaws.com/id/ID\"");
    if (!fault.required.empty()) {
      finding.helps.push_back(fmt::format("it must be \"{}\"", fault.required));
    }
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "issuer-malformed",
             .group = "trust",
             .summary = "A trust policy names an EKS issuer that no cluster can have",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::issuer_malformed
