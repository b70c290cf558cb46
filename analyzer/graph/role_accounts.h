#pragma once

#include <optional>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/named_roles.h"

namespace irsalint::graph {

// An account that the input names, and whether one trust policy of a role lets its pods in.
struct RoleAccount {
  std::optional<AccountId> account;  // nothing where only a workload names it
  std::vector<ClaimId> claims;       // of this role; none where it claims another, or none
  syntax::Text namespace_name;
  syntax::Text name;
  base::Truth admits = base::Truth::kMaybe;

  // Whether it is more than an account that may be called anything.
  [[nodiscard]] bool IsMeant() const {
    return !claims.empty() || (namespace_name.IsLiteral() && name.IsLiteral());
  }
};

// Every account that claims the role, admitted or not; then every other account of the input that
// the policy admits, or may admit. That one is admitted for certain only where the issuer of its
// cluster is known: elsewhere an account of the same name may be meant. In the graph's order.
// Without a policy, nobody but the claimants is known.
std::vector<RoleAccount> AccountsOfRole(const IdentityGraph& graph, const NamedRole& role,
                                        std::optional<PolicyId> policy);

}  // namespace irsalint::graph
