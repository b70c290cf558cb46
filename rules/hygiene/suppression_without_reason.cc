#include <string_view>

#include "analyzer/rule/offending.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::hygiene::suppression_without_reason {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A suppression does not say why: no word of a reason stands behind the rules that it names.

## Why it matters

Whoever reads it next cannot tell an accepted risk from a finding that somebody wanted out of the
way. The reason is also what code scanning shows as the justification.

## When it stays silent

For suppressions that mean nothing anyway, which suppression-unused reports.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    irsalint.dev/ignore: "sub-mismatch"
```

## How to fix

Write behind the rules why the finding is accepted.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    irsalint.dev/ignore: "sub-mismatch: the policy is rolled out next week"
```
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/suppressions.md"};

std::string_view HowToSay(rule::JudgedSuppression::Form form) {
  switch (form) {
    case rule::JudgedSuppression::Form::kComment:
      return "write the reason behind it";
    case rule::JudgedSuppression::Form::kAnnotation:
      return "write the reason behind a colon: `RULE: REASON`";
    case rule::JudgedSuppression::Form::kConfigEntry:
      return "give the entry a \"reason\"";
  }
  return "";
}

void Check(const rule::RuleContext&, const rule::JudgedSuppression& suppression,
           rule::FindingSink& sink) {
  if (!suppression.faults.empty() || !suppression.reason.empty()) return;
  rule::Finding& finding = sink.Report(suppression.place, "this suppression does not say why");
  finding.offending_value = rule::Offending(suppression);
  finding.helps.emplace_back(HowToSay(suppression.form));
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "suppression-without-reason",
             .group = "hygiene",
             .summary = "A suppression does not say why",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckSuppression{Check},
};

}  // namespace irsalint::rules::hygiene::suppression_without_reason
