#include <fmt/format.h>

#include <string>
#include <string_view>

#include "analyzer/graph/token_expirations.h"
#include "analyzer/rule/annotation_edits.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/field_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::token::token_expiration_out_of_range {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

Somebody asks for a token that lives for so many seconds, and no token does:

- the annotation `token-expiration` with less than 600: the webhook makes it 600;
- the same with more than 86400, a day: EKS grants no more and shortens it;
- `expirationSeconds` of a projected token with less than 600, or any of the two with more than 2^32:
  the API server refuses the pod, an error.

## Why it matters

Whoever counts on the token's life is mistaken; and pods that are refused never start, which shows
only in the events of their ReplicaSet.

## When it stays silent

For annotations of accounts and pods without an identity: the webhook does not read them. For values
that are no whole number: those are ignored, which is the rule `annotation-value-ignored`. For more
than a day, where the configuration declares a webhook that is not EKS's own: the limit is then a
flag of the API server.

## Example

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
    eks.amazonaws.com/token-expiration: "300"
```

## How to fix

Write what the token gets anyway, or a lifetime between 600 and 86400 seconds.

```yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
    eks.amazonaws.com/token-expiration: "600"
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §3.3",
                                            "docs/reference/semantics.md §5"};

using graph::TokenExpirationFault;
using Kind = TokenExpirationFault::Kind;

std::string MessageOf(const TokenExpirationFault& fault) {
  switch (fault.kind) {
    case Kind::kRaised:
      return fmt::format("the webhook makes the token live {} seconds: \"{}\" is below its least",
                         fault.granted, fault.asked);
    case Kind::kShortened:
      return fmt::format("EKS makes the token live {} seconds: \"{}\" is above its most",
                         fault.granted, fault.asked);
    case Kind::kRefused:
      return fmt::format("the API server refuses pods with a token that lives {} seconds",
                         fault.asked);
  }
  return "";
}

syntax::Edit EditOf(const TokenExpirationFault& fault) {
  const std::string seconds = std::to_string(fault.granted);
  if (fault.annotation != nullptr) return rule::SetAnnotation(*fault.annotation, seconds);
  return syntax::SetValue{
      .place = fault.place,
      .value = {.kind = syntax::NodeKind::kNumber, .text = seconds, .items = {}, .pairs = {}}};
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const TokenExpirationFault& fault : graph::TokenExpirationFaults(context.graph)) {
    rule::Finding& finding = sink.Report(fault.place, MessageOf(fault));
    finding.subject = {.kind = fault.object->kind,
                       .namespace_name = fault.object->namespace_name->Written(),
                       .name = rule::Show(*fault.object->name)};
    finding.overlay = context.graph[fault.unit].facts->unit;
    finding.offending_value = fault.asked;
    if (fault.kind == Kind::kRefused) {
      finding.severity = rule::Severity::kError;
      finding.notes.push_back(fault.refusal);
    }
    if (fault.inferred) {
      finding.confidence = rule::Confidence::kMedium;
      finding.notes.emplace_back("assuming the cluster is one of EKS");
    }
    finding.helps.push_back(fmt::format("write {}", fault.granted));
    if (!rule::IsWrittenAt(fault.place)) continue;
    finding.fixes.push_back({.title = fmt::format("write {}", fault.granted),
                             .applicability = rule::Applicability::kSafe,
                             .side = rule::FixSide::kManifest,
                             .edits = {EditOf(fault)}});
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "token-expiration-out-of-range",
             .group = "token",
             .summary = "A token is to live longer or shorter than any token can",
             .severity = rule::Severity::kWarning,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::token::token_expiration_out_of_range
