#include "analyzer/cli/progress.h"

#include <fmt/format.h>

namespace irsalint::cli {
namespace {

constexpr uint64_t kDelay = 1'000'000'000;
constexpr uint64_t kInterval = 100'000'000;
constexpr std::string_view kEraseLine = "\r\x1b[K";

}  // namespace

Progress::Progress(const World& world) : world_(world) {
  if (world_.stderr_is_terminal) next_ = world_.clock() + kDelay;
}

Progress::~Progress() {
  if (shown_) world_.write_stderr(kEraseLine);
}

void Progress::Update(size_t done, size_t total) {
  if (!world_.stderr_is_terminal) return;
  const std::lock_guard lock(mutex_);
  const uint64_t now = world_.clock();
  if (now < next_) return;
  next_ = now + kInterval;
  shown_ = true;
  world_.write_stderr(fmt::format("{}{} of {} files", kEraseLine, done, total));
}

}  // namespace irsalint::cli
