#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzer/explain/other_principals.h"
#include "analyzer/explain/place_lines.h"
#include "analyzer/explain/who.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/named_roles.h"
#include "analyzer/graph/node_roles.h"
#include "analyzer/graph/role_accounts.h"

// Who can assume a role, as far as the input tells.
namespace irsalint::explain {

// What one variant of the role's trust policy says, and whom of the input it lets in.
struct WhoPolicy {
  graph::NamedRole::Policy policy;
  std::vector<AdmittedByProvider> providers;
  std::vector<graph::RoleAccount> accounts;
  std::vector<OtherPrincipal> others;
};

struct RoleWho {
  graph::NamedRole role;
  std::vector<WhoPolicy> policies;
  std::vector<graph::RoleAccount> claimants;  // where there is no policy to ask
  std::optional<graph::NodeRole> nodes;       // that have the role
  std::vector<graph::WorkloadId> inheritors;  // that have no role of their own on these nodes
};

[[nodiscard]] RoleWho WhoOf(const graph::IdentityGraph& graph, const graph::NamedRole& role);

// The places that the following name.
[[nodiscard]] std::vector<syntax::Place> PlacesOf(const graph::IdentityGraph& graph,
                                                  const RoleWho& who);

// For people, safe for a terminal. Long lists are cut, and say so.
[[nodiscard]] std::string RoleWhoText(const graph::IdentityGraph& graph, const RoleWho& who,
                                      const PlaceLines& lines);

// All of it (docs/questions.md).
[[nodiscard]] std::string RoleWhoJson(const graph::IdentityGraph& graph, const RoleWho& who,
                                      const PlaceLines& lines);

}  // namespace irsalint::explain
