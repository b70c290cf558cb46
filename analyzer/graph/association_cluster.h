#pragma once

#include <optional>
#include <string>

#include "analyzer/graph/identity_graph.h"

// For which cluster an EKS Pod Identity association is (docs/reference/semantics.md §8.1).
namespace irsalint::graph {

// What an association itself says of its cluster; "" for what it does not say.
struct ClusterName {
  std::string partition;
  std::string region;
  std::string account;
  std::string name;

  friend bool operator==(const ClusterName&, const ClusterName&) = default;
};

// By the association's own ARN; without one the account is that of its role, which must be in the
// cluster's account.
ClusterName ClusterNameOf(const facts::PodIdentityAssociation& association);

// The one cluster of the input that has this name, as seen from a unit. Where the accounts cannot
// be compared only the cluster to which the unit belongs counts.
std::optional<ClusterId> FindCluster(const GraphData& data, const ClusterName& name, UnitId unit);

// Whether what lies in a unit runs on the association's cluster; kMaybe where the unit's cluster is
// not known.
base::Truth RunsOnClusterOf(const GraphData& data, const Association& association, UnitId unit);
base::Truth RunsOnClusterOf(const IdentityGraph& graph, AssociationId association, UnitId unit);

// Whether the input knows one cluster alone, by its name: then what lies in a unit of no cluster is
// taken to run there.
bool KnowsOneCluster(const IdentityGraph& graph);

}  // namespace irsalint::graph
