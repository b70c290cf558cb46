#include "analyzer/cli/progress.h"

#include <fmt/format.h>

#include <string>

namespace irsalint::cli {
namespace {

using engine::Phase;
using engine::ProgressStep;

// What is over before one looks up shows nothing.
constexpr uint64_t kDelay = 300'000'000;
constexpr uint64_t kInterval = 100'000'000;
constexpr std::string_view kEraseToEnd = "\x1b[K";

bool IsWanted(const World& world) {
  const Environment& environment = world.environment;
  const bool is_ci = !environment.ci.empty() && environment.ci != "false" && environment.ci != "0";
  return world.stderr_is_terminal && environment.term != "dumb" && !is_ci;
}

std::string Describe(const ProgressStep& step) {
  switch (step.phase) {
    case Phase::kWalk:
      return fmt::format("looking for files: {} found", step.done);
    case Phase::kRead:
      return fmt::format("reading: {} of {} files", step.done, step.total);
    case Phase::kLink:
      return "linking";
    case Phase::kCheck:
      return "checking";
    case Phase::kLocate:
      return "locating what was found";
  }
  return "";
}

}  // namespace

Progress::Progress(const World& world) : world_(world), enabled_(IsWanted(world)) {
  if (enabled_) next_ = world_.clock() + kDelay;
}

Progress::~Progress() {
  if (shown_) world_.write_stderr(fmt::format("\r{}", kEraseToEnd));
}

void Progress::Update(const ProgressStep& step) {
  if (!enabled_) return;
  const std::lock_guard lock(mutex_);
  const bool is_new_phase = step.phase != last_.phase;
  // Threads may overtake each other on their way to the lock.
  if (!is_new_phase && step.done < last_.done) return;
  last_ = step;
  const uint64_t now = world_.clock();
  if (now < next_ && !(shown_ && is_new_phase)) return;
  next_ = now + kInterval;
  shown_ = true;
  // The new text first, then what is left of the old one: nothing flickers.
  world_.write_stderr(fmt::format("\r{}{}", Describe(step), kEraseToEnd));
}

}  // namespace irsalint::cli
