#include <fmt/format.h>

#include <string_view>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::trust_policy_too_large {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The trust policy has more characters, white space not counted, than IAM's quota for trust policies:
2,048 by default, and 8,192 at most. Over 8,192 it is an error.

## Why it matters

IAM refuses it with LimitExceeded unless the account's quota was raised; over the highest quota it
refuses it always. Policies that name every cluster and every account grow into the limit unseen.

## When it stays silent

Up to the quota, counted without any blanks: whether IAM counts those inside of texts is not
documented. The configuration may set the quota of accounts where it was raised. Policies with
placeholders, whose length is not known.

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
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": [
        "system:serviceaccount:batch-01:importer", "system:serviceaccount:batch-01:exporter",
        "system:serviceaccount:batch-01:reporter", "system:serviceaccount:batch-02:importer",
        "system:serviceaccount:batch-02:exporter", "system:serviceaccount:batch-02:reporter",
        "system:serviceaccount:batch-03:importer", "system:serviceaccount:batch-03:exporter",
        "system:serviceaccount:batch-03:reporter", "system:serviceaccount:batch-04:importer",
        "system:serviceaccount:batch-04:exporter", "system:serviceaccount:batch-04:reporter",
        "system:serviceaccount:batch-05:importer", "system:serviceaccount:batch-05:exporter",
        "system:serviceaccount:batch-05:reporter", "system:serviceaccount:batch-06:importer",
        "system:serviceaccount:batch-06:exporter", "system:serviceaccount:batch-06:reporter",
        "system:serviceaccount:batch-07:importer", "system:serviceaccount:batch-07:exporter",
        "system:serviceaccount:batch-07:reporter", "system:serviceaccount:batch-08:importer",
        "system:serviceaccount:batch-08:exporter", "system:serviceaccount:batch-08:reporter",
        "system:serviceaccount:batch-09:importer", "system:serviceaccount:batch-09:exporter",
        "system:serviceaccount:batch-09:reporter", "system:serviceaccount:batch-10:importer",
        "system:serviceaccount:batch-10:exporter", "system:serviceaccount:batch-10:reporter",
        "system:serviceaccount:batch-11:importer", "system:serviceaccount:batch-11:exporter",
        "system:serviceaccount:batch-11:reporter", "system:serviceaccount:batch-12:importer",
        "system:serviceaccount:batch-12:exporter", "system:serviceaccount:batch-12:reporter",
        "system:serviceaccount:batch-13:importer", "system:serviceaccount:batch-13:exporter",
        "system:serviceaccount:batch-13:reporter", "system:serviceaccount:batch-14:importer",
        "system:serviceaccount:batch-14:exporter", "system:serviceaccount:batch-14:reporter",
        "system:serviceaccount:batch-15:importer", "system:serviceaccount:batch-15:exporter",
        "system:serviceaccount:batch-15:reporter"
      ]
    }}
  }]
}
```

## How to fix

Split the role, or name the accounts by a pattern under StringLike if they may all be trusted. The
quota "Role trust policy length" can be raised to 8,192 characters.
)";

constexpr std::string_view kTags[] = {"reliability"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §1.1"};
constexpr std::string_view kAlsoReportedBy[] = {
    "IAM Access Analyzer POLICY_SIZE_EXCEEDS_ROLE_TRUST_POLICY_QUOTA"};

// docs/reference/iam.md §1.1 G9.
constexpr size_t kDefaultQuota = 2048;
constexpr size_t kHighestQuota = 8192;

constexpr rule::RuleParameter kParameters[] = {
    {.name = "quota",
     .shape = rule::RuleParameter::Shape::kNumber,
     .expects = "a number of characters from 2048 to 8192",
     .least = kDefaultQuota,
     .most = kHighestQuota,
     .otherwise = "2048",
     .summary = "The quota \"Role trust policy length\" of the accounts, where it was raised."},
};

// Which quota a policy exceeds.
struct Quota {
  std::string_view name;
  size_t characters = 0;
};

Quota QuotaFor(const rule::RuleContext& context, size_t size) {
  if (size > kHighestQuota) return {.name = "IAM's highest quota", .characters = kHighestQuota};
  const uint64_t quota = context.parameters.Number("quota", kDefaultQuota);
  if (quota == kDefaultQuota) return {.name = "IAM's default quota", .characters = kDefaultQuota};
  return {.name = "the configured quota", .characters = quota};
}

bool HasPlaceholder(const iam::PolicyDocument& policy) {
  const auto is_open = [](const iam::Value& value) { return !value.text.IsLiteral(); };
  for (const iam::Statement& statement : policy.statements) {
    for (const iam::Principal& principal : statement.principals) {
      if (is_open(principal.value)) return true;
    }
    for (const iam::Condition& condition : statement.conditions) {
      if (is_open(condition.key)) return true;
      for (const iam::Value& value : condition.values) {
        if (is_open(value)) return true;
      }
    }
  }
  return false;
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const iam::PolicyDocument& policy = context.graph[id].object->document;
  const Quota quota = QuotaFor(context, policy.size);
  if (policy.size <= quota.characters || HasPlaceholder(policy)) return;
  rule::Finding& finding = sink.Report(
      policy.place, fmt::format("the trust policy has {} characters without white space, {} is {}",
                                policy.size, quota.name, quota.characters));
  finding.subject = {.kind = "TrustPolicy", .namespace_name = "", .name = ""};
  finding.notes.emplace_back("IAM: LimitExceeded");
  finding.helps.emplace_back("split the role, or name fewer accounts");
  if (quota.characters < kHighestQuota) return;
  finding.severity = rule::Severity::kError;
  finding.persona = rule::Persona::kRegular;
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "trust-policy-too-large",
             .group = "trust",
             .summary = "The trust policy is longer than IAM's quota",
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

}  // namespace irsalint::rules::trust::trust_policy_too_large
