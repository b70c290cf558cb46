#pragma once

#include <string>
#include <vector>

#include "analyzer/rule/fix.h"
#include "analyzer/rule/report.h"

namespace irsalint::rule {

// `text` in the place of what stands at `place`; an empty place inserts.
struct Replacement {
  LocatedPlace place;
  std::string text;

  friend bool operator==(const Replacement&, const Replacement&) = default;
};

// A fix as it changes the files: replacements sorted by file and place, disjoint.
struct LocatedFix {
  std::string title;
  Applicability applicability = Applicability::kDisplayOnly;
  FixSide side = FixSide::kPolicy;
  std::vector<Replacement> replacements;  // never empty

  friend bool operator==(const LocatedFix&, const LocatedFix&) = default;
};

// What services that keep findings over time and show fixes want to know of one finding, beyond
// the report.
struct FindingDetails {
  std::string line_hash;          // see engine/line_hash.h; "" where the file cannot be read
  std::vector<LocatedFix> fixes;  // those that can be written, in the finding's order

  friend bool operator==(const FindingDetails&, const FindingDetails&) = default;
};

}  // namespace irsalint::rule
