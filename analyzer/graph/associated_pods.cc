#include "analyzer/graph/associated_pods.h"

#include "analyzer/graph/association_cluster.h"

namespace irsalint::graph {
namespace {

using base::Truth;

bool IsFor(const IdentityGraph& graph, AssociationId id, const Workload& workload) {
  const facts::PodIdentityAssociation& association = *graph[id].object;
  return Equal(workload.account.name, *association.service_account) == Truth::kYes &&
         Equal(workload.namespace_name, *association.namespace_name) == Truth::kYes &&
         RunsOnClusterOf(graph, id, workload.unit) != Truth::kNo;
}

}  // namespace

std::vector<WorkloadId> WorkloadsOf(const IdentityGraph& graph, AssociationId association) {
  std::vector<WorkloadId> workloads;
  for (uint32_t w = 0; w < graph.workloads().size(); ++w) {
    if (IsFor(graph, association, graph[WorkloadId{w}])) workloads.push_back(WorkloadId{w});
  }
  return workloads;
}

std::vector<AssociationId> AssociationsOf(const IdentityGraph& graph, WorkloadId workload) {
  std::vector<AssociationId> associations;
  for (uint32_t a = 0; a < graph.associations().size(); ++a) {
    if (IsFor(graph, AssociationId{a}, graph[workload])) associations.push_back(AssociationId{a});
  }
  return associations;
}

}  // namespace irsalint::graph
