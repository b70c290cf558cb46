#pragma once

#include <compare>
#include <cstdint>

namespace irsalint::graph {

// The index of a node in its vector of the graph; the tag keeps kinds of nodes apart.
template <typename Tag>
struct Id {
  uint32_t value = 0;

  friend constexpr auto operator<=>(Id, Id) = default;
};

using UnitId = Id<struct UnitTag>;
using WorkloadId = Id<struct WorkloadTag>;
using AccountId = Id<struct AccountTag>;
using RoleId = Id<struct RoleTag>;
using PolicyId = Id<struct PolicyTag>;
using ProviderId = Id<struct ProviderTag>;
using AssociationId = Id<struct AssociationTag>;
using ClusterId = Id<struct ClusterTag>;
using ClaimId = Id<struct ClaimTag>;

}  // namespace irsalint::graph
