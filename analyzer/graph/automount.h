#pragma once

#include <optional>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/kube/automount.h"

namespace irsalint::graph {

// That the API server's token is mounted into a workload's pods, and what says so.
struct MountedToken {
  kube::EffectiveAutomount effective;
  std::vector<AccountId> accounts;  // that the workload may run as, as far as they can be relied on
  bool assumes_default_account = false;  // the account `default`, not in the input, sets nothing
};

// Nothing where the token is not mounted, or where the value that decides cannot be known: another
// account than `default` that is not in the input, candidates that do not agree.
std::optional<MountedToken> MountedTokenOf(const IdentityGraph& graph, const Workload& workload);

}  // namespace irsalint::graph
