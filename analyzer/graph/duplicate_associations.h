#pragma once

#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Two associations for one service account of one cluster: EKS refuses the second
// (docs/reference/semantics.md §8.1).
struct DuplicateAssociation {
  AssociationId first;
  AssociationId second;  // the later of the two

  friend bool operator==(const DuplicateAssociation&, const DuplicateAssociation&) = default;
};

// In the order of the later ones, each with the first that it repeats. Answers about one and the
// same association, in several files, are none; neither are associations of clusters of one name,
// in two regions or accounts.
std::vector<DuplicateAssociation> DuplicateAssociationsOf(const IdentityGraph& graph);

}  // namespace irsalint::graph
