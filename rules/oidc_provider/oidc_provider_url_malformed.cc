#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/iam/oidc_provider.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/part.h"
#include "analyzer/rule/rule.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::rules::oidc_provider::oidc_provider_url_malformed {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A document that creates an IAM OIDC provider gives a URL that IAM refuses, or that no token can ever
match: without `https://`, with a port or a query, with upper-case letters in the host, with a slash
at the end of an EKS issuer, or longer than 255 characters. Read are the OpenIDConnectProvider
resources of Crossplane and of ACK, and the JSON input of `aws iam create-open-id-connect-provider`.

## Why it matters

Either the provider is never made, or it is made for an issuer that nobody is: every role that trusts
it refuses every pod.

## When it stays silent

For answers of AWS, which show URLs without a scheme and hold what IAM has accepted; for values with
placeholders, and ids of documentation.

## Example

```yaml provider.yaml
apiVersion: iam.services.k8s.aws/v1alpha1
kind: OpenIDConnectProvider
metadata:
  name: blue
spec:
  url: oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
  clientIDs: [sts.amazonaws.com]
```

## How to fix

Write the cluster's issuer as `aws eks describe-cluster` shows it.

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

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9.1"};

void Check(const rule::RuleContext& context, graph::ProviderId id, rule::FindingSink& sink) {
  const graph::OidcProvider& provider = context.graph[id];
  const facts::KnownText& url = provider.object->url;
  if (!url.HasValue() || !url->IsLiteral() || url->IsEmpty()) return;
  const std::string_view text = url->literal();
  const auto fault = iam::FaultOfProviderUrl(text);
  if (!fault.has_value() || syntax::HoldsDummy(text)) return;
  rule::Finding& finding =
      sink.Report(rule::PartOf(url.place(), fault->begin, fault->end),
                  fmt::format("the URL of the OIDC provider, \"{}\", {}", text, fault->what));
  finding.subject = {
      .kind = "OpenIDConnectProvider", .namespace_name = "", .name = rule::Show(provider.issuer)};
  finding.offending_value = text;
  finding.overlay = context.graph[provider.unit].facts->unit;
  finding.notes.emplace_back(
      "IAM: ValidationError or InvalidInput when it is created, or STS: InvalidIdentityToken for "
      "every token");
  finding.helps.emplace_back(
      "write the issuer exactly as the tokens carry it: https://, host in lower case, path");
  const std::optional<std::string> repaired = iam::RepairedProviderUrl(text);
  if (!repaired.has_value()) return;
  finding.fixes.push_back(
      {.title = fmt::format("write \"{}\"", *repaired),
       .applicability = rule::Applicability::kSafe,
       .side = rule::FixSide::kPolicy,
       .edits = {
           syntax::SetValue{.place = url.place(), .value = syntax::NewValue::String(*repaired)}}});
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "oidc-provider-url-malformed",
             .group = "oidc_provider",
             .summary = "The URL of an OIDC provider is refused by IAM or matched by no token",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckOidcProvider{Check},
};

}  // namespace irsalint::rules::oidc_provider::oidc_provider_url_malformed
