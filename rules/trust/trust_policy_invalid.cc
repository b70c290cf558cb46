#include <fmt/format.h>

#include <string_view>

#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::trust_policy_invalid {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

IAM refuses the trust policy when it is saved: an element that does not belong there (Resource,
NotPrincipal, an unknown key), a missing or wrong one, an action that assumes no role, a principal
of a form that IAM does not take, an operator that does not exist, a character above U+00FF. A
warning where IAM may refuse it and nobody has confirmed it: wildcards in the action.

## Why it matters

The role is not created, or keeps the policy that it had. What the document says never takes effect.

## When it stays silent

Placeholders; permission policies, and policies of resources that look like trust policies; a shared
provider without its tenancy claim, which shared-oidc-provider-unscoped reports.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Resource": "*",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

Write the policy in the form that IAM documents for roles: who (Principal), which STS action, under
which conditions.

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
constexpr std::string_view kReferences[] = {
    "docs/reference/iam.md §1.1", "docs/reference/iam.md §1.2", "docs/reference/iam.md §3.2"};
constexpr std::string_view kAlsoReportedBy[] = {
    "cfn-lint E3530", "IAM Access Analyzer validate-policy", "parliament"};

struct Remedy {
  std::string_view grammar;  // section of docs/reference/iam.md §1
  std::string_view help;
};

constexpr Remedy kRemedies[] = {
    {"G1", "a policy document has Version, Id and Statement"},
    {"G2", "write \"2012-10-17\""},
    {"G4", "Statement holds the statements, one object each"},
    {"G5", "write each key once"},
    {"G7", "write a string, or a list of strings"},
    {"G8", "write plain quotes, hyphens and blanks"},
    {"S1", "the elements are Sid, Effect, Principal, Action and Condition, to the letter"},
    {"S2", "write \"Allow\" or \"Deny\""},
    {"S3", "leave the Sid out, or write letters and digits"},
    {"S4", "name whom to trust under \"Principal\": Federated, Service or AWS"},
    {"S5", "name what is allowed under \"Action\""},
    {"S6", "take it out: a trust policy is about its own role"},
    {"S7", "a condition is an operator, below it a key, below it the values"},
    {"1.3",
     "a provider is \"arn:aws:iam::ACCOUNT:oidc-provider/ISSUER\", an account "
     "\"arn:aws:iam::ACCOUNT:root\""},
    {"1.4", "tokens need \"sts:AssumeRoleWithWebIdentity\""},
};

std::string_view HelpFor(const graph::PolicyFault& fault) {
  for (const Remedy& remedy : kRemedies) {
    if (remedy.grammar == fault.grammar) return remedy.help;
  }
  return {};
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const bool certain = fault.certain == base::Truth::kYes;
    rule::Finding& finding =
        rule::ReportFault(context, id, fault,
                          fmt::format("IAM {} to store this trust policy: {}",
                                      certain ? "refuses" : "may refuse", fault.what),
                          sink);
    finding.notes.emplace_back("IAM: MalformedPolicyDocument");
    if (const std::string_view help = HelpFor(fault); !help.empty()) {
      finding.helps.emplace_back(help);
    }
    if (!certain) finding.severity = rule::Severity::kWarning;
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "trust-policy-invalid",
             .group = "trust",
             .summary = "IAM refuses to store the trust policy",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::trust_policy_invalid
