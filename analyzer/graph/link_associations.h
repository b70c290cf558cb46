#pragma once

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// Fills the Pod Identity associations and joins them to their clusters, and to the accounts that
// they name, in whichever unit: an association holds for its whole cluster
// (docs/reference/semantics.md §8.1).
void LinkAssociations(GraphData& data);

// Joins the associations to the roles of the input whose ARNs they hold.
void LinkAssociatedRoles(GraphData& data);

}  // namespace irsalint::graph
