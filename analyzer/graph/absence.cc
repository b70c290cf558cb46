#include <algorithm>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {
namespace {

// Whether a kind is listed per account or cluster (by an export of AWS) rather than per stream.
bool HasOwner(facts::ClosedSet::Kind kind) {
  using Kind = facts::ClosedSet::Kind;
  switch (kind) {
    case Kind::kRoles:
    case Kind::kOidcProviders:
    case Kind::kClusters:
    case Kind::kPodIdentityAssociations:
      return true;
    case Kind::kServiceAccounts:
    case Kind::kWorkloads:
      return false;
  }
  return false;
}

bool Lists(const facts::Facts& unit, facts::ClosedSet::Kind kind, std::string_view owner) {
  return std::ranges::any_of(unit.closed_sets, [&](const facts::ClosedSet& set) {
    return set.kind == kind && set.owner == owner;
  });
}

// Whether the configuration says that the input holds all of `cluster`, and all of that was read:
// what is not there may hide in a unit that is open.
bool IsComplete(const GraphData& data, ClusterId id) {
  const Cluster& cluster = data.clusters[id.value];
  if (cluster.declared == nullptr || !cluster.declared->complete) return false;
  return std::ranges::none_of(data.units,
                              [id](const Unit& unit) { return unit.open && unit.cluster == id; });
}

// Whether a complete cluster of the configuration closes a kind that `owner` lists: its own
// associations, and what its account holds.
bool IsCompleteFor(const GraphData& data, const Cluster& cluster, facts::ClosedSet::Kind kind,
                   std::string_view owner) {
  const bool owns = kind == facts::ClosedSet::Kind::kPodIdentityAssociations
                        ? cluster.name == owner
                        : cluster.account == owner;
  const auto index = static_cast<uint32_t>(&cluster - data.clusters.data());
  return owns && IsComplete(data, ClusterId{index});
}

}  // namespace

bool IdentityGraph::IsClosed(facts::ClosedSet::Kind kind, std::string_view owner,
                             UnitId unit) const {
  if (data_.options.assume_complete) return !(*this)[unit].open;
  if (HasOwner(kind)) {
    if (owner.empty()) return false;
    // An export proves what it lists, whatever else its unit could not read.
    const bool listed = std::ranges::any_of(
        data_.units, [&](const Unit& other) { return Lists(*other.facts, kind, owner); });
    return listed || std::ranges::any_of(data_.clusters, [&](const Cluster& cluster) {
             return IsCompleteFor(data_, cluster, kind, owner);
           });
  }
  const Unit& own = (*this)[unit];
  if (own.cluster.has_value() && IsComplete(data_, *own.cluster)) return true;
  return !own.open && Lists(*own.facts, kind, owner);
}

}  // namespace irsalint::graph
