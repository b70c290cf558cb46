#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::cli {

// Workloads as they are named on the command line: NAMESPACE/NAME or KIND/NAMESPACE/NAME.
struct WorkloadSelector {
  std::string kind;  // in any case; "" for every kind
  std::string namespace_name;
  std::string name;
};

// Nothing for what is no such name.
[[nodiscard]] std::optional<WorkloadSelector> ParseSelector(std::string_view text);

// The workloads that a selector names, in the graph's order: also those whose namespace is not
// known and may be this one.
[[nodiscard]] std::vector<graph::WorkloadId> SelectedWorkloads(const graph::IdentityGraph& graph,
                                                               const WorkloadSelector& selector);

}  // namespace irsalint::cli
