#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/decide.h"
#include "analyzer/graph/vacuous_conditions.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/iam/audience_bound.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/exposure.h"
#include "analyzer/rule/offending.h"
#include "analyzer/rule/policy_edits.h"
#include "analyzer/rule/rule.h"

namespace irsalint::rules::trust::aud_missing {
namespace {

constexpr std::string_view kDoc = R"(## What it proves

A statement admits service accounts, and neither a condition of it nor a Deny statement restricts the
audience of their tokens. It is a note, because STS itself refuses audiences that are not among the client
ids of the IAM OIDC provider; a warning, where the provider is in the input and accepts several.

## Why it matters

A token is issued for one audience, so that whoever receives it cannot use it elsewhere. A pod that shows a
token to another service, say to a vault, gives that service the role as well, as soon as somebody adds its
audience to the provider.

## When it stays silent

For issuers of which it is not known that their tokens are those of service accounts, for statements that
admit nobody, and where a placeholder may bind the audience. Where the subject is open as well, sub-missing
says both. Where the audience is demanded by an `IfExists`
condition on a key that no token carries, vacuous-condition says so.

## Example

```json trust-policy.json
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub": "system:serviceaccount:media:uploader"
    }}
  }]
}
```

## How to fix

Demand the audience of the webhook's tokens: `sts.amazonaws.com` on EKS, in every partition.

```json trust-policy.json
{
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
```
)";

constexpr std::string_view kTags[] = {"hygiene", "security"};
constexpr std::string_view kReferences[] = {"docs/reference/iam.md §3.1",
                                            "docs/reference/iam.md §6"};

// The audiences that the provider of an issuer accepts, as far as the input tells: each once.
std::vector<const iam::Value*> ClientIdsOf(const graph::IdentityGraph& graph,
                                           const graph::TrustedIssuer& issuer) {
  std::vector<const iam::Value*> ids;
  for (const graph::ProviderId provider : issuer.providers) {
    for (const iam::Value& id : graph[provider].object->client_ids) {
      const bool known =
          std::ranges::any_of(ids, [&](const iam::Value* other) { return other->text == id.text; });
      if (id.text.IsLiteral() && !known) ids.push_back(&id);
    }
  }
  return ids;
}

// The audience to demand; "" if it is not known.
std::string AudienceToDemand(const graph::IdentityGraph& graph, graph::PolicyId policy,
                             const graph::TrustedIssuer& issuer,
                             const std::vector<const iam::Value*>& client_ids) {
  for (const graph::ClaimId claim : graph.ClaimsAdmittedBy(policy)) {
    if (graph[claim].audience.HasValue()) return rule::Show(*graph[claim].audience);
  }
  if (base::ParseEksIssuer(issuer.issuer.literal()).has_value()) {
    return std::string(graph::kDefaultAudience);
  }
  return client_ids.size() == 1 ? client_ids.front()->text.Written() : std::string();
}

// Whether sub-missing reports the statement.
bool AdmitsEverySubject(const graph::Exposure& exposure, size_t statement) {
  return std::ranges::any_of(exposure.wide, [&](const iam::Grant& grant) {
    return grant.form == iam::GrantForm::kNoSubject && grant.statement == statement;
  });
}

// What the statement is to demand, and whether that is beyond doubt.
struct Demand {
  std::vector<std::string> audiences;
  bool certain = false;
};

// The audiences of all accounts that come in, each once. Nothing where one is not known.
std::optional<std::vector<std::string>> AudiencesOfClaims(const graph::IdentityGraph& graph,
                                                          graph::PolicyId policy,
                                                          const graph::TrustedIssuer& issuer) {
  std::vector<std::string> audiences;
  for (const graph::ClaimId id : graph.ClaimsAdmittedBy(policy)) {
    const graph::Claim& claim = graph[id];
    const syntax::Text audience =
        graph::TokenAudience(claim, issuer, graph::SelfHostedWebhookOf(graph, claim.unit));
    if (!audience.IsLiteral()) return std::nullopt;
    const bool known = std::ranges::find(audiences, audience.literal()) != audiences.end();
    if (!known) audiences.emplace_back(audience.literal());
  }
  return audiences;
}

// Who knows no account takes that all are set up as EKS does it, unless the provider says more.
std::optional<Demand> DemandFor(const graph::IdentityGraph& graph, graph::PolicyId policy,
                                const graph::TrustedIssuer& issuer,
                                const std::vector<const iam::Value*>& client_ids) {
  const auto of_claims = AudiencesOfClaims(graph, policy, issuer);
  if (of_claims.has_value() && !of_claims->empty()) {
    return Demand{.audiences = *of_claims, .certain = true};
  }
  if (client_ids.size() == 1) {
    const std::string only = client_ids.front()->text.Written();
    return Demand{.audiences = {only}, .certain = only == graph::kDefaultAudience};
  }
  const bool eks = base::ParseEksIssuer(issuer.issuer.literal()).has_value();
  if (!eks || !of_claims.has_value() || !client_ids.empty()) return std::nullopt;
  return Demand{.audiences = {std::string(graph::kDefaultAudience)}, .certain = true};
}

// Whether all that a condition asks for is any audience at all.
bool TakesAny(const iam::Condition& condition) {
  return condition.op->base == iam::BaseOperator::kStringLike && condition.values.size() == 1 &&
         condition.values.front().text.literal() == "*";
}

// Who lets every audience pass by a condition may mean it.
std::optional<rule::Fix> FixFor(const rule::RuleContext& context, graph::PolicyId id,
                                const graph::TrustedIssuer& issuer,
                                const iam::UnboundAudience& unbound,
                                const std::vector<const iam::Value*>& client_ids) {
  const iam::Statement& statement =
      context.graph[id].object->document.statements[unbound.statement];
  const auto demand = DemandFor(context.graph, id, issuer, client_ids);
  if (!demand.has_value() || !issuer.issuer.IsLiteral() || !rule::TrustsOneProvider(statement)) {
    return std::nullopt;
  }
  const bool safe = demand->certain && !unbound.condition.has_value();
  const bool replace =
      unbound.condition.has_value() && TakesAny(statement.conditions[*unbound.condition]);
  const std::string key = fmt::format("{}:aud", issuer.issuer.literal());
  return rule::PolicyFix(
      fmt::format("demand the audience {}", base::JoinQuoted(demand->audiences)),
      safe ? rule::Applicability::kSafe : rule::Applicability::kUnsafe,
      replace ? rule::ReplaceValue(statement.conditions[*unbound.condition], 0, demand->audiences)
              : rule::AddCondition(statement, iam::BaseOperator::kStringEquals, key,
                                   demand->audiences));
}

void Report(const rule::RuleContext& context, graph::PolicyId id,
            const graph::TrustedIssuer& issuer, const iam::UnboundAudience& unbound,
            rule::FindingSink& sink) {
  const iam::Statement& statement =
      context.graph[id].object->document.statements[unbound.statement];
  const auto client_ids = ClientIdsOf(context.graph, issuer);
  std::vector<std::string> accepted;
  for (const iam::Value* client_id : client_ids) accepted.push_back(client_id->text.Written());
  const std::string key = rule::Show(issuer.issuer) + ":aud";
  rule::Finding& finding = sink.Report(
      unbound.condition.has_value() ? statement.conditions[*unbound.condition].place
                                    : rule::PlaceOfMissingCondition(statement, issuer),
      fmt::format("tokens for {} are accepted: {} \"{}\"{}",
                  accepted.size() > 1 ? base::JoinQuoted(accepted) : "any audience of the provider",
                  unbound.condition.has_value() ? "the condition on" : "no condition on", key,
                  unbound.condition.has_value() ? " lets them pass" : ""));
  finding.subject = {
      .kind = "TrustPolicy", .namespace_name = "", .name = rule::Show(issuer.issuer)};
  if (unbound.condition.has_value()) {
    finding.offending_value = rule::Offending(statement.conditions[*unbound.condition]);
  }
  rule::AddIssuer(issuer, finding);
  if (accepted.size() > 1) {
    finding.severity = rule::Severity::kWarning;
    for (const iam::Value* client_id : client_ids) {
      finding.related.push_back(
          {.place = client_id->place, .message = "the provider accepts this audience"});
    }
  } else {
    finding.notes.push_back(fmt::format(
        "the client ids of the IAM OIDC provider are the only bound{}",
        accepted.empty() ? "" : fmt::format(": it accepts \"{}\" alone", accepted.front())));
  }
  const std::string audience = AudienceToDemand(context.graph, id, issuer, client_ids);
  finding.helps.push_back(
      audience.empty() ? fmt::format("add \"{}\" with the audience of the pods' tokens "
                                     "under StringEquals",
                                     key)
                       : fmt::format("add \"{}\": \"{}\" under StringEquals", key, audience));
  auto fix = FixFor(context, id, issuer, unbound, client_ids);
  if (fix.has_value()) finding.fixes.push_back(std::move(*fix));
}

void Check(const rule::RuleContext& context, graph::PolicyId id, rule::FindingSink& sink) {
  const graph::TrustPolicy& policy = context.graph[id];
  const iam::PolicyDocument& document = policy.object->document;
  for (const graph::Exposure& exposure : policy.exposures) {
    const graph::TrustedIssuer& issuer = policy.issuers[exposure.issuer];
    for (const iam::UnboundAudience& unbound :
         iam::UnboundAudiencesOf(document, exposure.subjects, issuer.provider_arn, issuer.issuer)) {
      const bool of_another_rule = AdmitsEverySubject(exposure, unbound.statement) ||
                                   graph::DemandsInVain(document, unbound.statement,
                                                        graph::VacuousCondition::Claim::kAudience);
      if (of_another_rule) continue;
      Report(context, id, issuer, unbound, sink);
    }
  }
}

}  // namespace

extern constinit const rule::Rule kRule = {
    .meta = {.id = "aud-missing",
             .group = "trust",
             .summary = "Tokens for any audience of the provider are accepted",
             .severity = rule::Severity::kNote,
             .confidence = rule::Confidence::kHigh,
             .persona = rule::Persona::kRegular,
             .tags = kTags,
             .references = kReferences,
             .doc = kDoc},
    .check = rule::CheckTrustPolicy{Check},
};

}  // namespace irsalint::rules::trust::aud_missing
