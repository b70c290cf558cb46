#pragma once

#include <compare>
#include <cstdint>

#include "analyzer/source/source_id.h"

namespace irsalint::source {

// Half-open range of bytes of one file; a byte-order mark counts. Lines and columns exist only in
// LineIndex.
struct Span {
  SourceId source;
  uint32_t begin = 0;
  uint32_t end = 0;

  constexpr uint32_t Length() const { return end - begin; }
  friend constexpr auto operator<=>(const Span&, const Span&) = default;
};

}  // namespace irsalint::source
