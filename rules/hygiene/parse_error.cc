#include <array>
#include <string>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/input_rules.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::hygiene::parse_error {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A document that can be part of an identity chain (a workload, a ServiceAccount, a policy, an answer
of the AWS CLI, a kustomization) could not be read, and the character at which reading stopped is
shown. It was not valid YAML or JSON, not UTF-8, or larger or deeper than irsalint reads.

## Why it matters

Nothing in that document was checked, so silence about it means nothing. And nobody else can read it
either: `kubectl apply` and IAM refuse it.

## When it stays silent

For documents that hold nothing that matters, for templates that must be rendered first
(unrendered-template), and for files that could not be opened, which are told on standard error. If
this rule is not selected or is suppressed, standard error tells what could not be read.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
 namespace: media
```

## How to fix

Mend the syntax at the place that is shown; the fault often lies on the line above. Here `namespace`
stands one column too far to the left:

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
```
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/architecture.md", "https://yaml.org/spec/1.2.2/",
                                            "https://www.rfc-editor.org/rfc/rfc8259"};

// What to do about faults of which there is one usual cause.
struct Remedy {
  std::string_view fault;  // part of the parser's message
  std::string_view help;
};
constexpr std::array kRemedies = {
    Remedy{"a tab cannot indent", "indent with blanks"},
    Remedy{"this character cannot start a value", "quote the value"},
    Remedy{"the value of a map entry cannot stand here", "quote a value that holds `: `"},
    Remedy{"is not valid UTF-8", "save the file as UTF-8"},
};

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Unit& unit : context.graph.units()) {
    for (const facts::OpenReason& reason : unit.facts->open_reasons) {
      if (reason.kind != facts::OpenReason::Kind::kParseError) continue;
      rule::Finding& finding = sink.Report(reason.place, reason.message);
      finding.primary.message = "nothing in this document was checked";
      finding.offending_value = reason.message;
      for (const Remedy& remedy : kRemedies) {
        if (base::Contains(reason.message, remedy.fault)) finding.helps.emplace_back(remedy.help);
      }
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = rule::kParseErrorRule,
             .group = "hygiene",
             .summary = "A document that matters could not be read",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::hygiene::parse_error
