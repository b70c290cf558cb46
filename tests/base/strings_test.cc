#include "analyzer/base/strings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>
#include <vector>

namespace irsalint::base {
namespace {

using ::testing::ElementsAre;

TEST(StringsTest, TrimAscii) {
  EXPECT_EQ(TrimAscii(" \t\r\na b\v\f "), "a b");
  EXPECT_EQ(TrimAscii(" \n"), "");
  EXPECT_EQ(TrimAscii(""), "");
  EXPECT_EQ(TrimAscii("\u00A0a"), "\u00A0a");
}

TEST(StringsTest, Split) {
  EXPECT_THAT(SplitBy("a::b:", ':'), ElementsAre("a", "", "b", ""));
  EXPECT_THAT(SplitBy("", ':'), ElementsAre(""));
  const std::optional<SplitPair> pair = SplitOnce("a=b=c", '=');
  ASSERT_TRUE(pair);
  EXPECT_EQ(pair->before, "a");
  EXPECT_EQ(pair->after, "b=c");
  EXPECT_FALSE(SplitOnce("abc", '='));
}

TEST(StringsTest, PrefixesAndSuffixes) {
  EXPECT_TRUE(StartsWith("abc", "ab"));
  EXPECT_TRUE(EndsWith("abc", "bc"));
  EXPECT_TRUE(Contains("abc", "b"));
  EXPECT_FALSE(Contains("abc", "ac"));
  EXPECT_EQ(StripPrefix("abc", "ab"), "c");
  EXPECT_EQ(StripPrefix("abc", "b"), std::nullopt);
  EXPECT_EQ(StripSuffix("abc", "bc"), "a");
  EXPECT_EQ(StripSuffix("abc", "abcd"), std::nullopt);
}

TEST(StringsTest, Case) {
  EXPECT_EQ(AsciiLower("AbÉ"), "abÉ");
  EXPECT_TRUE(EqualsIgnoreAsciiCase("StringLike", "stringlike"));
  EXPECT_FALSE(EqualsIgnoreAsciiCase("É", "é"));
  EXPECT_TRUE(EqualsIgnoreCase("ÉΣЖk", "éςжK"));
  EXPECT_FALSE(EqualsIgnoreCase("a", "ab"));
  EXPECT_FALSE(EqualsIgnoreCase("\xFF", "\xFE"));
  EXPECT_TRUE(EqualsIgnoreCase("", ""));
}

TEST(StringsTest, EditDistance) {
  EXPECT_EQ(EditDistance("serviceaccount", "serviceaccount", 2), 0U);
  EXPECT_EQ(EditDistance("serviceaccount", "serviceaccounts", 2), 1U);
  EXPECT_EQ(EditDistance("serviceaccount", "serviecaccount", 2), 1U);
  EXPECT_EQ(EditDistance("kitten", "sitting", 3), 3U);
  EXPECT_EQ(EditDistance("kitten", "sitting", 2), 3U);
  EXPECT_EQ(EditDistance("", "abc", 5), 3U);
  EXPECT_EQ(EditDistance("", "", 0), 0U);
  EXPECT_EQ(EditDistance("a", "b", 0), 1U);
  EXPECT_EQ(EditDistance("ab", "ba", 1), 1U);
  EXPECT_EQ(EditDistance("prod", "completely-different", 2), 3U);
}

// The full table of the definition, without band and limit.
size_t SlowEditDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<size_t>> table(a.size() + 1, std::vector<size_t>(b.size() + 1));
  for (size_t i = 0; i <= a.size(); ++i) {
    for (size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        table[i][j] = i + j;
        continue;
      }
      size_t best = table[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      best = std::min({best, table[i - 1][j] + 1, table[i][j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        best = std::min(best, table[i - 2][j - 2] + 1);
      }
      table[i][j] = best;
    }
  }
  return table[a.size()][b.size()];
}

TEST(StringsTest, EditDistanceAgreesWithTheFullTable) {
  std::mt19937 random(3);
  const auto random_text = [&random] {
    std::string text(random() % 9, ' ');
    for (char& c : text) c = "abc"[random() % 3];
    return text;
  };
  for (int i = 0; i < 20000; ++i) {
    const std::string left = random_text();
    const std::string right = random_text();
    const size_t exact = SlowEditDistance(left, right);
    for (size_t limit = 0; limit < 10; ++limit) {
      const size_t found = EditDistance(left, right, limit);
      if (exact <= limit) {
        ASSERT_EQ(found, exact) << left << " " << right << " " << limit;
      } else {
        ASSERT_EQ(found, limit + 1) << left << " " << right << " " << limit;
      }
    }
  }
}

TEST(StringsTest, Joining) {
  const std::vector<std::string> parts = {"a", "b\x1B", "c"};
  EXPECT_EQ(Join(parts, ", "), "a, b\x1B, c");
  EXPECT_EQ(Join(std::vector<std::string_view>{"x"}, ", "), "x");
  EXPECT_EQ(JoinQuoted(parts), "\"a\", \"b\\u{1b}\" and \"c\"");
  EXPECT_EQ(JoinQuoted(parts, 2), "\"a\", \"b\\u{1b}\" and 1 more");
  EXPECT_EQ(JoinQuoted(std::vector<std::string>{"a", "b"}), "\"a\" and \"b\"");
  EXPECT_EQ(JoinQuoted(std::vector<std::string>{"a"}), "\"a\"");
  EXPECT_EQ(JoinQuoted({}), "");
  EXPECT_EQ(JoinQuoted(parts, 0), "3 values");
}

}  // namespace
}  // namespace irsalint::base
