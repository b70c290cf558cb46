#include "analyzer/graph/unused_account.h"

#include "analyzer/graph/near_miss.h"

namespace irsalint::graph {

using base::Truth;

std::vector<WorkloadId> WorkloadsBesideUnused(const IdentityGraph& graph, AccountId id) {
  using Origin = kube::EffectiveServiceAccount::Origin;
  const Account& account = graph[id];
  const kube::KnownText& name = account.object->meta.name;
  const bool has_role = !account.claims.empty() || !account.associations.empty();
  if (!has_role || !name.HasValue() || !name->IsLiteral() || name->literal() == "default" ||
      !account.workloads.empty() || graph[account.unit].open) {
    return {};
  }
  std::vector<WorkloadId> beside;
  for (const WorkloadId candidate : graph.WorkloadsIn(account.unit)) {
    const Workload& workload = graph[candidate];
    if (Equal(workload.namespace_name, account.namespace_name) != Truth::kYes) continue;
    if (workload.account.origin == Origin::kOmitted) {
      beside.push_back(candidate);
    } else if (IsNearMiss(workload.account.name.Written(), name->literal())) {
      return {};
    }
  }
  return beside;
}

}  // namespace irsalint::graph
