#pragma once

#include <cstdint>
#include <mutex>

#include "analyzer/cli/world.h"
#include "analyzer/engine/progress.h"

namespace irsalint::cli {

// One line on a terminal's standard error that says how far a run is, for runs that one waits for.
// Erased at the end. Silent where standard error is no terminal, in CI, and on a dumb terminal,
// which cannot erase.
class Progress {
 public:
  explicit Progress(const World& world);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // May be called by several threads.
  void Update(const engine::ProgressStep& step);

 private:
  const World& world_;
  const bool enabled_;
  std::mutex mutex_;
  uint64_t next_ = 0;  // nanoseconds; when to print again
  engine::ProgressStep last_;
  bool shown_ = false;
};

}  // namespace irsalint::cli
