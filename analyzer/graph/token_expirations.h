#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/kube/object_meta.h"

namespace irsalint::graph {

// A lifetime that is asked for and that no token can have (docs/reference/semantics.md §3.3, §5).
struct TokenExpirationFault {
  enum class Kind : uint8_t {
    kRaised,     // an annotation below 600 seconds: the webhook makes it 600
    kShortened,  // one above what the cluster grants: the API server shortens it
    kRefused,    // the API server refuses the pod
  };

  Kind kind = Kind::kRaised;
  UnitId unit;
  const kube::ObjectMeta* object = nullptr;      // that says it
  const kube::Annotation* annotation = nullptr;  // null for a projected volume
  std::string asked;                             // seconds, as the program that reads them does
  int64_t granted = 0;    // what the token lives instead; of kRefused the nearest that is taken
  std::string refusal;    // of kRefused: what the API server says
  bool inferred = false;  // that the cluster is one of EKS
  syntax::Place place;    // of the value
};

// All of the input: annotations `token-expiration` where the webhook reads them and injects a
// token, and projected tokens of any audience.
std::vector<TokenExpirationFault> TokenExpirationFaults(const IdentityGraph& graph);

}  // namespace irsalint::graph
