#include "analyzer/explain/role_policy.h"

#include <fmt/format.h>

#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

// By which account a policy was found: the first that claims the role and was linked to it.
std::string Admission(const graph::IdentityGraph& graph, const graph::NamedRole& role,
                      graph::PolicyId policy) {
  for (const graph::ClaimId id : role.claims) {
    const graph::Claim& claim = graph[id];
    for (const graph::TrustEdge& edge : claim.edges) {
      if (edge.policy != policy) continue;
      return fmt::format("it {} {}/{}, which claims the role",
                         edge.admits == base::Truth::kYes ? "admits" : "may admit",
                         rule::Show(claim.namespace_name), rule::Show(claim.account_name));
    }
  }
  return "it may admit an account that claims the role";
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
      return Admission(graph, role, policy.policy);
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
