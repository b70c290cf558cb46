#pragma once

#include <type_traits>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/kube/pod_glance.h"

namespace irsalint::graph {

// What its own manifest says of a workload. Points into the facts.
struct WorkloadDigest {
  kube::EffectiveServiceAccount account;
  kube::PodGlance glance;
};

// What Link takes from one unit whatever the others are. Whoever links an input again and again
// makes it for the units that changed, and keeps it for all others. Stays good where the facts are
// moved.
struct UnitDigest {
  bool holds_alternatives = false;        // HoldsAlternatives
  std::vector<WorkloadDigest> workloads;  // in the order of the facts
};
static_assert(std::is_nothrow_move_constructible_v<facts::Facts>);
UnitDigest DigestOf(const facts::Facts& unit);

}  // namespace irsalint::graph
