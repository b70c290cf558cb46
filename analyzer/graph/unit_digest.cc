#include "analyzer/graph/unit_digest.h"

#include "analyzer/graph/alternatives.h"

namespace irsalint::graph {

UnitDigest DigestOf(const facts::Facts& unit) {
  UnitDigest digest{.holds_alternatives = HoldsAlternatives(unit), .workloads = {}};
  digest.workloads.reserve(unit.workloads.size());
  for (const kube::Workload& workload : unit.workloads) {
    digest.workloads.push_back({.account = kube::EffectiveServiceAccountOf(workload.spec),
                                .glance = kube::GlanceAt(workload.spec)});
  }
  return digest;
}

}  // namespace irsalint::graph
