#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>

namespace irsalint::engine {

// The phases of a run, in order.
enum class Phase : uint8_t { kWalk, kRead, kLink, kCheck, kLocate };

// How far a run is. `done` counts files while they are looked for and read, `total` is how many
// there are to read. Both are 0 in other phases.
struct ProgressStep {
  Phase phase = Phase::kWalk;
  size_t done = 0;
  size_t total = 0;

  friend bool operator==(const ProgressStep&, const ProgressStep&) = default;
};

// Called at the start of each phase and while it lasts, by any thread.
using ProgressCallback = std::function<void(const ProgressStep&)>;

}  // namespace irsalint::engine
