#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/graph/link_options.h"
#include "analyzer/graph/nodes.h"

namespace irsalint::graph {

// What the passes of Link fill in, one after the other, and IdentityGraph then keeps.
struct GraphData {
  LinkOptions options;
  std::vector<Unit> units;
  std::vector<Workload> workloads;
  std::vector<Account> accounts;
  std::vector<Role> roles;
  std::vector<TrustPolicy> trust_policies;
  std::vector<OidcProvider> oidc_providers;
  std::vector<Association> associations;
  std::vector<Cluster> clusters;
  std::vector<Claim> claims;

  std::unordered_map<std::string, std::vector<AccountId>> accounts_by_name;  // literal names
  std::unordered_map<std::string, RoleId> roles_by_arn;                      // literal ARNs
};

}  // namespace irsalint::graph
