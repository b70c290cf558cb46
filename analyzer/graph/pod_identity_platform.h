#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Why EKS Pod Identity cannot serve the pods of a workload, whatever their association says: no
// agent can run beside them (docs/reference/semantics.md §8.5).
struct UnsupportedPlatform {
  enum class Kind : uint8_t { kFargate, kWindows };

  Kind kind = Kind::kFargate;
  base::Truth certain = base::Truth::kYes;  // kMaybe where what is not known may decide otherwise
  std::string clause;                       // completes "the pods run on Fargate: …"
  syntax::Place place;                      // of what binds them
  syntax::Place node_group;                 // where one does, else not valid
};

// "Fargate" or "Windows".
std::string_view ToString(UnsupportedPlatform::Kind kind);

// Nothing for a workload that nothing literal binds to such nodes.
std::optional<UnsupportedPlatform> UnsupportedPlatformOf(const IdentityGraph& graph,
                                                         WorkloadId workload);

}  // namespace irsalint::graph
