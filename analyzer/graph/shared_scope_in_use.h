#pragma once

#include <optional>
#include <string>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/iam/operator.h"

namespace irsalint::graph {

// A condition by which policies of the input bind tokens of a shared provider to one customer.
struct SharedScope {
  std::string key;
  iam::BaseOperator op = iam::BaseOperator::kStringEquals;
  std::string value;
  PolicyId policy;  // the first that demands it

  friend bool operator==(const SharedScope&, const SharedScope&) = default;
};

// The one that all policies agree on that bind the tokens of this provider at all; nothing where
// none does, where they differ, and where a value is not known (docs/reference/iam.md §4).
std::optional<SharedScope> SharedScopeInUse(const IdentityGraph& graph,
                                            const base::SharedIssuerInfo& provider);

}  // namespace irsalint::graph
