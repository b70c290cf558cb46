#include "analyzer/lsp/scan_progress.h"

#include <fmt/format.h>

#include <utility>

namespace irsalint::lsp {

ScanProgress::ScanProgress(const Dispatcher& dispatcher, Json token)
    : dispatcher_(dispatcher), token_(std::move(token)) {
  Send({{"kind", "begin"}, {"title", "irsalint: reading the workspace"}, {"percentage", 0}});
}

ScanProgress::~ScanProgress() { Send({{"kind", "end"}}); }

void ScanProgress::Tell(const engine::ProgressStep& step) {
  if (step.phase != engine::Phase::kRead || step.total == 0) return;
  const auto percent = static_cast<uint32_t>(step.done * 100 / step.total);
  const std::lock_guard lock(mutex_);
  if (percent < told_percent_ + 5) return;
  told_percent_ = percent;
  Send({{"kind", "report"},
        {"message", fmt::format("{} of {} files", step.done, step.total)},
        {"percentage", percent}});
}

void ScanProgress::Send(Json value) const {
  dispatcher_.Notify("$/progress", {{"token", token_}, {"value", std::move(value)}});
}

}  // namespace irsalint::lsp
