#include "analyzer/graph/sts_answer.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analyzer/base/arn.h"
#include "analyzer/graph/client_ids.h"
#include "analyzer/graph/provider_fault.h"
#include "analyzer/graph/role_reference.h"
#include "analyzer/graph/webhook.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using Step = StsCheck::Step;

// How the trust policy of the claim's role is asked for.
std::string QueryOf(const Claim& claim) {
  const auto role = base::ParseRoleArn(claim.role_arn->literal());
  return role.has_value() ? fmt::format("aws iam get-role --role-name {}", role->name)
                          : "aws iam get-role, for the role that is meant";
}

StsCheck CheckRoleArn(const IdentityGraph& graph, const Claim& claim) {
  StsCheck check = {.step = Step::kRoleArn, .place = claim.role_arn.place()};
  switch (FormOf(graph, claim)) {
    case RoleArnForm::kArn:
      check.passes = Truth::kYes;
      check.why = "it is the ARN of a role";
      return check;
    case RoleArnForm::kMalformed:
    case RoleArnForm::kBareName:
      check.passes = Truth::kNo;
      check.why = "it is no ARN of a role";
      check.error = "STS: ValidationError, Request ARN is invalid";
      return check;
    case RoleArnForm::kPlaceholder:
    case RoleArnForm::kUnknown:
      check.why = "it holds a placeholder";
      check.missing = "the manifest as it is applied";
      return check;
  }
  return check;
}

// STS looks for the provider in the account of the role alone.
StsCheck CheckProvider(const IdentityGraph& graph, const Claim& claim, PolicyId policy,
                       const TrustedIssuer& issuer) {
  StsCheck check = {.step = Step::kProvider, .place = issuer.place};
  if (const auto fault = FaultOfProvider(graph, policy, issuer, *claim.role_arn)) {
    check.passes = Truth::kNo;
    check.why = "the provider " + fault->why;
    check.error =
        fault->kind == ProviderFault::Kind::kNotPublic
            ? "STS: InvalidIdentityToken, Couldn't retrieve verification key from your identity "
              "provider"
            : fmt::format(
                  "STS: InvalidIdentityToken, No OpenIDConnect provider found in your "
                  "account for https://{}",
                  issuer.issuer.Written());
    return check;
  }
  if (!issuer.providers.empty()) {
    check.passes = Truth::kYes;
    check.why = fmt::format("the account has a provider for {}", issuer.issuer.Written());
    check.place = graph[issuer.providers.front()].object->place;
    return check;
  }
  check.why = "the OIDC provider is not in the input";
  check.missing = "aws iam list-open-id-connect-providers, and get-open-id-connect-provider";
  return check;
}

bool Accepts(const facts::OidcProvider& provider, const syntax::Text& audience) {
  return std::ranges::any_of(provider.client_ids, [&audience](const iam::Value& id) {
    return Equal(id.text, audience) == Truth::kYes;
  });
}

bool Lacks(const IdentityGraph& graph, ProviderId provider, const Claim& claim) {
  const std::vector<MissingClientId> missing = MissingClientIds(graph, provider);
  return std::ranges::any_of(missing, [&](const MissingClientId& id) {
    return std::ranges::any_of(id.claims, [&](ClaimId other) { return &graph[other] == &claim; });
  });
}

StsCheck CheckAudience(const IdentityGraph& graph, const Claim& claim,
                       const TrustedIssuer& issuer) {
  const syntax::Text audience =
      TokenAudience(claim, issuer, SelfHostedWebhookOf(graph, claim.unit));
  StsCheck check = {.step = Step::kAudience};
  check.why = "the client ids of the provider are not in the input";
  check.missing = "aws iam get-open-id-connect-provider";
  for (const ProviderId id : issuer.providers) {
    const facts::OidcProvider& provider = *graph[id].object;
    if (Accepts(provider, audience)) {
      check.passes = Truth::kYes;
      check.why = fmt::format("\"{}\" is a client id of the provider", audience.Written());
      check.missing.clear();
    } else if (Lacks(graph, id, claim)) {
      check.passes = Truth::kNo;
      check.why = fmt::format("\"{}\" is no client id of the provider", audience.Written());
      check.error = "STS: InvalidIdentityToken, Incorrect token audience";
      check.missing.clear();
    } else {
      continue;
    }
    check.place = provider.client_ids_place.IsValid() ? provider.client_ids_place : provider.place;
    break;
  }
  return check;
}

// Of the issuers that the tokens may have, the one that comes farthest.
std::optional<IssuerDecision> BestDecision(const IdentityGraph& graph, const Claim& claim,
                                           PolicyId policy) {
  std::optional<IssuerDecision> best;
  for (IssuerDecision& decision :
       DecideByIssuer(claim, graph[policy], TokenSourceOf(graph, claim.unit))) {
    if (!best.has_value() || decision.admits > best->admits) best = std::move(decision);
  }
  return best;
}

StsCheck CheckTrustPolicy(const IdentityGraph& graph, const TrustEdge& edge) {
  StsCheck check = {.step = Step::kTrustPolicy, .passes = edge.admits};
  check.place = graph[edge.policy].object->document.place;
  switch (edge.admits) {
    case Truth::kYes:
      check.why = "the trust policy admits the token";
      break;
    case Truth::kNo:
      check.why = "the trust policy denies the token";
      check.error = "STS: AccessDenied, Not authorized to perform sts:AssumeRoleWithWebIdentity";
      break;
    case Truth::kMaybe:
      check.why = "what the trust policy says depends on what is not known";
      check.missing = "the documents as they are applied, and the cluster's issuer";
      break;
  }
  return check;
}

StsCheck MissingTrustPolicy(const Claim& claim) {
  return {.step = Step::kTrustPolicy,
          .passes = Truth::kMaybe,
          .why = "the trust policy of the role is not in the input",
          .place = {},
          .error = {},
          .missing = QueryOf(claim)};
}

}  // namespace

const StsCheck* StsAnswer::FirstFailure() const {
  const auto failed = std::ranges::find(checks, Truth::kNo, &StsCheck::passes);
  return failed == checks.end() ? nullptr : &*failed;
}

StsAnswer AskSts(const IdentityGraph& graph, const Claim& claim, const TrustEdge* edge) {
  StsAnswer answer = {.edge = edge};
  answer.checks.push_back(CheckRoleArn(graph, claim));
  if (edge != nullptr) {
    answer.decision = BestDecision(graph, claim, edge->policy);
    if (answer.decision.has_value()) {
      const TrustedIssuer& issuer = answer.decision->issuer;
      answer.checks.push_back(CheckProvider(graph, claim, edge->policy, issuer));
      answer.checks.push_back(CheckAudience(graph, claim, issuer));
    }
    answer.checks.push_back(CheckTrustPolicy(graph, *edge));
  } else {
    answer.checks.push_back(MissingTrustPolicy(claim));
  }
  answer.accepts = Truth::kYes;
  for (const StsCheck& check : answer.checks) answer.accepts = And(answer.accepts, check.passes);
  return answer;
}

}  // namespace irsalint::graph
