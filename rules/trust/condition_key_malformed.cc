#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/graph/issuer_faults.h"
#include "analyzer/iam/missing_key.h"
#include "analyzer/iam/request.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::condition_key_malformed {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A condition key of an identity provider is not its issuer without scheme, a colon and a claim: it
begins with `https://` or with an ARN, has a slash or a blank that does not belong there, lacks the
issuer or the claim, or names a claim that STS does not offer of a Kubernetes token. STS offers
`sub` and `aud`.

## Why it matters

IAM does not validate the keys of OIDC providers. No request ever carries this one, so a plain
operator never holds and a negated one always does: the statement admits nobody, or more than was
meant.

## When it stays silent

Placeholders; claims of other issuers, which STS knows per provider; issuers that really end in a
slash; keys under IfExists and ForAllValues, which hold without their key and are the business of
vacuous-condition.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
      "https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

Write the issuer as the provider's ARN has it after `oidc-provider/`, then `:sub` or `:aud`.

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
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §2.4",
                                            "docs/reference/iam.md §2.7"};
constexpr std::string_view kAlsoReportedBy[] = {"IAM Access Analyzer INVALID_CONDITION_KEY_FORMAT"};

// Whether the statement trusts an issuer, as far as placeholders tell.
bool MayTrust(const iam::Statement& statement, const syntax::Text& issuer) {
  return std::ranges::any_of(statement.principals, [&](const iam::Principal& principal) {
    const auto trusted = graph::IssuerOf(principal);
    return trusted.has_value() && Equal(iam::LowerKey(*trusted), issuer) != base::Truth::kNo;
  });
}

// All keys of the fault as the first must be: what stands before the claim is the same in all.
std::optional<rule::Fix> FixFor(const iam::Statement& statement, const rule::RefusingFault& fault) {
  if (fault.required.empty()) return std::nullopt;
  const std::string issuer = fault.required.substr(0, fault.required.rfind(':'));
  if (!MayTrust(statement, syntax::Text::Literal(base::AsciiLower(issuer)))) return std::nullopt;
  const size_t first = fault.conditions.front();
  std::vector<rule::RenamedCondition> keys =
      rule::KeysOfIssuer(statement, fault.conditions, issuer);
  for (rule::RenamedCondition& key : keys) {
    if (key.condition == first) key.key = fault.required;
  }
  return rule::PolicyFix(fmt::format("write the key \"{}\"", fault.required),
                         rule::Applicability::kSafe, rule::RenameKeys(statement, keys));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const iam::Condition& condition =
        rule::ConditionOf(context, id, fault, fault.conditions.front());
    const bool holds = iam::HoldsWithoutKey(condition) == base::Truth::kYes;
    rule::Finding& finding = rule::ReportFault(
        context, id, fault,
        fmt::format("no request carries the condition key \"{}\", so it {} holds: it {}",
                    fault.found, holds ? "always" : "never", fault.what),
        sink);
    rule::AddSameKeys(context, id, fault, "the same in this key", finding);
    if (!fault.required.empty()) {
      finding.helps.push_back(fmt::format("the key must be \"{}\"", fault.required));
    }
    auto fix = FixFor(context.graph[id].object->document.statements[fault.statement], fault);
    if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "condition-key-malformed",
             .group = "trust",
             .summary = "A condition key has a form that no request carries",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::condition_key_malformed
