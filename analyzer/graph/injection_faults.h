#pragma once

#include <cstdint>
#include <vector>

#include "analyzer/graph/pod_injection.h"

namespace irsalint::graph {

// What a container presets that keeps the webhook from giving it its identity, or another one from
// being used (docs/reference/semantics.md §4.3).
struct InjectionFault {
  enum class Kind : uint8_t {
    kHalfPair,        // T1, T2: one variable of the pair, so the other one is missing
    kNoTokenFile,     // T3: both, and no file is at the path of the token
    kOtherRole,       // both, usable, and of another role than the account's
    kOtherMechanism,  // T10: a web identity of its own under EKS Pod Identity, which SDKs take
                      // first
    kOverridden,      // T7: a role from `envFrom`, which the webhook's own variable replaces
    kHalfRegion,      // T9: one variable of the region, so the other one is missing
  };

  Kind kind = Kind::kHalfPair;
  size_t container = 0;  // index into PodSpec::containers
  std::string preset;    // the variable that is there
  std::string missing;   // of the halves: the one that is not
  std::string found;     // the preset role, or the path of the token
  std::string wanted;    // the role of the account
  std::string why;       // of kNoTokenFile: one clause
  syntax::Place place;   // of the preset variable
};

// All faults of the containers that the webhook looks at, in order.
std::vector<InjectionFault> InjectionFaultsOf(const IdentityGraph& graph, const Workload& workload,
                                              const PodInjection& injection);

}  // namespace irsalint::graph
