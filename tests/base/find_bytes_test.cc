#include "analyzer/base/find_bytes.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace irsalint::base {
namespace {

TEST(HoldsBytesTest, FindsAtEveryPlace) {
  for (size_t size = 0; size < 80; ++size) {
    for (const std::string part : {"x", "xy", "x-y", "x----------------------y"}) {
      EXPECT_FALSE(HoldsBytes(std::string(size, '.'), part)) << size;
      for (size_t at = 0; at + part.size() <= size; ++at) {
        EXPECT_TRUE(HoldsBytes(std::string(size, '.').replace(at, part.size(), part), part))
            << part << " at " << at << " of " << size;
      }
    }
  }
}

TEST(HoldsBytesTest, EmptyAndLongerParts) {
  EXPECT_TRUE(HoldsBytes("", ""));
  EXPECT_TRUE(HoldsBytes("abc", ""));
  EXPECT_TRUE(HoldsBytes("abc", "abc"));
  EXPECT_FALSE(HoldsBytes("abc", "abcd"));
  EXPECT_FALSE(HoldsBytes("", "a"));
  EXPECT_TRUE(HoldsBytes(std::string_view("a\0b", 3), std::string_view("\0b", 2)));
}

TEST(HoldsBytesTest, AnswersLikeAnOrdinarySearch) {
  std::mt19937 random(7);
  const auto text = [&random](size_t size) {
    std::string made;
    for (size_t i = 0; i < size; ++i) made += static_cast<char>('a' + random() % 2);
    return made;
  };
  for (int round = 0; round < 5'000; ++round) {
    const std::string bytes = text(random() % 70);
    const std::string part = text(random() % 9);
    EXPECT_EQ(HoldsBytes(bytes, part), bytes.find(part) != std::string::npos)
        << bytes << " " << part;
  }
}

}  // namespace
}  // namespace irsalint::base
