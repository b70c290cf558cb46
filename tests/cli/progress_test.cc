#include "analyzer/cli/progress.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::cli {
namespace {

using engine::Phase;

constexpr uint64_t kMillisecond = 1'000'000;

class ProgressTest : public ::testing::Test {
 protected:
  World Terminal(Environment environment = {.term = "xterm"}) {
    return {.files = files_,
            .environment = std::move(environment),
            .stderr_is_terminal = true,
            .write_stdout = [](std::string_view) { FAIL() << "standard output is for findings"; },
            .write_stderr = [this](std::string_view text) { err_ += text; },
            .read_stdin = [](size_t) { return std::string(); },
            .clock = [this] { return now_; }};
  }

  // What was written since the last call.
  std::string Written() { return std::exchange(err_, ""); }

  // What a run that takes long writes.
  std::string WrittenBySlowRun(const World& world) {
    {
      Progress progress(world);
      now_ += 10'000 * kMillisecond;
      progress.Update({.phase = Phase::kRead, .done = 2, .total = 9});
    }
    return Written();
  }

  base::InMemoryFileSystem files_;
  uint64_t now_ = 1'000 * kMillisecond;
  std::string err_;
};

TEST_F(ProgressTest, SaysEachPhase) {
  const World world = Terminal();
  Progress progress(world);
  now_ += 300 * kMillisecond;
  progress.Update({.phase = Phase::kWalk, .done = 1234});
  EXPECT_EQ(Written(), "\rlooking for files: 1234 found\x1b[K");
  progress.Update({.phase = Phase::kRead, .done = 0, .total = 1300});
  EXPECT_EQ(Written(), "\rreading: 0 of 1300 files\x1b[K");
  progress.Update({.phase = Phase::kLink});
  EXPECT_EQ(Written(), "\rlinking\x1b[K");
  progress.Update({.phase = Phase::kCheck});
  EXPECT_EQ(Written(), "\rchecking\x1b[K");
  progress.Update({.phase = Phase::kLocate});
  EXPECT_EQ(Written(), "\rlocating what was found\x1b[K");
}

TEST_F(ProgressTest, ShowsNothingOfARunThatIsQuicklyOver) {
  const World world = Terminal();
  {
    Progress progress(world);
    now_ += 299 * kMillisecond;
    progress.Update({.phase = Phase::kRead, .done = 1, .total = 9});
    progress.Update({.phase = Phase::kLink});
  }
  EXPECT_EQ(Written(), "");
}

TEST_F(ProgressTest, CountsAtMostTenTimesASecondAndNeverBackwards) {
  const World world = Terminal();
  Progress progress(world);
  now_ += 300 * kMillisecond;
  progress.Update({.phase = Phase::kRead, .done = 3, .total = 9});
  EXPECT_EQ(Written(), "\rreading: 3 of 9 files\x1b[K");
  now_ += 99 * kMillisecond;
  progress.Update({.phase = Phase::kRead, .done = 5, .total = 9});
  EXPECT_EQ(Written(), "");
  now_ += 1 * kMillisecond;
  progress.Update({.phase = Phase::kRead, .done = 4, .total = 9});
  EXPECT_EQ(Written(), "");
  progress.Update({.phase = Phase::kRead, .done = 6, .total = 9});
  EXPECT_EQ(Written(), "\rreading: 6 of 9 files\x1b[K");
}

TEST_F(ProgressTest, IsErasedAtTheEnd) {
  EXPECT_EQ(WrittenBySlowRun(Terminal()), "\rreading: 2 of 9 files\x1b[K\r\x1b[K");
}

TEST_F(ProgressTest, IsForPeopleBeforeATerminalOnly) {
  World pipe = Terminal();
  pipe.stderr_is_terminal = false;
  EXPECT_EQ(WrittenBySlowRun(pipe), "");
  EXPECT_EQ(WrittenBySlowRun(Terminal({.term = "dumb"})), "");
  EXPECT_EQ(WrittenBySlowRun(Terminal({.term = "xterm", .ci = "true"})), "");
  EXPECT_NE(WrittenBySlowRun(Terminal({.term = "xterm", .ci = "false"})), "");
}

}  // namespace
}  // namespace irsalint::cli
