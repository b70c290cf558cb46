#pragma once

#include <compare>
#include <cstdint>
#include <limits>

namespace irsalint::source {

// Names one file of a run. Ids are dense and given by a SourceTable; they mean nothing outside it.
struct SourceId {
  uint32_t value = std::numeric_limits<uint32_t>::max();

  constexpr bool IsValid() const { return value != std::numeric_limits<uint32_t>::max(); }
  friend constexpr auto operator<=>(SourceId, SourceId) = default;
};

}  // namespace irsalint::source
