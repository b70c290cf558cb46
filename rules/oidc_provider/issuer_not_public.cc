#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <string_view>

#include "analyzer/base/arn.h"
#include "analyzer/iam/oidc_provider.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/part.h"
#include "analyzer/rule/providers.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::oidc_provider::issuer_not_public {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A trust policy trusts an issuer, or an OIDC provider is made for one, that AWS can never reach: a name
that only the cluster knows (`kubernetes.default.svc`, the default of a cluster that somebody set up
on their own), a name or an address of a private network, or no HTTPS. STS fetches the issuer's keys
from the internet before it looks at anything else.

## Why it matters

Every call fails with an error about the identity provider, and no change of the policy helps: the
cluster's API server has to be given another issuer.

## When it stays silent

For every host that may be public, whether or not it answers; for issuers that are not known to be
Kubernetes's in trust policies; and for placeholders.

## Example

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/kubernetes.default.svc.cluster.local"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "kubernetes.default.svc.cluster.local:aud": "sts.amazonaws.com",
      "kubernetes.default.svc.cluster.local:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

Publish the cluster's discovery document and keys at a public HTTPS address, an S3 bucket for example,
set `--service-account-issuer` to it, and trust that issuer.

```json trust.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/s3.eu-central-1.amazonaws.com/oidc-blue"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "s3.eu-central-1.amazonaws.com/oidc-blue:aud": "sts.amazonaws.com",
      "s3.eu-central-1.amazonaws.com/oidc-blue:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9",
                                            "docs/reference/semantics.md §13.2"};

constexpr std::string_view kUnreachable =
    "STS: IDPCommunicationError, or InvalidIdentityToken, Couldn't retrieve verification key from "
    "your identity provider";

void Finish(rule::Finding& finding) {
  finding.notes.emplace_back(kUnreachable);
  finding.helps.emplace_back(
      "publish the cluster's keys at a public HTTPS address and make that its issuer");
}

void CheckPolicies(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const rule::FaultyProvider& provider :
       rule::FaultyProviders(context.graph, graph::ProviderFault::Kind::kNotPublic)) {
    const std::string_view arn = provider.arn();
    const std::string_view issuer =
        arn.substr(arn.size() - provider.issuer->issuer.literal().size());
    rule::Finding& finding = sink.Report(
        rule::PartOf(provider.issuer->place, arn, issuer),
        fmt::format("AWS cannot reach the trusted issuer \"{}\": it {}", issuer, provider.why));
    rule::DescribeProvider(context.graph, provider, finding);
    Finish(finding);
  }
}

// Whether a policy of the input trusts the provider: then it is reported there.
bool IsTrusted(const graph::IdentityGraph& graph, graph::ProviderId id) {
  return std::ranges::any_of(graph.trust_policies(), [id](const graph::TrustPolicy& policy) {
    return std::ranges::any_of(policy.issuers, [id](const graph::TrustedIssuer& issuer) {
      return std::ranges::find(issuer.providers, id) != issuer.providers.end();
    });
  });
}

void CheckProvider(const rule::RuleContext& context, graph::ProviderId id,
                   rule::FindingSink& sink) {
  const graph::OidcProvider& provider = context.graph[id];
  if (!provider.issuer.IsLiteral() || provider.issuer.IsEmpty()) return;
  const std::string_view issuer = provider.issuer.literal();
  const auto why = iam::WhyNotPublic(issuer);
  if (!why.has_value() || IsTrusted(context.graph, id)) return;
  const facts::KnownText& written = provider.object->issuer;
  rule::Finding& finding =
      sink.Report(written.HasValue() ? written.place() : provider.object->place,
                  fmt::format("AWS cannot reach the issuer \"{}\": it is {}", issuer, *why));
  finding.subject = {
      .kind = "OpenIDConnectProvider", .namespace_name = "", .name = std::string(issuer)};
  finding.offending_value = issuer;
  finding.overlay = context.graph[provider.unit].facts->unit;
  Finish(finding);
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  CheckPolicies(context, sink);
  for (uint32_t p = 0; p < context.graph.oidc_providers().size(); ++p) {
    CheckProvider(context, graph::ProviderId{p}, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "issuer-not-public",
             .group = "oidc_provider",
             .summary = "AWS cannot reach the issuer that is trusted",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::oidc_provider::issuer_not_public
