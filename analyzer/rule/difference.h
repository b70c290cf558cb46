#pragma once

#include <optional>
#include <string_view>

#include "analyzer/rule/finding.h"

namespace irsalint::rule {

// What differs between two texts once their common beginning and end are taken away. Cut between
// code points; one of the two parts may be empty.
struct Difference {
  syntax::TextRange in_found;  // bytes
  std::string_view found;
  std::string_view required;
};

// Nothing for equal texts, and where so little is common that pointing at a part would not help.
std::optional<Difference> DifferenceOf(std::string_view found, std::string_view required);

// Points at the part of a value that differs from what is required: a related place inside of the
// value, whose decoded text is `found`. Does nothing where DifferenceOf says nothing.
void PointAtDifference(const syntax::Place& value, std::string_view found,
                       std::string_view required, Finding& finding);

}  // namespace irsalint::rule
