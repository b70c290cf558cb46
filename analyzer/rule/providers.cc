#include "analyzer/rule/providers.h"

#include <fmt/format.h>

#include <utility>

#include "analyzer/rule/chain.h"

namespace irsalint::rule {
namespace {

constexpr size_t kMaxClaims = 5;

}  // namespace

std::vector<FaultyProvider> FaultyProviders(const graph::IdentityGraph& graph,
                                            graph::ProviderFault::Kind kind) {
  std::vector<FaultyProvider> faulty;
  for (uint32_t p = 0; p < graph.trust_policies().size(); ++p) {
    const graph::PolicyId policy{p};
    const syntax::Text role_arn = graph::RoleArnOf(graph, policy);
    for (const graph::TrustedIssuer& issuer : graph[policy].issuers) {
      auto fault = graph::FaultOfProvider(graph, policy, issuer, role_arn);
      if (!fault.has_value() || fault->kind != kind) continue;
      faulty.push_back({.policy = policy, .issuer = &issuer, .why = std::move(fault->why)});
    }
  }
  return faulty;
}

void DescribeProvider(const graph::IdentityGraph& graph, const FaultyProvider& provider,
                      Finding& finding) {
  const syntax::Text role_arn = graph::RoleArnOf(graph, provider.policy);
  finding.subject = {.kind = role_arn.IsEmpty() ? "TrustPolicy" : "Role",
                     .namespace_name = "",
                     .name = role_arn.IsEmpty() ? std::string(provider.arn()) : Show(role_arn)};
  finding.offending_value = provider.arn();
  finding.overlay = graph[graph[provider.policy].unit].facts->unit;
  if (!role_arn.IsEmpty()) {
    const graph::Role& role = graph[*graph[provider.policy].role];
    finding.related.push_back(
        {.place = role.objects.front()->arn.place(), .message = "the role that trusts it"});
  }
  AddLinkedClaims(graph, provider.policy, finding);
}

void AddLinkedClaims(const graph::IdentityGraph& graph, graph::PolicyId policy, Finding& finding) {
  const std::vector<graph::ClaimId>& claims = graph[policy].claims;
  for (size_t i = 0; i < claims.size(); ++i) {
    if (i == kMaxClaims) {
      finding.notes.push_back(
          fmt::format("{} more accounts claim the role", claims.size() - kMaxClaims));
      return;
    }
    const graph::Claim& claim = graph[claims[i]];
    finding.related.push_back(
        {.place = claim.role_arn.place(),
         .message = fmt::format("{}/{} claims the role", Show(claim.namespace_name),
                                Show(claim.account_name))});
  }
}

}  // namespace irsalint::rule
