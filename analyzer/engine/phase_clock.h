#pragma once

#include <cstdint>
#include <functional>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/rule/report.h"

namespace irsalint::engine {

// Measures one phase after the other, if there is a clock.
class PhaseClock {
 public:
  // `clock` counts nanoseconds; an empty one measures nothing.
  explicit PhaseClock(std::function<uint64_t()> clock) : clock_(std::move(clock)) {
    if (clock_) last_ = clock_();
  }

  bool IsRunning() const { return static_cast<bool>(clock_); }

  // The time since the last call belongs to `phase`.
  void End(std::string_view phase) {
    if (!clock_) return;
    const uint64_t now = clock_();
    Add(phase, now - last_);
    last_ = now;
  }

  // The time since the last call is told by other figures.
  void Skip() {
    if (clock_) last_ = clock_();
  }

  void Add(std::string_view phase, uint64_t nanoseconds) {
    constexpr double kNanosecondsPerSecond = 1e9;
    phases_.push_back(
        {.phase = phase, .seconds = static_cast<double>(nanoseconds) / kNanosecondsPerSecond});
  }

  std::vector<rule::PhaseTime> Take() { return std::move(phases_); }

 private:
  std::function<uint64_t()> clock_;
  uint64_t last_ = 0;
  std::vector<rule::PhaseTime> phases_;
};

}  // namespace irsalint::engine
