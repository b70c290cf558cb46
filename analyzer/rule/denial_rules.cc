#include "analyzer/rule/denial_rules.h"

#include <optional>

#include "analyzer/graph/other_region.h"
#include "analyzer/graph/provider_fault.h"

namespace irsalint::rule {
namespace {

std::string_view RuleFor(graph::ProviderFault::Kind kind) {
  switch (kind) {
    case graph::ProviderFault::Kind::kOtherAccount:
      return "role-provider-account-mismatch";
    case graph::ProviderFault::Kind::kOtherPartition:
      return "role-partition-mismatch";
    case graph::ProviderFault::Kind::kNotPublic:
      return "issuer-not-public";
    case graph::ProviderFault::Kind::kNotInAccount:
      return "oidc-provider-not-found";
  }
  return "";
}

// The fault of the first provider, if all that the policy trusts have one.
std::optional<graph::ProviderFault> FaultOfAllProviders(const graph::IdentityGraph& graph,
                                                        const graph::Claim& claim,
                                                        graph::PolicyId policy) {
  std::optional<graph::ProviderFault> first;
  for (const graph::TrustedIssuer& issuer : graph[policy].issuers) {
    if (issuer.kubernetes == base::Truth::kNo) continue;
    auto fault = graph::FaultOfProvider(graph, policy, issuer, *claim.role_arn);
    if (!fault.has_value()) return std::nullopt;
    if (!first.has_value()) first = std::move(fault);
  }
  return first;
}

}  // namespace

std::string_view RuleFor(const graph::IdentityGraph& graph, const graph::Claim& claim,
                         const graph::TrustEdge& edge) {
  const iam::DenialElement element = edge.cause->element;
  const bool principal = element == iam::DenialElement::kPrincipal;
  if ((principal || element == iam::DenialElement::kAction) &&
      graph::TrustsOnlyServicesAndAccounts(graph[edge.policy].object->document)) {
    return "federated-principal-missing";
  }
  if (const auto fault = graph::FaultBehind(graph, claim, edge)) return RuleFor(fault->kind);
  if (!principal) return RuleFor(element);
  if (const auto fault = FaultOfAllProviders(graph, claim, edge.policy)) {
    return RuleFor(fault->kind);
  }
  if (graph::TrustsOtherRegion(graph, claim).has_value()) return "issuer-region-mismatch";
  return RuleFor(element);
}

}  // namespace irsalint::rule
