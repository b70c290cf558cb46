#include "analyzer/explain/role_policy.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

// The account that a policy was found by: the first that claims the role and is admitted by it.
std::string AdmittedClaimant(const graph::IdentityGraph& graph, const graph::NamedRole& role,
                             graph::PolicyId policy) {
  for (const graph::ClaimId id : role.claims) {
    const graph::Claim& claim = graph[id];
    const bool is_linked = std::ranges::any_of(
        claim.edges, [policy](const graph::TrustEdge& edge) { return edge.policy == policy; });
    if (!is_linked) continue;
    return fmt::format("{}/{}", rule::Show(claim.namespace_name), rule::Show(claim.account_name));
  }
  return "an account";
}

}  // namespace

std::string WhyAssumed(const graph::IdentityGraph& graph, const graph::NamedRole& role,
                       const graph::NamedRole::Policy& policy) {
  switch (policy.basis) {
    case graph::LinkBasis::kDocument:
      return "";
    case graph::LinkBasis::kFileName:
      return "its file or folder is called as the role";
    case graph::LinkBasis::kOnlyOne:
      return "no other policy here is without a role, and no other role without a policy";
    case graph::LinkBasis::kAdmission:
      return fmt::format("it may admit {}, which claims the role",
                         AdmittedClaimant(graph, role, policy.policy));
  }
  return "";
}

std::string_view ToString(graph::LinkBasis basis) {
  switch (basis) {
    case graph::LinkBasis::kDocument:
      return "document";
    case graph::LinkBasis::kFileName:
      return "file-name";
    case graph::LinkBasis::kOnlyOne:
      return "only-one";
    case graph::LinkBasis::kAdmission:
      return "admission";
  }
  return "";
}

}  // namespace irsalint::explain
