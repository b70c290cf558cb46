#pragma once

#include <cstddef>
#include <cstdint>
#include <mutex>

#include "analyzer/cli/world.h"

namespace irsalint::cli {

// A counter of files on a terminal's standard error, for runs that take longer than a second.
// Erased at the end. Silent where standard error is no terminal.
class Progress {
 public:
  explicit Progress(const World& world);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();

  // May be called by several threads.
  void Update(size_t done, size_t total);

 private:
  const World& world_;
  std::mutex mutex_;
  uint64_t next_ = 0;  // nanoseconds; when to print again
  bool shown_ = false;
};

}  // namespace irsalint::cli
