#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/vacuous_conditions.h"
#include "analyzer/iam/shared_scope.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::shared_oidc_provider_unscoped {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy admits tokens of an issuer that many customers share (GitHub Actions, GitLab, HCP
Terraform and others), and nothing in the statement binds them to one customer: the claim that does so
has no condition, a condition whose value is all wildcards, or one that ends within the customer's name.

## Why it matters

Anybody with an account at that service can take the role. IAM refuses to store such a policy since 2025,
and leaves those that were stored before as they are.

## When it stays silent

For issuers of one customer, such as those of clusters; where any other claim that belongs to one
customer is demanded (`repository_owner_id`, `project_id`); where a Deny statement tests a claim of the
issuer; and for values with placeholders. Where the claim is demanded by an `IfExists` condition on a key that
no token carries, vacuous-condition says so; where a plain condition on such a key shuts everybody out,
condition-key-malformed or condition-issuer-mismatch. With conditions on the network or the time of the call it
is a warning.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/token.actions.githubusercontent.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"token.actions.githubusercontent.com:aud": "sts.amazonaws.com"}
    }
  }]
}
```

## How to fix

Demand the claim that names the customer, up to the end of the name.

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/token.actions.githubusercontent.com"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {
        "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
        "token.actions.githubusercontent.com:sub": "repo:media-team/uploader:ref:refs/heads/main"
      }
    }
  }]
}
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §4"};
constexpr std::string_view kAlsoReportedBy[] = {
    "checkov CKV_AWS_358", "checkov CKV_AWS_393",
    "Access Analyzer MISSING_GITHUB_REPO_CONDITION_KEY",
    "Access Analyzer MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"};

using iam::UnscopedProvider;

// `token.actions.githubusercontent.com:sub`, or the whole key that the provider demands.
std::string RequiredKey(const base::SharedIssuerInfo& provider) {
  if (!provider.required_key.starts_with(':')) return std::string(provider.required_key);
  return fmt::format("{}{}", provider.issuer, provider.required_key);
}

graph::VacuousCondition::Claim ClaimOf(const base::SharedIssuerInfo& provider) {
  return provider.required_key == ":aud" ? graph::VacuousCondition::Claim::kAudience
                                         : graph::VacuousCondition::Claim::kSubject;
}

std::string MessageFor(const UnscopedProvider& open) {
  switch (open.reason) {
    case UnscopedProvider::Reason::kNoCondition:
      return fmt::format("everybody who uses {} can take this role: no condition on \"{}\"",
                         open.provider->service, RequiredKey(*open.provider));
    case UnscopedProvider::Reason::kAnybody:
      return fmt::format("\"{}\" admits everybody who uses {}", open.value->text.Written(),
                         open.provider->service);
    case UnscopedProvider::Reason::kNamePrefix:
      return fmt::format(
          "\"{}\" admits everybody on {} who takes a name that begins so: the wildcard starts "
          "within the name",
          open.value->text.Written(), open.provider->service);
  }
  return "";
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const iam::PolicyDocument& policy = context.graph[id].object->document;
  for (const UnscopedProvider& open : iam::UnscopedProvidersOf(policy)) {
    if (graph::DemandsInVain(policy, open.statement, ClaimOf(*open.provider))) continue;
    const iam::Value& principal = open.principal->value;
    rule::Finding& finding =
        sink.Report(open.value != nullptr ? open.value->place : principal.place, MessageFor(open));
    finding.subject = {
        .kind = "TrustPolicy", .namespace_name = "", .name = std::string(open.provider->issuer)};
    if (open.value != nullptr) {
      finding.offending_value = open.value->text.Written();
      finding.related.push_back({.place = principal.place, .message = "tokens of this issuer"});
    }
    for (const std::string& guard : open.guards) {
      finding.notes.push_back(fmt::format("narrowed by {}, which is not known here", guard));
      finding.severity = rule::Severity::kWarning;
    }
    finding.helps.push_back(
        fmt::format("demand \"{}\" under StringEquals, or under StringLike with "
                    "the whole name before the first wildcard",
                    RequiredKey(*open.provider)));
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "shared-oidc-provider-unscoped",
             .group = "trust",
             .summary = "Every customer of a shared OIDC provider can take the role",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::shared_oidc_provider_unscoped
