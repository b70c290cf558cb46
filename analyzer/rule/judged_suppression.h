#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/syntax/place.h"

namespace irsalint::rule {

// A part of a suppression that means nothing, and why: one sentence without a full stop.
struct SuppressionFault {
  syntax::Place place;
  std::string message;
};

// A suppression of the input or of the configuration, and what came of it in this run.
struct JudgedSuppression {
  enum class Form : uint8_t { kComment, kAnnotation, kConfigEntry };

  Form form = Form::kComment;
  std::vector<std::string> rules;  // ids as written; empty: every rule
  std::string reason;              // "" without one
  std::string expires;             // as written, "" if it never does
  std::string scope;               // where it applies, for people: `on line 3`, `in this object`
  syntax::Place place;             // where it stands
  std::vector<SuppressionFault> faults;
  // Findings of the rules that it names where it applies, of whichever persona; an expired one
  // does not silence them.
  size_t matches = 0;
  bool expired = false;
  // Whether "nothing matches" is certain: every rule that it names has run, and all files to which
  // it applies were read in full.
  bool decided = false;
};

}  // namespace irsalint::rule
