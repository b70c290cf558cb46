#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Which policies may keep pods from the instance metadata service, by where they connect to. Which
// pods of a namespace a policy selects, and what it lets them reach, is not looked at: it may.
class EgressPolicies {
 public:
  explicit EgressPolicies(const IdentityGraph& graph);

  // A policy that may be about the pods of a workload: of its namespace, or for a whole cluster
  // that may be its own. Null if there is none.
  const kube::ObjectMeta* Over(WorkloadId workload) const;

  // A policy for a whole cluster that may be that of nodes of these units.
  const kube::ObjectMeta* OverCluster(const std::vector<UnitId>& units) const;

  // A policy for a namespace of a cluster that may be that of nodes of these units.
  const kube::ObjectMeta* OverNamespace(const std::vector<UnitId>& units) const;

  // Whether two units may be about the same cluster.
  bool MayShareCluster(UnitId a, UnitId b) const;

 private:
  struct Policy {
    UnitId unit;
    const kube::ObjectMeta* meta = nullptr;
    syntax::Text namespace_name;
  };

  void Add(const Policy& policy);

  const IdentityGraph& graph_;
  std::vector<Policy> cluster_wide_;                              // one for each unit
  std::vector<std::vector<Policy>> by_unit_;                      // of namespaces, one for each
  std::unordered_map<std::string, std::vector<Policy>> by_name_;  // the same, by literal namespaces
  std::optional<Scopes> scopes_;                                  // where there are any
};

}  // namespace irsalint::graph
