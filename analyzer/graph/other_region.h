#pragma once

#include <string>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// A claim whose pods run in a cluster of one region, and whose role trusts EKS issuers of other
// regions only.
struct OtherRegion {
  const TrustEdge* edge = nullptr;  // the nearest variant of the trust policy
  const Cluster* cluster = nullptr;
};

// Nothing where the cluster or its region is not known, where any variant of the trust policy may
// be meant for that region, and where a link or a patch leaves it open which policy is the role's.
std::optional<OtherRegion> TrustsOtherRegion(const IdentityGraph& graph, const Claim& claim);

}  // namespace irsalint::graph
