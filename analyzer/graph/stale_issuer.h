#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// A trusted EKS issuer that belongs to none of the clusters that are known.
struct StaleIssuer {
  bool is_proved = false;            // all clusters of the account are known
  const Cluster* nearest = nullptr;  // the known cluster whose issuer is written most like it
  // The only known cluster of the account in the issuer's region: it may have been that one's.
  const Cluster* successor = nullptr;
};

// Whether `issuer`, which `policy` trusts, belongs to none of the known clusters: of all, where the
// account's clusters are closed, or of the one that is known. Nothing where a cluster whose issuer
// is not known may be it, and for issuers that are malformed or of documentation.
std::optional<StaleIssuer> FindStaleIssuer(const IdentityGraph& graph, PolicyId policy,
                                           const TrustedIssuer& issuer);

}  // namespace irsalint::graph
