#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/iam/permission_rating.h"

// The roles of nodes, what they may do, and who inherits it.
namespace irsalint::graph {

// How it is known that a role is that of nodes, surest first.
enum class NodeBasis : uint8_t {
  kStated,     // something of the input names its ARN, or is the node group itself
  kInferred,   // a name or a policy speaks for it
  kCandidate,  // it trusts EC2 and nobody else: any instance's
};

// A role of nodes. Never one of the control plane or of Fargate.
struct NodeRole {
  std::optional<RoleId> role;  // where the input defines it
  syntax::Text arn;            // with holes where a name alone is known
  NodeBasis basis = NodeBasis::kStated;
  std::string_view reason;  // of an inference: a clause with "it", without full stop
  std::vector<const facts::NodeRole*> evidence;
  std::vector<const facts::PermissionAttachment*> permissions;
  std::vector<UnitId> units;  // that speak of it; sorted
};

// All roles of nodes: those of the graph, then those of which no document is in the input.
std::vector<NodeRole> NodeRolesOf(const IdentityGraph& graph);

// One thing that a node role should not be able to do (docs/reference/iam.md §7), at the place that
// would have to go.
struct NodeRight {
  enum class Source : uint8_t { kStatement, kManagedPolicy, kEksctlAddons };

  Source source = Source::kStatement;
  iam::PermissionGrant grant;
  // Actions, the policy's ARN, or the add-ons; never empty. The first one leads.
  std::vector<iam::Value> values;
  const iam::Value* resource = nullptr;  // of kStatement, on which it is allowed
};
std::vector<NodeRight> RightsOf(const NodeRole& role);

// Where workloads may run on nodes of a role.
class NodeReach {
 public:
  explicit NodeReach(const IdentityGraph& graph);

  // The units that speak of the role, and those of its clusters; sorted.
  std::vector<UnitId> UnitsOf(const NodeRole& role) const;

 private:
  const IdentityGraph& graph_;
  std::map<std::string, std::vector<UnitId>> units_of_cluster_;  // by the cluster's name
};

// Who inherits the roles of nodes: the workloads that certainly have no role of their own.
class Inheritors {
 public:
  explicit Inheritors(const IdentityGraph& graph);

  // Those that run on a cluster, or lie in a unit, of the role; in the graph's order.
  std::vector<WorkloadId> Of(const NodeRole& role) const;

  // Whether a workload is one, on whichever nodes it runs.
  bool Contains(WorkloadId workload) const { return has_no_role_[workload.value]; }

 private:
  NodeReach reach_;
  std::vector<bool> has_no_role_;  // by the workload's id
  std::vector<std::vector<WorkloadId>> by_unit_;
};

// The roles of the nodes that each workload may run on.
class NodesOfWorkloads {
 public:
  // The roles must outlive it.
  NodesOfWorkloads(const IdentityGraph& graph, const std::vector<NodeRole>& roles);

  // Those of the workload's unit and cluster, in their order; where its node selector names a node
  // group of one of them, those of that group alone.
  std::vector<const NodeRole*> Of(WorkloadId workload) const;

 private:
  const IdentityGraph& graph_;
  std::vector<std::vector<const NodeRole*>> by_unit_;
};

}  // namespace irsalint::graph
