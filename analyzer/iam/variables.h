#pragma once

#include <string>
#include <vector>

#include "analyzer/base/pattern.h"
#include "analyzer/iam/request.h"

namespace irsalint::iam {

// One piece of a condition value after its policy variables are replaced by what the request holds.
struct ValuePiece {
  enum class Kind : uint8_t {
    kWritten,      // text of the policy: wildcards count under a Like operator
    kSubstituted,  // text from the request, or `${*}`: data, never a pattern
    kHole,         // unknown
  };

  Kind kind = Kind::kWritten;
  std::string text;        // unless kHole
  syntax::Hole hole = {};  // of kHole
};

// A condition value ready to be compared.
struct ExpandedValue {
  std::vector<ValuePiece> pieces;
  // A variable has no value and no default: the whole value is null. A positive operator does not
  // match, a negated one does (docs/reference/iam.md §2.6).
  base::Truth null = base::Truth::kNo;
  bool has_hole = false;
};

// Whether policy variables are replaced at all.
enum class Variables : uint8_t { kReplace, kLiteral };

// Only documents of version 2012-10-17 have variables (docs/reference/iam.md §2.6).
Variables VariablesOf(const PolicyDocument& policy);

ExpandedValue Expand(const syntax::Text& value, Variables variables, const Request& request);

}  // namespace irsalint::iam
