#include "analyzer/rule/part.h"

#include <cstdint>
#include <utility>

namespace irsalint::rule {

syntax::Place PartOf(syntax::Place value, size_t begin, size_t end) {
  const uint32_t first = value.range.has_value() ? value.range->begin : 0;
  value.range = syntax::TextRange{.begin = first + static_cast<uint32_t>(begin),
                                  .end = first + static_cast<uint32_t>(end)};
  return value;
}

syntax::Place PartOf(syntax::Place value, std::string_view text, std::string_view part) {
  const auto begin = static_cast<size_t>(part.data() - text.data());
  return PartOf(std::move(value), begin, begin + part.size());
}

}  // namespace irsalint::rule
