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

void Check(const rule::RuleContext&, const rule::JudgedSuppression& suppression,
           rule::FindingSink& sink) {
  if (!suppression.faults.empty() || !suppression.object.reason.empty()) return;
  rule::Finding& finding =
      sink.Report(suppression.object.place, "this suppression does not say why");
  finding.offending_value = rule::Offending(suppression);
  finding.helps.emplace_back(suppression.object.form == facts::Suppression::Form::kLine
                                 ? "write the reason behind it"
                                 : "write the reason behind a colon: `RULE: REASON`");
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
