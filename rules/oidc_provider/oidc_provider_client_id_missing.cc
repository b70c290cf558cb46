#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/graph/client_ids.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/difference.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::oidc_provider::oidc_provider_client_id_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

An IAM OIDC provider accepts tokens of certain audiences only, its client ids, and the audience that
the pods' tokens carry is not among them. The audience is that of the annotation
`eks.amazonaws.com/audience`, of the projected volume, of the declared webhook, or on EKS
`sts.amazonaws.com`. Without an account that comes in through the provider only a near miss of
`sts.amazonaws.com` on an EKS issuer is reported.

## Why it matters

STS answers `Incorrect token audience` before it looks at any role. The comparison is exact: case and
invisible characters count.

## When it stays silent

For providers whose client ids are not in the input (a listing names none) or hold a placeholder;
where another document of the same provider accepts the audience; where the audience is not known, or
the policy refuses it already (then aud-mismatch says so); and where the account's pods may get
their tokens from another issuer.

## Example

```json provider.json
{
  "Url": "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F",
  "ClientIDList": ["sts.amazon.com"],
  "ThumbprintList": ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}
```

## How to fix

Add the audience: `aws iam add-client-id-to-open-id-connect-provider`.

```json provider.json
{
  "Url": "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F",
  "ClientIDList": ["sts.amazonaws.com"],
  "ThumbprintList": ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
}
```
)";

constexpr std::string_view kTags[] = {"correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9",
                                            "docs/reference/semantics.md §9.1",
                                            "docs/reference/iam.md §3.1"};

constexpr size_t kMaxClaims = 5;

std::string Accepted(const graph::OidcProvider& provider) {
  std::vector<std::string> ids;
  for (const iam::Value& id : provider.object->client_ids) ids.push_back(id.text.Written());
  return ids.empty() ? std::string("no audience at all") : "only " + base::JoinQuoted(ids, 3);
}

void AddClaims(const graph::IdentityGraph& graph, const std::vector<graph::ClaimId>& claims,
               rule::Finding& finding) {
  for (size_t i = 0; i < claims.size(); ++i) {
    if (i == kMaxClaims) {
      finding.notes.push_back(
          fmt::format("{} more accounts have such tokens", claims.size() - kMaxClaims));
      return;
    }
    const graph::Claim& claim = graph[claims[i]];
    const bool said = claim.audience.HasValue();
    finding.related.push_back(
        {.place = said ? claim.audience.place() : claim.role_arn.place(),
         .message = fmt::format("the tokens of {}/{} carry it", rule::Show(claim.namespace_name),
                                rule::Show(claim.account_name))});
  }
}

// The audience beside those that are accepted. Where it is nearly one of them the typing error may
// be the tokens'.
void AddFix(const graph::OidcProvider& provider, const graph::MissingClientId& missing,
            rule::Finding& finding) {
  const syntax::Place& list = provider.object->client_ids_place;
  if (!list.IsValid()) return;
  const bool is_safe = missing.audience == graph::kDefaultAudience || !missing.is_near;
  finding.fixes.push_back(
      {.title = fmt::format("add \"{}\" to the client ids", missing.audience),
       .applicability = is_safe ? rule::Applicability::kSafe : rule::Applicability::kUnsafe,
       .side = rule::FixSide::kPolicy,
       .edits = {
           syntax::InsertItem{.list = list, .value = syntax::NewValue::String(missing.audience)}}});
}

void Check(const rule::RuleContext& context, graph::ProviderId id, rule::FindingSink& sink) {
  const graph::OidcProvider& provider = context.graph[id];
  const std::string issuer = rule::Show(provider.issuer);
  const std::vector<graph::MissingClientId> all = graph::MissingClientIds(context.graph, id);
  for (const graph::MissingClientId& missing : all) {
    const syntax::Place place = missing.nearest != nullptr ? missing.nearest->place
                                : provider.object->issuer.HasValue()
                                    ? provider.object->issuer.place()
                                    : provider.object->place;
    rule::Finding& finding =
        sink.Report(place, fmt::format("the OIDC provider accepts {}, but the tokens carry \"{}\"",
                                       Accepted(provider), missing.audience));
    finding.subject = {.kind = "OpenIDConnectProvider", .namespace_name = "", .name = issuer};
    finding.offending_value =
        missing.nearest != nullptr ? missing.nearest->text.Written() : std::string();
    finding.overlay = context.graph[provider.unit].facts->unit;
    if (missing.inferred) finding.confidence = rule::Confidence::kMedium;
    if (missing.nearest != nullptr) {
      rule::PointAtDifference(place, finding.offending_value, missing.audience, finding);
    }
    AddClaims(context.graph, missing.claims, finding);
    finding.notes.emplace_back("STS: InvalidIdentityToken, Incorrect token audience");
    finding.helps.push_back(fmt::format("add \"{}\" to the client ids", missing.audience));
    if (all.size() == 1) AddFix(provider, missing, finding);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "oidc-provider-client-id-missing",
             .group = "oidc_provider",
             .summary = "The OIDC provider does not accept the audience of the tokens",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckOidcProvider{Check},
};

}  // namespace irsalint::rules::oidc_provider::oidc_provider_client_id_missing
