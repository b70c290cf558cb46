#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/iam/covers_action.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::action_principal_mismatch {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

An Allow statement of a trust policy trusts an OIDC provider but allows only another action than
`sts:AssumeRoleWithWebIdentity`, or it allows that action to services and AWS principals only.

## Why it matters

IAM stores such a policy without a word, and the statement admits nobody: a caller with a token may
only call `sts:AssumeRoleWithWebIdentity`, and only a caller with a token may call it.

## When it stays silent

`sts:*`, `sts:AssumeRole*` and other patterns that cover the action; SAML providers; `"AWS": "*"`;
placeholders; a statement that adds `sts:TagSession` for a provider that another statement admits;
actions that IAM refuses, which trust-policy-invalid reports.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRole",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

Allow `sts:AssumeRoleWithWebIdentity` to OIDC providers, and `sts:AssumeRole` to services, accounts,
users and roles.

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
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §1.4",
                                            "docs/reference/iam.md §3.2"};
constexpr std::string_view kAlsoReportedBy[] = {
    "IAM Access Analyzer MISMATCHED_ACTION_FOR_PRINCIPAL"};

// `"a", "b"` of the values of a statement.
std::string Quoted(const std::vector<iam::Value>& values) {
  std::vector<std::string> texts;
  for (const iam::Value& value : values) texts.push_back(value.text.Written());
  return base::JoinQuoted(texts, 3);
}

std::string PrincipalsAt(const iam::Statement& statement, const graph::PolicyFault& fault) {
  std::vector<std::string> texts;
  for (const size_t index : fault.principals) {
    texts.push_back(statement.principals[index].value.text.Written());
  }
  return rule::Offending(std::move(texts));
}

bool AssumesARole(const iam::Value& action) {
  return iam::NamesAction(action, "sts:AssumeRole") ||
         iam::NamesAction(action, "sts:AssumeRoleWithSAML") ||
         iam::NamesAction(action, iam::kWebIdentityAction);
}

// The right action in the place of the one that assumes the role, where that serves all principals.
// A service has but one way to assume a role; what an account or a user was meant to do with the
// token's action is less plain.
std::optional<rule::Fix> FixFor(const rule::RefusingFault& fault, const iam::Statement& statement) {
  if (statement.not_action || fault.principals.size() != statement.principals.size()) {
    return std::nullopt;
  }
  const auto wrong = std::ranges::find_if(statement.actions, AssumesARole);
  if (wrong == statement.actions.end()) return std::nullopt;
  if (std::ranges::count_if(statement.actions, AssumesARole) > 1) return std::nullopt;
  const bool plain = std::ranges::none_of(
      statement.principals,
      [](const iam::Principal& principal) { return principal.kind == iam::PrincipalKind::kAws; });
  return rule::PolicyFix(
      fmt::format("write \"{}\"", fault.required),
      plain ? rule::Applicability::kSafe : rule::Applicability::kUnsafe,
      rule::Edits{syntax::SetValue{.place = wrong->place,
                                   .value = syntax::NewValue::String(fault.required)}});
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const iam::Statement& statement =
        context.graph[id].object->document.statements[fault.statement];
    const bool token = fault.required == iam::kWebIdentityAction;
    const std::string actions =
        fmt::format("{}{}", statement.not_action ? "all but " : "", Quoted(statement.actions));
    rule::Finding& finding = rule::ReportFault(
        context, id, fault,
        token ? fmt::format("the statement allows {} to an OIDC provider, whose tokens need {}",
                            actions, fault.required)
              : fmt::format("the statement allows {} to \"{}\", which has no web identity token",
                            actions, fault.what),
        sink);
    const bool at_action =
        fault.place == statement.action_place || fault.place == statement.actions.front().place;
    finding.offending_value =
        rule::Offending(statement.actions) + " for " + PrincipalsAt(statement, fault);
    finding.related.push_back(
        at_action
            ? rule::Location{.place = statement.principals[fault.principals.front()].value.place,
                             .message = "the principal"}
            : rule::Location{.place = statement.action_place, .message = "the action"});
    finding.helps.push_back(
        at_action ? fmt::format("the action must be \"{}\"", fault.required)
                  : std::string("trust the cluster's OIDC provider under \"Federated\""));
    auto fix = at_action ? FixFor(fault, statement) : std::nullopt;
    if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "action-principal-mismatch",
             .group = "trust",
             .summary = "The actions of a statement are not for its principals",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::action_principal_mismatch
