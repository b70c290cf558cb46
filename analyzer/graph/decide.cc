#include "analyzer/graph/decide.h"

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analyzer/base/arn.h"
#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/subject.h"
#include "analyzer/graph/audience.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/graph/webhook.h"
#include "analyzer/iam/grammar.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::Text;

constexpr size_t kNearby = 2;  // edits

std::optional<Text> IssuerOf(const Cluster& cluster) {
  if (cluster.issuer.empty()) return std::nullopt;
  return Text::Literal(cluster.issuer);
}

// The provider that a policy would have to name for a token of this issuer: that of the role's own
// account (docs/reference/iam.md §3.1), which is not known where the role's ARN cannot be read.
TrustedIssuer ProviderFor(const Text& issuer, const Claim& claim) {
  Text arn = Text::Literal("arn:");
  if (const auto role = base::ParseRoleArn(claim.role_arn->literal()); role.has_value()) {
    arn = arn.Append(fmt::format("{}:iam::{}", role->partition, role->account));
  } else {
    arn = arn.Append(Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                                   .expression = "account of " + claim.role_arn->Written(),
                                   .scope = {}}));
  }
  return {.provider_arn = arn.Append(":oidc-provider/").Append(issuer),
          .issuer = issuer,
          .place = {},
          .kubernetes = Truth::kYes,
          .providers = {}};
}

// An issuer for a policy that trusts none: one that it names where it does not count, else any.
Text UntrustedIssuer(const iam::PolicyDocument& policy) {
  std::vector<Text> named = NamedKubernetesIssuers(policy);
  if (!named.empty()) return std::move(named.front());
  return Text::OfHole(
      {.syntax = syntax::HoleSyntax::kMissing, .expression = "issuer", .scope = "cluster"});
}

// The issuers that the claim's pods may have.
std::vector<TrustedIssuer> Candidates(const Claim& claim, const TrustPolicy& policy,
                                      const std::optional<Text>& declared) {
  std::vector<TrustedIssuer> candidates;
  for (const TrustedIssuer& issuer : policy.issuers) {
    // GitHub's tokens are nobody's service account.
    if (issuer.kubernetes == Truth::kNo) continue;
    if (declared.has_value() && Equal(issuer.issuer, *declared) == Truth::kNo) continue;
    candidates.push_back(issuer);
  }
  if (!candidates.empty()) return candidates;
  const iam::PolicyDocument& document = policy.object->document;
  // Only shared issuers, and whose tokens the pods get is not known: rules about them are others.
  if (!declared.has_value() && !policy.issuers.empty()) return {};
  // The account may have its identity from an association that is not in the input.
  if (policy.issuers.empty() && TrustsPodIdentity(document)) return {};
  return {ProviderFor(declared.has_value() ? *declared : UntrustedIssuer(document), claim)};
}

}  // namespace

Truth AdmissionBy(const iam::PolicyDocument& policy, const iam::Decision& decision) {
  if (decision.outcome != iam::Outcome::kReject) return decision.admits;
  const bool certain = std::ranges::any_of(policy.problems, [](const iam::GrammarProblem& problem) {
    return problem.refused == Truth::kYes && !iam::IsAboutSharedProvider(problem);
  });
  return And(decision.admits, certain ? Truth::kNo : Truth::kMaybe);
}

Text TokenAudience(const Claim& claim, const TrustedIssuer& issuer,
                   const DeclaredWebhook* self_hosted) {
  if (claim.audience.HasValue()) return *claim.audience;
  if (claim.audience.IsAbsent() && self_hosted != nullptr) {
    return Text::Literal(self_hosted->token_audience);
  }
  const bool eks = issuer.issuer.IsLiteral() ? base::LooksLikeEksIssuer(issuer.issuer.literal())
                                             : base::Contains(issuer.issuer.Written(), "oidc.eks.");
  if (claim.audience.IsAbsent() && eks) return Text::Literal(kDefaultAudience);
  return Text::OfHole(
      {.syntax = syntax::HoleSyntax::kMissing, .expression = "audience", .scope = "cluster"});
}

iam::Request RequestOf(const Claim& claim, const TrustedIssuer& issuer,
                       const DeclaredWebhook* self_hosted) {
  return iam::WebIdentityRequest({.provider_arn = issuer.provider_arn,
                                  .issuer = issuer.issuer,
                                  .subject = claim.Subject(),
                                  .audience = TokenAudience(claim, issuer, self_hosted),
                                  .role_arn = *claim.role_arn});
}

TokenSource TokenSourceOf(const GraphData& data, UnitId unit) {
  const std::optional<ClusterId> cluster = data.units[unit.value].cluster;
  if (!cluster.has_value()) return {};
  return {.issuer = IssuerOf(data.clusters[cluster->value]),
          .self_hosted = SelfHostedWebhookOf(data, unit)};
}

TokenSource TokenSourceOf(const IdentityGraph& graph, UnitId unit) {
  const std::optional<ClusterId> cluster = graph[unit].cluster;
  if (!cluster.has_value()) return {};
  return {.issuer = IssuerOf(graph[*cluster]), .self_hosted = SelfHostedWebhookOf(graph, unit)};
}

std::vector<IssuerDecision> DecideByIssuer(const Claim& claim, const TrustPolicy& policy,
                                           const TokenSource& source) {
  const iam::PolicyDocument& document = policy.object->document;
  std::vector<IssuerDecision> decisions;
  for (TrustedIssuer& issuer : Candidates(claim, policy, source.issuer)) {
    iam::Request request = RequestOf(claim, issuer, source.self_hosted);
    iam::Decision decision = iam::Evaluate(document, request);
    Truth admits = AdmissionBy(document, decision);
    if (!issuer.issuer.IsLiteral()) admits = And(admits, Truth::kMaybe);
    decisions.push_back({.issuer = std::move(issuer),
                         .request = std::move(request),
                         .decision = std::move(decision),
                         .admits = admits});
  }
  return decisions;
}

Verdict Decide(const GraphData& data, const Claim& claim, PolicyId id) {
  Verdict verdict{.admits = Truth::kNo, .cause = std::nullopt};
  std::optional<iam::Denial> nearest;
  for (IssuerDecision& decided :
       DecideByIssuer(claim, data.trust_policies[id.value], TokenSourceOf(data, claim.unit))) {
    verdict.admits = Or(verdict.admits, decided.admits);
    const std::optional<iam::Denial> denial = iam::CauseOf(decided.decision);
    if (!denial.has_value()) continue;
    if (nearest.has_value() && !iam::IsNearer(*denial, *nearest)) continue;
    nearest = denial;
    verdict.cause = DenialCause{.element = denial->element, .issuer = std::move(decided.issuer)};
  }
  if (verdict.admits != Truth::kNo) verdict.cause.reset();
  return verdict;
}

bool ResemblesSubject(const Text& text, const Claim& claim) {
  const Text subject = claim.Subject();
  if (!text.IsLiteral() || !subject.IsLiteral()) return false;
  if (base::EditDistance(text.literal(), subject.literal(), kNearby) <= kNearby) return true;
  const auto parts = base::ParseSubject(text.literal());
  if (!parts.has_value()) return false;
  const std::string_view namespace_name = claim.namespace_name.literal();
  const std::string_view name = claim.account_name.literal();
  return parts->namespace_name == namespace_name || parts->name == name ||
         (parts->namespace_name == name && parts->name == namespace_name);
}

}  // namespace irsalint::graph
