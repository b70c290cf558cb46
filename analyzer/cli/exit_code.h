#pragma once

#include <algorithm>
#include <cstdint>

namespace irsalint::cli {

// The exit status. A higher one wins over a lower one.
enum class ExitCode : uint8_t {
  kOk = 0,        // nothing at or above --fail-on
  kFindings = 1,  // findings at or above --fail-on
  kUsage = 2,     // wrong usage or unreadable input
  kInternal = 3,  // a fault of irsalint itself
};

[[nodiscard]] constexpr ExitCode Worse(ExitCode left, ExitCode right) {
  return std::max(left, right);
}

}  // namespace irsalint::cli
