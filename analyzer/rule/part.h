#pragma once

#include <cstddef>
#include <string_view>

#include "analyzer/syntax/place.h"

namespace irsalint::rule {

// The place of the bytes [begin, end) of a value's decoded text.
syntax::Place PartOf(syntax::Place value, size_t begin, size_t end);

// The place of `part`, which is a piece of `text`, the value's decoded text.
syntax::Place PartOf(syntax::Place value, std::string_view text, std::string_view part);

}  // namespace irsalint::rule
