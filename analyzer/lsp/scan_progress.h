#pragma once

#include <cstdint>
#include <mutex>

#include "analyzer/engine/progress.h"
#include "analyzer/lsp/dispatcher.h"

namespace irsalint::lsp {

// The first scan of a workspace as the client shows it: a bar that begins with this object and ends
// with it. Told from any thread.
class ScanProgress {
 public:
  ScanProgress(const Dispatcher& dispatcher, Json token);
  ScanProgress(const ScanProgress&) = delete;
  ScanProgress& operator=(const ScanProgress&) = delete;
  ~ScanProgress();

  void Tell(const engine::ProgressStep& step);

 private:
  void Send(Json value) const;

  const Dispatcher& dispatcher_;
  Json token_;
  std::mutex mutex_;
  uint32_t told_percent_ = 0;  // guarded by mutex_
};

}  // namespace irsalint::lsp
