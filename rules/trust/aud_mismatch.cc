#include <fmt/format.h>

#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "analyzer/graph/decide.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/iam/demands_value.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/difference.h"
#include "analyzer/rule/rule.h"
#include "analyzer/rule/wanted_values.h"

namespace irsalint::rules::trust::aud_mismatch {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

The audience of the token that a ServiceAccount's pods present is not among those that the role's
trust policy demands. The audience is that of the annotation `eks.amazonaws.com/audience`, else that
of the projected volume which `AWS_WEB_IDENTITY_TOKEN_FILE` points into, else `sts.amazonaws.com` for
EKS issuers. Without a linked account only near misses of `sts.amazonaws.com` are reported.

## Why it matters

STS refuses the token, whatever its subject is.

## When it stays silent

Where the audience is not known: issuers that are not EKS's without an annotation, and projected
tokens without an audience. Where any other trust policy of the role admits the account.

## Example

```yaml account.yaml
apiVersion: v1
kind: ServiceAccount
metadata:
  name: uploader
  namespace: media
  annotations:
    eks.amazonaws.com/role-arn: arn:aws:iam::493827165038:role/uploader
```

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.eu-central-1.amazonaws.com",
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```

## How to fix

Demand the audience that the tokens carry. On EKS that is `sts.amazonaws.com` in every partition,
also in China.

```json role.json
{
  "Role": {
    "RoleName": "uploader",
    "Arn": "arn:aws:iam::493827165038:role/uploader",
    "AssumeRolePolicyDocument": {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:aud": "sts.amazonaws.com",
          "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
        }}
      }]
    }
  }
}
```
)";

constexpr std::string_view kTags[] = {"security", "correctness"};
constexpr std::string_view kReferences[] = {"docs/reference/semantics.md §9.2",
                                            "docs/reference/semantics.md §13.2"};

std::string TokenAudience(const rule::RuleContext& context, const graph::Claim& claim,
                          const graph::TrustEdge& edge) {
  return rule::Show(graph::TokenAudience(claim, edge.cause->issuer,
                                         graph::SelfHostedWebhookOf(context.graph, claim.unit)));
}

// The manifest can say another audience where it says one.
std::optional<rule::Fix> FixOfManifest(const graph::Claim& claim, std::string_view demanded) {
  const bool plain = !demanded.empty() && demanded.find_first_of("*?$") == demanded.npos;
  if (!plain || !claim.audience.HasValue() || !claim.audience->IsLiteral()) return std::nullopt;
  return rule::Fix{.title = fmt::format("issue the token for \"{}\"", demanded),
                   .applicability = rule::Applicability::kUnsafe,
                   .side = rule::FixSide::kManifest,
                   .edits = {syntax::SetValue{.place = claim.audience.place(),
                                              .value = syntax::NewValue::String(demanded)}}};
}

void AddFixes(const rule::RuleContext& context, const graph::Claim& claim,
              const rule::BrokenClaim& broken, rule::Finding& finding) {
  const auto wanted = rule::WantedBy(context, broken);
  if (!wanted.has_value()) return;
  if (auto fix = rule::FixWith(*wanted)) finding.fixes.push_back(std::move(*fix));
  if (wanted->texts.size() > 1) return;
  auto fix = FixOfManifest(claim, wanted->NearestText());
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void CheckClaim(const rule::RuleContext& context, const graph::Claim& claim,
                rule::FindingSink& sink) {
  const auto broken = rule::BrokenFor(context, claim);
  if (!broken.has_value() || broken->condition() == nullptr) return;
  const iam::Condition& condition = *broken->condition();
  const std::optional<size_t> nearest = broken->clause()->nearest;
  const std::string audience = TokenAudience(context, claim, *broken->edge);
  const bool demands = nearest.has_value() && iam::DemandsValue(condition);
  const std::string demanded =
      nearest.has_value() ? condition.values[*nearest].text.Written() : std::string();
  rule::Finding& finding = sink.Report(
      demands ? condition.values[*nearest].place : rule::ExcludingPlace(condition),
      demands
          ? fmt::format("the trust policy demands audience \"{}\", but the token carries \"{}\"",
                        demanded, audience)
          : fmt::format("the trust policy excludes the token's audience \"{}\"", audience));
  if (!demands) finding.primary.message = broken->clause()->reason;
  if (demands) rule::PointAtDifference(finding.primary.place, demanded, audience, finding);
  finding.offending_value = demanded;
  if (claim.audience.HasValue()) {
    finding.related.push_back(
        {.place = claim.audience.place(),
         .message = fmt::format("the token is issued for \"{}\" here", audience)});
  }
  rule::DescribeChain(context, claim, *broken, finding);
  finding.helps.push_back(fmt::format("the value must be \"{}\"", audience));
  AddFixes(context, claim, *broken, finding);
}

// A near miss of the default audience that no account of the input explains.
void CheckPolicy(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  for (const graph::AudienceTypo& typo : context.graph.AudienceTypos(id)) {
    rule::Finding& finding =
        sink.Report(typo.value->place,
                    fmt::format("the trust policy demands audience \"{}\", which is nearly \"{}\"",
                                typo.value->text.Written(), graph::kDefaultAudience));
    finding.subject = {.kind = "TrustPolicy", .namespace_name = "", .name = ""};
    finding.offending_value = typo.value->text.Written();
    finding.confidence = rule::Confidence::kMedium;
    finding.notes.push_back(fmt::format(
        "EKS issues tokens for \"{}\" in every partition unless the account says otherwise",
        graph::kDefaultAudience));
    finding.notes.emplace_back(rule::kAccessDenied);
    finding.helps.push_back(fmt::format("the value must be \"{}\"", graph::kDefaultAudience));
    finding.fixes.push_back(
        {.title = fmt::format("write \"{}\"", graph::kDefaultAudience),
         .applicability = rule::Applicability::kUnsafe,
         .side = rule::FixSide::kPolicy,
         .edits = {syntax::SetValue{.place = typo.value->place,
                                    .value = syntax::NewValue::String(graph::kDefaultAudience)}}});
  }
}

void Check(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Claim& claim : context.graph.claims()) CheckClaim(context, claim, sink);
  for (uint32_t p = 0; p < context.graph.trust_policies().size(); ++p) {
    CheckPolicy(context, graph::PolicyId{p}, sink);
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "aud-mismatch",
             .group = "trust",
             .summary = "The trust policy demands another audience than the token carries",
             .severity = rule::Severity::kError,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckGraph{Check},
};

}  // namespace irsalint::rules::trust::aud_mismatch
