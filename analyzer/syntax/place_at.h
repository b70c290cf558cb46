#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "analyzer/source/source_id.h"
#include "analyzer/source/span.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/place.h"

namespace irsalint::syntax {

// What stands at a byte of a file.
struct FoundPlace {
  Place place;               // of a key (Part::kKey) or a value; without a range
  source::Span span;         // its bytes
  uint32_t text_offset = 0;  // which byte of a scalar's decoded text is meant; 0 in a collection
};

// The innermost key or value whose bytes hold `offset` or end there: the reverse of Locator. Looks
// into JSON, percent-encoded JSON and YAML that a scalar holds; an alias is one value. Nothing
// between documents, in one that cannot be parsed, and behind the end of `file`.
std::optional<FoundPlace> PlaceAt(source::SourceId source, std::string_view file, Syntax syntax,
                                  uint32_t offset);

}  // namespace irsalint::syntax
