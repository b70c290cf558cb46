#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::hygiene::suppression_unused {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A suppression silences nothing. Either every rule that it names has run and found nothing where the
suppression applies, at any persona; or the suppression cannot mean anything: its form is wrong, its
date is no date, or it names a rule that does not exist.

## Why it matters

A suppression that is left behind hides the next fault of its kind, and nobody will know why it is
there. One that is mistyped hides nothing, while its author believes it does.

## When it stays silent

Where a rule that the suppression names did not run (`--select`, `--ignore`), in a file that was not
read in full, for an entry of the configuration about files that were not linted, and for an expired
suppression, which suppression-expired reports. A run that is given
only a part of the files finds less than the run for which the suppression was written: leave this
rule out there with `--ignore suppression-unused`.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    # irsalint: ignore[sub-mismatch] the account is made by hand
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```

## How to fix

Remove the suppression, or correct the name of its rule.

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

// "no rule reports anything", or the rules that do not.
std::string WhoIsSilent(const rule::JudgedSuppression& suppression) {
  if (suppression.rules.empty()) return "no rule reports anything";
  const std::string_view verb = suppression.rules.size() == 1 ? "reports" : "report";
  return fmt::format("{} {} nothing", base::JoinQuoted(suppression.rules), verb);
}

void Check(const rule::RuleContext&, const rule::JudgedSuppression& suppression,
           rule::FindingSink& sink) {
  for (const rule::SuppressionFault& fault : suppression.faults) {
    rule::Finding& finding =
        sink.Report(fault.place, fmt::format("this suppresses nothing: {}", fault.message));
    finding.offending_value = rule::Offending(suppression);
  }
  const bool unused = suppression.decided && !suppression.expired && suppression.matches == 0;
  if (!unused) return;
  rule::Finding& finding =
      sink.Report(suppression.place, fmt::format("this suppression is unused: {} {}",
                                                 WhoIsSilent(suppression), suppression.scope));
  finding.offending_value = rule::Offending(suppression);
  finding.helps.emplace_back("remove it");
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "suppression-unused",
             .group = "hygiene",
             .summary = "A suppression silences nothing",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckSuppression{Check},
};

}  // namespace irsalint::rules::hygiene::suppression_unused
