#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/iam/oidc_provider.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/part.h"
#include "analyzer/rule/rule.h"
#include "analyzer/syntax/placeholder.h"

namespace irsalint::rules::oidc_provider::oidc_provider_thumbprint_suspicious {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A thumbprint of an OIDC provider is no SHA-1 digest of a certificate: it has not 40 hexadecimal
digits, is a placeholder, or was filled in with anything.

## Why it matters

IAM refuses one of the wrong length. For issuers whose certificate comes from a well-known authority,
EKS among them, IAM ignores the thumbprint today, so a wrong one shows only when the issuer moves to a
certificate that is not.

## When it stays silent

For values that another tool fills in (`${…}`), and for lists without a thumbprint: IAM then fetches
it.

## Example

```yaml provider.yaml
apiVersion: iam.services.k8s.aws/v1alpha1
kind: OpenIDConnectProvider
metadata:
  name: blue
spec:
  url: https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
  clientIDs: [sts.amazonaws.com]
  thumbprints: ["ffffffffffffffffffffffffffffffffffffffff"]
```

## How to fix

Leave the list out.

```yaml provider.yaml
apiVersion: iam.services.k8s.aws/v1alpha1
kind: OpenIDConnectProvider
metadata:
  name: blue
spec:
  url: https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
  clientIDs: [sts.amazonaws.com]
```
)";

constexpr std::string_view kTags[] = {"hygiene"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9.1"};

std::optional<iam::TextFault> FaultOf(const syntax::Text& thumbprint) {
  if (syntax::IsFilledInByHand(thumbprint)) {
    return iam::TextFault{
        .what = "is a placeholder", .begin = 0, .end = thumbprint.Written().size()};
  }
  if (!thumbprint.IsLiteral()) return std::nullopt;
  return iam::FaultOfThumbprint(thumbprint.literal());
}

void Check(const rule::RuleContext& context, graph::ProviderId id, rule::FindingSink& sink) {
  const graph::OidcProvider& provider = context.graph[id];
  for (const iam::Value& thumbprint : provider.object->thumbprints) {
    const auto fault = FaultOf(thumbprint.text);
    if (!fault.has_value()) continue;
    rule::Finding& finding = sink.Report(
        rule::PartOf(thumbprint.place, fault->begin, fault->end),
        fmt::format("the thumbprint \"{}\" {}", thumbprint.text.Written(), fault->what));
    finding.subject = {
        .kind = "OpenIDConnectProvider", .namespace_name = "", .name = rule::Show(provider.issuer)};
    finding.offending_value = thumbprint.text.Written();
    finding.overlay = context.graph[provider.unit].facts->unit;
    finding.helps.emplace_back("leave the list out: IAM fetches the thumbprint itself");
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "oidc-provider-thumbprint-suspicious",
             .group = "oidc_provider",
             .summary = "A thumbprint of an OIDC provider is no digest of a certificate",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kPedantic,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckOidcProvider{Check},
};

}  // namespace irsalint::rules::oidc_provider::oidc_provider_thumbprint_suspicious
