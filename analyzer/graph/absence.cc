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

}  // namespace

bool IdentityGraph::IsClosed(facts::ClosedSet::Kind kind, std::string_view owner,
                             UnitId unit) const {
  if (data_.options.assume_complete) return !(*this)[unit].open;
  if (HasOwner(kind)) {
    // An export proves what it lists, whatever else its unit could not read.
    return !owner.empty() && std::ranges::any_of(data_.units, [&](const Unit& other) {
      return Lists(*other.facts, kind, owner);
    });
  }
  const Unit& own = (*this)[unit];
  return !own.open && Lists(*own.facts, kind, owner);
}

}  // namespace irsalint::graph
