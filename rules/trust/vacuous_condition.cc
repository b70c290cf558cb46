#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/graph/vacuous_conditions.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/difference.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::vacuous_condition {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A statement demands a subject or an audience by an operator that holds as well for a request that does not
carry the key at all: one with `IfExists`, or one behind `ForAllValues:`.

Where the key cannot be present (`https://` before the issuer, an ARN, the issuer of another cluster), the
condition restricts nobody: an error, or a warning if a plain operator demands the same claim by its right key.
Where the key is right, the condition works only because STS always sends
the key: a warning. It is a note for issuers other than Kubernetes', as long as a plain operator binds the
subject.

## Why it matters

IAM does not check the names of keys. The next slip of the pen in the key does not shut the role, as it
would under a plain operator, but opens it.

## When it stays silent

In Deny statements, where such an operator only denies more. For keys other than subject and audience, for
`ForAnyValue:`, and for negated operators, which hold without the key in any form: what they admit is judged
by sub-missing and sub-too-broad.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {
        "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com"
      },
      "StringLikeIfExists": {
        "https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
      }
    }
  }]
}
```

## How to fix

Write the key as `ISSUER:sub` or `ISSUER:aud`, without `https://`, and use the plain operator.

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {
        "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
        "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
      }
    }
  }]
}
```
)";

constexpr std::string_view kTags[] = {"security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §2.3",
                                            "docs/reference/iam.md §2.5"};
constexpr std::string_view kAlsoReportedBy[] = {
    "Access Analyzer FORALLVALUES_WITH_SINGLE_VALUED_KEY"};

using graph::VacuousCondition;

std::string_view NameOf(VacuousCondition::Claim claim) {
  return claim == VacuousCondition::Claim::kSubject ? "sub" : "aud";
}

// The issuers that one statement trusts.
std::vector<const graph::TrustedIssuer*> IssuersOf(const graph::TrustPolicy& policy,
                                                   const iam::Statement& statement) {
  std::vector<const graph::TrustedIssuer*> issuers;
  for (const graph::TrustedIssuer& issuer : policy.issuers) {
    const bool trusted = std::ranges::any_of(statement.principals, [&](const auto& principal) {
      return principal.value.text == issuer.provider_arn;
    });
    if (trusted) issuers.push_back(&issuer);
  }
  return issuers;
}

// The right key under the plain operator. Where that claim is demanded as it should be, what
// restricts nobody can go.
std::optional<rule::Fix> FixOfKey(const iam::Statement& statement, const VacuousCondition& vacuous,
                                  const std::string& required) {
  const iam::Condition& condition = statement.conditions[vacuous.condition];
  if (graph::DemandsPlainly(statement, vacuous.claim)) {
    return rule::PolicyFix("remove the condition, which restricts nobody",
                           rule::Applicability::kUnsafe,
                           rule::RemoveCondition(statement, vacuous.condition));
  }
  const std::string_view plain = iam::ToString(condition.op->base);
  const rule::RenamedCondition moved = {.condition = vacuous.condition, .key = required};
  return rule::PolicyFix(fmt::format("demand \"{}\" under \"{}\"", required, plain),
                         rule::Applicability::kUnsafe,
                         rule::MoveConditions(statement, {&moved, 1}, plain));
}

// The key restricts nobody.
void ReportAbsentKey(const rule::RuleContext& context, graph::PolicyId id,
                     const VacuousCondition& vacuous, rule::FindingSink& sink) {
  const graph::TrustPolicy& policy = context.graph[id];
  const iam::Statement& statement = policy.object->document.statements[vacuous.statement];
  const iam::Condition& condition = statement.conditions[vacuous.condition];
  const std::string key = rule::Show(condition.key.text);
  rule::Finding& finding = sink.Report(
      condition.key.place,
      fmt::format(
          "the condition restricts nobody: no token carries the key \"{}\", and \"{}\" holds "
          "without it",
          key, condition.operator_name.text.Written()));
  if (!graph::DemandsPlainly(statement, vacuous.claim)) finding.severity = rule::Severity::kError;
  finding.subject = {.kind = "TrustPolicy", .namespace_name = "", .name = key};
  finding.offending_value = key;
  rule::AddClaimants(context.graph, id, finding);
  const auto issuers = IssuersOf(policy, statement);
  if (issuers.empty()) return;
  rule::AddIssuer(*issuers.front(), finding);
  const std::string required =
      fmt::format("{}:{}", rule::Show(issuers.front()->issuer), NameOf(vacuous.claim));
  rule::PointAtDifference(condition.key.place, key, required, finding);
  finding.helps.push_back(fmt::format("the key must be \"{}\", under \"{}\"", required,
                                      iam::ToString(condition.op->base)));
  if (issuers.size() > 1 || !issuers.front()->issuer.IsLiteral()) return;
  auto fix = FixOfKey(statement, vacuous, required);
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

bool IsNoteOnly(const graph::TrustPolicy& policy, const iam::Statement& statement) {
  const bool kubernetes = std::ranges::any_of(
      IssuersOf(policy, statement),
      [](const graph::TrustedIssuer* issuer) { return issuer->kubernetes == base::Truth::kYes; });
  return !kubernetes && graph::DemandsPlainly(statement, VacuousCondition::Claim::kSubject);
}

// The plain operator for all subjects and audiences below one that holds without them. Other keys
// stay: they may be missing.
std::optional<rule::Fix> FixOfOperator(const iam::PolicyDocument& policy,
                                       const VacuousCondition& vacuous) {
  const iam::Statement& statement = policy.statements[vacuous.statement];
  const iam::Condition& condition = statement.conditions[vacuous.condition];
  std::vector<rule::RenamedCondition> moved;
  for (const VacuousCondition& other : graph::VacuousConditionsOf(policy)) {
    if (other.statement != vacuous.statement || other.present == base::Truth::kNo) continue;
    const iam::Condition& candidate = statement.conditions[other.condition];
    if (candidate.operator_name.place != condition.operator_name.place) continue;
    moved.push_back({.condition = other.condition, .key = candidate.key.text.Written()});
  }
  const std::string_view plain = iam::ToString(condition.op->base);
  return rule::PolicyFix(fmt::format("write \"{}\"", plain), rule::Applicability::kUnsafe,
                         rule::MoveConditions(statement, moved, plain));
}

// The operator is at fault; for several keys below it the engine keeps the first.
void ReportOperator(const graph::TrustPolicy& policy, const VacuousCondition& vacuous,
                    rule::FindingSink& sink) {
  const iam::Statement& statement = policy.object->document.statements[vacuous.statement];
  const iam::Condition& condition = statement.conditions[vacuous.condition];
  const std::string key = rule::Show(condition.key.text);
  const std::string written = condition.operator_name.text.Written();
  rule::Finding& finding =
      sink.Report(condition.operator_name.place,
                  fmt::format("\"{}\" holds as well for a request without \"{}\": only \"{}\" "
                              "demands it",
                              written, key, iam::ToString(condition.op->base)));
  if (IsNoteOnly(policy, statement)) finding.severity = rule::Severity::kNote;
  finding.subject = {.kind = "TrustPolicy", .namespace_name = "", .name = key};
  finding.offending_value = written;
  finding.related.push_back({.place = condition.key.place, .message = "demanded if it is there"});
  finding.notes.emplace_back(
      "STS sends the key with every token, so that nobody gets in today; IAM does not check how "
      "the key is spelled");
  finding.helps.push_back(fmt::format("write \"{}\"", iam::ToString(condition.op->base)));
  auto fix = FixOfOperator(policy.object->document, vacuous);
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const graph::TrustPolicy& policy = context.graph[id];
  for (const VacuousCondition& vacuous : graph::VacuousConditionsOf(policy.object->document)) {
    if (vacuous.present == base::Truth::kNo) {
      ReportAbsentKey(context, id, vacuous, sink);
    } else {
      ReportOperator(policy, vacuous, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "vacuous-condition",
             .group = "trust",
             .summary = "A condition on subject or audience holds as well where the key is missing",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::vacuous_condition
