#include "analyzer/engine/parallel.h"

#include <gtest/gtest.h>

#include <atomic>
#include <stdexcept>
#include <vector>

namespace irsalint::engine {
namespace {

TEST(ForEachIndex, VisitsEachIndexOnce) {
  for (const size_t threads : {1U, 2U, 7U, 64U}) {
    std::vector<std::atomic<int>> visits(50);
    ForEachIndex(visits.size(), threads, {}, [&visits](size_t index) { ++visits[index]; });
    for (const std::atomic<int>& count : visits) EXPECT_EQ(count, 1);
  }
}

TEST(ForEachIndex, NothingToDo) {
  ForEachIndex(0, 4, {}, [](size_t) { FAIL(); });
}

TEST(ForEachIndex, StopsWhenAsked) {
  std::stop_source source;
  size_t calls = 0;
  ForEachIndex(100, 1, source.get_token(), [&](size_t index) {
    ++calls;
    if (index == 2) source.request_stop();
  });
  EXPECT_EQ(calls, 3U);
}

TEST(ForEachIndex, ThrowsAgainWhatACallThrew) {
  for (const size_t threads : {1U, 4U}) {
    EXPECT_THROW(ForEachIndex(20, threads, {},
                              [](size_t index) {
                                if (index == 5) throw std::runtime_error("five");
                              }),
                 std::runtime_error);
  }
}

}  // namespace
}  // namespace irsalint::engine
