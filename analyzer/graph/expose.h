#pragma once

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// Fills the exposures: for each trust policy and each of its Kubernetes issuers, the set of
// subjects that it admits. An issuer that only a claim makes Kubernetes counts as well: a service
// account's annotation says what kind of token comes.
void ExposePolicies(GraphData& data);

}  // namespace irsalint::graph
