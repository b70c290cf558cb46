#pragma once

#include <string_view>
#include <vector>

#include "analyzer/rule/report.h"

namespace irsalint::render {

// One step of the way from a pod to its rights.
struct ChainStep {
  const rule::LocatedPlace* place = nullptr;
  std::string_view message;  // what the place says; that of the finding where it says nothing
};

// The way that a finding is about, from the pod to the trust policy as far as its places show it:
// of each link the places of one object. Empty where they show one link alone. Points into the
// finding.
[[nodiscard]] std::vector<ChainStep> ChainOf(const rule::LocatedFinding& finding);

}  // namespace irsalint::render
