#include <fmt/format.h>

#include <string_view>

#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::subject_malformed {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A condition on `sub` compares with a text that is the subject of no Kubernetes token. A subject is
`system:serviceaccount:NAMESPACE:NAME`: the prefix to the letter, a namespace of at most 63 lower-
case letters, digits and hyphens, and a name of at most 253 that may hold dots as well. Wildcards
count as wildcards.

## Why it matters

No token ever matches, whichever accounts there are: the value admits nobody and excludes nobody.
Where all values of a statement are like that, STS refuses every pod with AccessDenied.

## When it stays silent

Placeholders and words in capitals (`NAMESPACE`), policy variables, issuers that are known not to be
Kubernetes's (GitHub Actions and others), and under issuers that are not EKS's every value that does
not look like a service account's. sub-mismatch stays silent on a value that this rule reports.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccounts:media:uploader"
    }}
  }]
}
```

## How to fix

Write the subject as Kubernetes does.

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
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §2.4",
                                            "docs/reference/iam.md §6"};

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const iam::Condition& condition =
        rule::ConditionOf(context, id, fault, fault.conditions.front());
    rule::Finding& finding =
        rule::ReportFault(context, id, fault,
                          fmt::format("no Kubernetes token carries the subject \"{}\": it {}",
                                      fault.found, fault.what),
                          sink);
    finding.notes.emplace_back("a subject is \"system:serviceaccount:NAMESPACE:NAME\"");
    if (iam::IsNegated(condition.op->base)) {
      finding.notes.push_back(
          fmt::format("under {} it excludes nobody", condition.operator_name.text.Written()));
    }
    if (!fault.required.empty()) {
      finding.helps.push_back(fmt::format("did you mean \"{}\"?", fault.required));
    }
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "subject-malformed",
             .group = "trust",
             .summary = "A condition names a subject that no Kubernetes token carries",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::subject_malformed
