#pragma once

#include <optional>
#include <vector>

#include "analyzer/graph/egress.h"
#include "analyzer/graph/imds_answer.h"
#include "analyzer/graph/node_sets.h"

namespace irsalint::graph {

// Who reaches the instance metadata service, and so gets the role of the nodes
// (docs/reference/semantics.md §12). kYes and kNo rest on what the input says; options that nobody
// sets, and policies whose rules are not read, make kMaybe.
class ImdsReach {
 public:
  explicit ImdsReach(const IdentityGraph& graph);

  // Whether pods of a workload reach it on nodes with a role; null where no role of its nodes is
  // known: then the workload alone decides.
  ImdsAnswer Of(WorkloadId workload, const NodeRole* role) const;

  // How the nodes of a role are set up.
  std::vector<NodeSet> NodesOf(const NodeRole& role) const { return node_sets_.Of(role); }

  // What may keep all pods on the pod network of these nodes from it: kube2iam or kiam, a policy
  // for the whole cluster, or policies for the namespaces of all workloads of the input. Nothing
  // if a pod is left.
  std::optional<ImdsClause> BlockerOf(const NodeRole& role) const;

 private:
  const IdentityGraph& graph_;
  NodeSets node_sets_;
  EgressPolicies egress_;
  bool has_proxy_ = false;  // kube2iam or kiam
};

}  // namespace irsalint::graph
