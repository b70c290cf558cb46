#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/base/subject.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::wildcard_without_like {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A condition on `sub` or `aud` compares with `*` or `?` under an operator that knows no wildcards,
such as StringEquals: the character counts for itself. No token carries it.

## Why it matters

The statement admits nobody that was meant, and STS answers AccessDenied. Under StringNotEquals it
is worse: what was meant to be excluded is not.

## When it stays silent

StringLike and StringNotLike; the escape `${*}`; values with placeholders only; `?` in audiences and
in the subjects of issuers that are not Kubernetes's, where it may be meant; a value that would be
no subject under StringLike either, which subject-malformed reports. Inputs of Terraform modules are
not read yet.

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
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:*"
    }}
  }]
}
```

## How to fix

Use StringLike for the pattern, or better name each account under StringEquals.

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com"},
      "StringLike": {"oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:*"}
    }
  }]
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §2.2",
                                            "docs/reference/iam.md §3.2"};
constexpr std::string_view kAlsoReportedBy[] = {
    "IAM Access Analyzer WILDCARD_WITHOUT_LIKE_OPERATOR"};

// The same operator with wildcards, its prefix and suffix kept: `ForAnyValue:StringLike`.
std::string LikeFormOf(const iam::Operator& op) {
  const std::string_view prefix = op.prefix == iam::SetPrefix::kForAnyValue    ? "ForAnyValue:"
                                  : op.prefix == iam::SetPrefix::kForAllValues ? "ForAllValues:"
                                                                               : "";
  return fmt::format("{}{}{}", prefix, iam::IsNegated(op.base) ? "StringNotLike" : "StringLike",
                     op.if_exists ? "IfExists" : "");
}

// A pattern of namespaces admits accounts that nobody has in mind: it is not for a fix to turn on.
bool NamesItsNamespace(const iam::Value& value) {
  const std::string written = value.text.Written();
  const auto subject = base::ParseSubject(written);
  return !subject.has_value() || subject->namespace_name.find_first_of("*?") == std::string::npos;
}

// Like operators tell capital letters from small ones.
bool MeansTheSameWithCase(const iam::Condition& condition) {
  using enum iam::BaseOperator;
  if (condition.op->base != kStringEqualsIgnoreCase &&
      condition.op->base != kStringNotEqualsIgnoreCase) {
    return true;
  }
  return std::ranges::all_of(condition.values, [](const iam::Value& value) {
    return base::AsciiLower(value.text.Written()) == value.text.Written();
  });
}

std::optional<rule::Fix> FixFor(const iam::Statement& statement, size_t index) {
  const iam::Condition& condition = statement.conditions[index];
  const bool widens =
      !iam::IsNegated(condition.op->base) && statement.effect == iam::Effect::kAllow;
  if (widens && !std::ranges::all_of(condition.values, NamesItsNamespace)) return std::nullopt;
  if (!MeansTheSameWithCase(condition)) return std::nullopt;
  if (rule::OnlyExcludes(statement, condition)) return std::nullopt;
  const std::string like = LikeFormOf(*condition.op);
  const rule::RenamedCondition moved = {.condition = index, .key = condition.key.text.Written()};
  return rule::PolicyFix(fmt::format("move the condition under {}", like),
                         rule::Applicability::kUnsafe,
                         rule::MoveConditions(statement, {&moved, 1}, like));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const iam::Condition& condition =
        rule::ConditionOf(context, id, fault, fault.conditions.front());
    const std::string op = condition.operator_name.text.Written();
    const bool negated = iam::IsNegated(condition.op->base);
    const bool denies =
        context.graph[id].object->document.statements[fault.statement].effect == iam::Effect::kDeny;
    rule::Finding& finding = rule::ReportFault(
        context, id, fault,
        fmt::format("{} takes the wildcard in \"{}\" literally: no token carries that, so it {}",
                    op, fault.found,
                    negated  ? "excludes nobody"
                    : denies ? "denies nobody"
                             : "admits nobody"),
        sink);
    finding.related.push_back(
        {.place = condition.operator_name.place, .message = "this operator knows no wildcards"});
    finding.helps.push_back(fmt::format("move it under {}, or name each value without wildcards",
                                        negated ? "StringNotLike" : "StringLike"));
    auto fix = FixFor(context.graph[id].object->document.statements[fault.statement],
                      fault.conditions.front());
    if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "wildcard-without-like",
             .group = "trust",
             .summary = "A wildcard stands under an operator that takes it literally",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .also_reported_by = kAlsoReportedBy,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::wildcard_without_like
