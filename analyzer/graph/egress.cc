#include "analyzer/graph/egress.h"

#include <algorithm>
#include <cstdint>

#include "analyzer/graph/link_accounts.h"
#include "analyzer/kube/egress.h"

namespace irsalint::graph {

using base::Truth;
using syntax::HoleRange;

EgressPolicies::EgressPolicies(const IdentityGraph& graph)
    : graph_(graph), by_unit_(graph.units().size()) {
  std::vector<const facts::Facts*> all;
  bool is_any = false;
  for (uint32_t u = 0; u < graph.units().size(); ++u) {
    const facts::Facts& unit = *graph.units()[u].facts;
    all.push_back(&unit);
    for (const facts::EgressPolicy& policy : unit.egress_policies) {
      is_any = true;
      Add({.unit = UnitId{u},
           .meta = &policy.meta,
           .namespace_name = NamespaceOf(policy.meta, unit, graph.options())});
    }
  }
  if (is_any) scopes_.emplace(all, graph.options().clusters);
}

void EgressPolicies::Add(const Policy& policy) {
  if (kube::IsClusterWide(*policy.meta)) {
    const bool is_new = cluster_wide_.empty() || cluster_wide_.back().unit != policy.unit;
    if (is_new) cluster_wide_.push_back(policy);
    return;
  }
  std::vector<Policy>& of_unit = by_unit_[policy.unit.value];
  const auto is_same = [&policy](const Policy& known) {
    return known.namespace_name == policy.namespace_name;
  };
  if (std::ranges::any_of(of_unit, is_same)) return;
  of_unit.push_back(policy);
  if (!policy.namespace_name.IsLiteral()) return;
  by_name_[std::string(policy.namespace_name.literal())].push_back(policy);
}

const kube::ObjectMeta* EgressPolicies::Over(WorkloadId id) const {
  if (!scopes_.has_value()) return nullptr;
  const Workload& workload = graph_[id];
  for (const Policy& policy : by_unit_[workload.unit.value]) {
    const Truth is_same =
        Equal(policy.namespace_name, workload.namespace_name, HoleRange::kWithoutColon);
    if (is_same != Truth::kNo) return policy.meta;
  }
  const auto named = by_name_.find(std::string(workload.namespace_name.literal()));
  if (named != by_name_.end()) {
    for (const Policy& policy : named->second) {
      if (MayShareCluster(workload.unit, policy.unit)) return policy.meta;
    }
  }
  return OverCluster({workload.unit});
}

const kube::ObjectMeta* EgressPolicies::OverCluster(const std::vector<UnitId>& units) const {
  for (const Policy& policy : cluster_wide_) {
    const bool may_be =
        std::ranges::any_of(units, [&](UnitId unit) { return MayShareCluster(unit, policy.unit); });
    if (may_be) return policy.meta;
  }
  return nullptr;
}

const kube::ObjectMeta* EgressPolicies::OverNamespace(const std::vector<UnitId>& units) const {
  for (const std::vector<Policy>& of_unit : by_unit_) {
    if (of_unit.empty()) continue;
    const bool may_be = std::ranges::any_of(
        units, [&](UnitId unit) { return MayShareCluster(unit, of_unit.front().unit); });
    if (may_be) return of_unit.front().meta;
  }
  return nullptr;
}

bool EgressPolicies::MayShareCluster(UnitId a, UnitId b) const {
  return !scopes_.has_value() || scopes_->Between(a.value, b.value) != Level::kWholeInput;
}

}  // namespace irsalint::graph
