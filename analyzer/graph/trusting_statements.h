#pragma once

#include <vector>

#include "analyzer/graph/mentions.h"

namespace irsalint::graph {

// The Allow statements (indices) of a trust policy that are meant for whoever a reference to its
// role stands for: for a service account with web identity those that trust an identity provider of
// service accounts, and where the issuer of its cluster is known that one; for an association
// those that trust EKS Pod Identity, and for its target role those that trust the association's own
// role. None for other mentions.
std::vector<size_t> StatementsFor(const IdentityGraph& graph, const Mention& mention,
                                  PolicyId policy);

}  // namespace irsalint::graph
