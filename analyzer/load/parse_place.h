#pragma once

#include <cstdint>
#include <string_view>

#include "analyzer/source/source_id.h"
#include "analyzer/syntax/place.h"

namespace irsalint::load {

// The place of a whole document.
syntax::Place PlaceOfSlice(syntax::DocumentId slice);

// The place of the one character at `offset`, or of the last one when the file ends there: a fault
// that stopped a parser has no route.
syntax::Place PlaceOfByte(source::SourceId source, std::string_view file, uint32_t offset);

}  // namespace irsalint::load
