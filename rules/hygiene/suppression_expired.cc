#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/rule/offending.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::hygiene::suppression_expired {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A suppression says until when it holds (`expires: YYYY-MM-DD`), and that day is over. It silences
nothing any more: what it covered is reported again.

## Why it matters

The date was somebody's promise to come back. The finding, not the suppression, is what is left to
decide about.

## When it stays silent

On the day itself, which still counts, and for suppressions without a date. The day is that of UTC;
`--today YYYY-MM-DD` sets another.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    # irsalint: ignore[sub-mismatch] until the role is renamed expires: 2021-03-31
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```

## How to fix

Mend what it covers and remove it, or decide again and write a later date.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/suppressions.md"};

std::string WhatItCovers(size_t findings) {
  if (findings == 0) return "nothing is left of what it covered";
  if (findings == 1) return "the finding that it covered is reported again";
  return fmt::format("the {} findings that it covered are reported again", findings);
}

void Check(const rule::RuleContext&, const rule::JudgedSuppression& suppression,
           rule::FindingSink& sink) {
  if (!suppression.expired) return;
  rule::Finding& finding = sink.Report(
      suppression.place, suppression.decided || suppression.matches > 0
                             ? fmt::format("this suppression expired on {}: {}",
                                           suppression.expires, WhatItCovers(suppression.matches))
                             : fmt::format("this suppression expired on {}", suppression.expires));
  finding.offending_value = rule::Offending(suppression);
  finding.helps.emplace_back(suppression.matches == 0
                                 ? "remove it"
                                 : "mend what it covers and remove it, or write a later date");
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "suppression-expired",
             .group = "hygiene",
             .summary = "The day until which a suppression holds is over",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckSuppression{Check},
};

}  // namespace irsalint::rules::hygiene::suppression_expired
