#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/rule/offending.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/policy_faults.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::conditions_unsatisfiable {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Each condition of an Allow statement holds for some token, but no token meets all of them: claims of
two issuers are demanded at once, or two operators on one key let no common value pass.

## Why it matters

All operators and keys of a statement must hold together; only the values of one key are
alternatives. The statement admits nobody.

## When it stays silent

Placeholders and policy variables that may reconcile them, keys that may have several values,
operators that compare no strings, Deny statements, and conditions that already fail alone, which
other rules report.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {
      "StringEquals": {"oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"},
      "StringLike": {"oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:video:*"}
    }
  }]
}
```

## How to fix

Put alternatives into the list of one key, or into statements of their own: one for each issuer.

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringLike": {"oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": [
      "system:serviceaccount:media:uploader", "system:serviceaccount:video:*"
    ]}}
  }]
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §2.1",
                                            "docs/reference/iam.md §6"};

// `StringEquals "a"`, with the number of further values.
std::string Show(const iam::Condition& condition) {
  const std::string shown = fmt::format("{} \"{}\"", condition.operator_name.text.Written(),
                                        condition.values.front().text.Written());
  if (condition.values.size() == 1) return shown;
  return fmt::format("{} (and {} more)", shown, condition.values.size() - 1);
}

// The conditions of one key that exclude one another, first those that stand elsewhere.
std::string ShowAll(const rule::RuleContext& context, graph::PolicyId id,
                    const graph::PolicyFault& fault) {
  std::string shown;
  for (const size_t index : fault.conditions) {
    if (index != fault.odd) shown += Show(rule::ConditionOf(context, id, fault, index)) + " and ";
  }
  return shown + Show(rule::ConditionOf(context, id, fault, fault.odd));
}

bool IsPlain(const iam::Condition& condition, iam::BaseOperator base) {
  return condition.op->base == base && condition.op->prefix == iam::SetPrefix::kNone &&
         !condition.op->if_exists;
}

// `Null` with "true" demands that the key is missing; who writes it beside a value means the
// opposite.
std::optional<rule::Fix> DemandTheKey(const iam::Condition& odd, const iam::Condition& other) {
  const bool missing = odd.op->base == iam::BaseOperator::kNull && odd.values.size() == 1 &&
                       !iam::IsNegated(other.op->base);
  if (!missing) return std::nullopt;
  return rule::PolicyFix("write \"false\"", rule::Applicability::kUnsafe,
                         rule::Edits{syntax::SetValue{.place = odd.values.front().place,
                                                      .value = syntax::NewValue::String("false")}});
}

bool HoldsWildcard(const iam::Value& value) {
  return value.text.Written().find_first_of("*?$") != std::string::npos;
}

// Values of StringEquals and StringLike as alternatives, all below the latter.
std::optional<rule::Fix> ListAlternatives(const iam::Statement& statement,
                                          const graph::PolicyFault& fault) {
  const bool first = IsPlain(statement.conditions[fault.odd], iam::BaseOperator::kStringEquals);
  const size_t removed = first ? fault.odd : *fault.counterpart;
  const iam::Condition& exact = statement.conditions[removed];
  const iam::Condition& like = statement.conditions[first ? *fault.counterpart : fault.odd];
  if (!IsPlain(exact, iam::BaseOperator::kStringEquals) ||
      !IsPlain(like, iam::BaseOperator::kStringLike) ||
      std::ranges::any_of(exact.values, HoldsWildcard)) {
    return std::nullopt;
  }
  std::vector<std::string> texts;
  for (const iam::Value& value : exact.values) texts.push_back(value.text.Written());
  rule::Edits edits = rule::AddValues(like, texts);
  std::ranges::move(rule::RemoveCondition(statement, removed), std::back_inserter(edits));
  return rule::PolicyFix("list the values under StringLike", rule::Applicability::kUnsafe, edits);
}

// Only two conditions leave one way to join them.
std::optional<rule::Fix> FixFor(const rule::RuleContext& context, graph::PolicyId id,
                                const graph::PolicyFault& fault) {
  if (fault.two_issuers || fault.conditions.size() != 2) return std::nullopt;
  const iam::Condition& odd = rule::ConditionOf(context, id, fault, fault.odd);
  const iam::Condition& other = rule::ConditionOf(context, id, fault, *fault.counterpart);
  auto fix = DemandTheKey(odd, other);
  if (fix.has_value()) return fix;
  return ListAlternatives(context.graph[id].object->document.statements[fault.statement], fault);
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const rule::RefusingFault& fault : rule::FaultsFor(context, id)) {
    const std::string other_key =
        rule::ConditionOf(context, id, fault, *fault.counterpart).key.text.Written();
    rule::Finding& finding = rule::ReportFault(
        context, id, fault,
        fault.two_issuers
            ? fmt::format("\"{}\" is demanded together with \"{}\": no token has two issuers",
                          fault.found, other_key)
            : fmt::format("no value of \"{}\" meets {}", fault.found, ShowAll(context, id, fault)),
        sink);
    if (!fault.two_issuers) {
      finding.offending_value = rule::Offending(rule::ConditionOf(context, id, fault, fault.odd));
    }
    for (const size_t index : fault.conditions) {
      if (index == fault.odd) continue;
      const iam::Condition& other = rule::ConditionOf(context, id, fault, index);
      finding.related.push_back({.place = fault.two_issuers ? other.key.place : other.place,
                                 .message = "must hold as well"});
    }
    finding.helps.emplace_back(fault.two_issuers
                                   ? "write one statement for each issuer"
                                   : "values of one key under one operator are alternatives; "
                                     "operators are not");
    auto fix = FixFor(context, id, fault);
    if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
    rule::AddAccounts(context, id, fault, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "conditions-unsatisfiable",
             .group = "trust",
             .summary = "Conditions of a statement exclude one another",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::conditions_unsatisfiable
