#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/syntax/place.h"

namespace irsalint::rule {

// A part of a suppression that means nothing, and why: one sentence without a full stop.
struct SuppressionFault {
  syntax::Place place;
  std::string message;
};

// A suppression and what came of it in this run.
struct JudgedSuppression {
  const facts::Suppression& object;
  std::vector<SuppressionFault> faults;
  // Findings of the rules that it names where it applies, of whichever persona; an expired one
  // does not silence them.
  size_t matches = 0;
  bool expired = false;
  // Whether "nothing matches" is certain: every rule that it names has run, and its file was read
  // in full.
  bool decided = false;
};

}  // namespace irsalint::rule
