#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/rule/difference.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::rules::trust::condition_issuer_mismatch {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A statement trusts one OIDC provider, and a condition demands a key of another issuer. A token has
one issuer, and a request carries the keys of that issuer only.

## Why it matters

The key is never there, so the condition never holds: an Allow statement admits nobody, and a Deny
statement denies nobody.

## When it stays silent

Placeholders on either side; statements that trust everybody; keys that count only if they are there
(IfExists, ForAllValues, negated operators). Upper and lower case do not count in keys. A malformed
provider or key is reported by issuer-malformed or condition-key-malformed.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0:aud": "sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

Name the same issuer in the Federated principal and in every key. For a second cluster add a second
statement.

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
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §2.3",
                                            "docs/reference/iam.md §2.4"};
constexpr std::string_view kAlsoReportedBy[] = {
    "IAM Access Analyzer MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL"};

// Whether the input or the configuration knows whose issuer it is.
bool IsKnown(const graph::IdentityGraph& graph, std::string_view issuer) {
  return std::ranges::any_of(
             graph.clusters(),
             [&](const graph::Cluster& cluster) { return cluster.issuer == issuer; }) ||
         std::ranges::any_of(graph.oidc_providers(), [&](const graph::OidcProvider& provider) {
           return provider.issuer.literal() == issuer;
         });
}

std::optional<rule::Fix> RenameTheKeys(const iam::Statement& statement,
                                       const rule::RefusingFault& fault, std::string_view issuer) {
  if (issuer.empty() || syntax::HoldsDummy(issuer)) return std::nullopt;
  return rule::PolicyFix(
      fmt::format("name \"{}\" in the condition keys", issuer), rule::Applicability::kUnsafe,
      rule::RenameKeys(statement, rule::KeysOfIssuer(statement, fault.conditions, issuer)));
}

std::optional<rule::Fix> TrustTheOther(const iam::Statement& statement,
                                       const rule::RefusingFault& fault) {
  if (syntax::HoldsDummy(fault.required)) return std::nullopt;
  return rule::PolicyFix(
      fmt::format("trust \"{}\"", fault.required), rule::Applicability::kUnsafe,
      rule::Edits{rule::SetIssuer(statement.principals[fault.principals.front()], fault.required)});
}

// Where all keys agree with each other either side may be right: the one that is known comes first.
void AddFixes(const rule::RuleContext& context, const iam::Statement& statement,
              const rule::RefusingFault& fault, rule::Finding& finding) {
  const bool principal = !fault.principals.empty();
  auto keys = RenameTheKeys(statement, fault, principal ? fault.found : fault.required);
  if (keys.has_value()) finding.fixes.push_back(std::move(*keys));
  auto trust = principal ? TrustTheOther(statement, fault) : std::nullopt;
  if (!trust.has_value()) return;
  const bool other_is_known =
      IsKnown(context.graph, fault.required) && !IsKnown(context.graph, fault.found);
  finding.fixes.insert(other_is_known ? finding.fixes.begin() : finding.fixes.end(),
                       std::move(*trust));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const iam::Statement& statement =
        context.graph[id].object->document.statements[fault.statement];
    const bool principal = !fault.principals.empty();
    const std::string trusted = fault.required.empty()
                                    ? std::string("none of the trusted issuers is")
                                    : fmt::format("the trusted issuer is \"{}\"", fault.required);
    rule::Finding& finding = rule::ReportFault(
        context, id, fault,
        principal
            ? fmt::format("the statement trusts issuer \"{}\", but all its condition keys are "
                          "of \"{}\"",
                          fault.found, fault.required)
            : fmt::format("the condition key is of issuer \"{}\", but {}: no request carries it",
                          fault.found, trusted),
        sink);
    rule::AddSameKeys(context, id, fault,
                      principal ? "a key of the other issuer" : "this key is of the same issuer",
                      finding);
    if (principal) {
      const std::string arn = statement.principals[fault.principals.front()].value.text.Written();
      const std::string required = arn.substr(0, arn.size() - fault.found.size()) + fault.required;
      rule::PointAtDifference(fault.place, arn, required, finding);
      finding.helps.push_back(fmt::format("if the keys are right, trust \"{}\"", required));
    } else {
      rule::PointAtDifference(fault.place, fault.found, fault.required, finding);
      finding.related.push_back({.place = statement.principal_place, .message = "trusted here"});
      finding.helps.emplace_back("name the issuer of the Federated principal in every key");
    }
    AddFixes(context, statement, fault, finding);
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "condition-issuer-mismatch",
             .group = "trust",
             .summary = "Condition keys name another issuer than the trusted provider",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::condition_issuer_mismatch
