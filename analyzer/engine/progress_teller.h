#pragma once

#include <cstddef>
#include <functional>

#include "analyzer/engine/progress.h"

namespace irsalint::engine {

// Tells whoever wants to know how far the reading is. What it makes must not outlive it.
class ProgressTeller {
 public:
  explicit ProgressTeller(const ProgressCallback& callback) : callback_(callback) {}

  void Begin(Phase phase, size_t total = 0) const {
    if (callback_) callback_({.phase = phase, .total = total});
  }

  std::function<void(size_t)> OfWalk() const {
    if (!callback_) return {};
    return [this](size_t found) { callback_({.phase = Phase::kWalk, .done = found}); };
  }

  std::function<void(size_t, size_t)> OfRead() const {
    if (!callback_) return {};
    return [this](size_t done, size_t total) {
      callback_({.phase = Phase::kRead, .done = done, .total = total});
    };
  }

 private:
  const ProgressCallback& callback_;
};

}  // namespace irsalint::engine
