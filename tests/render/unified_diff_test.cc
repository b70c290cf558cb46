#include "analyzer/render/unified_diff.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/render/display.h"

namespace irsalint::render {
namespace {

// `1` to `last`, a line each.
std::string Numbers(int last) {
  std::string text;
  for (int i = 1; i <= last; ++i) text += std::to_string(i) + "\n";
  return text;
}

std::string Replace(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

TEST(UnifiedDiff, NothingForEqualTexts) { EXPECT_EQ(UnifiedDiff("a.yaml", "x\n", "x\n"), ""); }

TEST(UnifiedDiff, ThreeLinesAroundAChange) {
  EXPECT_EQ(UnifiedDiff("d/a.yaml", Numbers(9), Replace(Numbers(9), "5\n", "five\nmore\n")),
            "--- a/d/a.yaml\n"
            "+++ b/d/a.yaml\n"
            "@@ -2,7 +2,8 @@\n"
            " 2\n 3\n 4\n-5\n+five\n+more\n 6\n 7\n 8\n");
}

TEST(UnifiedDiff, NearChangesShareAHunkAndFarOnesDoNot) {
  std::string after = Replace(Numbers(30), "4\n", "");
  after = Replace(after, "10\n", "10\nnew\n");
  after = Replace(after, "29\n", "x\n");
  EXPECT_EQ(UnifiedDiff("a", Numbers(30), after),
            "--- a/a\n+++ b/a\n"
            "@@ -1,13 +1,13 @@\n"
            " 1\n 2\n 3\n-4\n 5\n 6\n 7\n 8\n 9\n 10\n+new\n 11\n 12\n 13\n"
            "@@ -26,5 +26,5 @@\n"
            " 26\n 27\n 28\n-29\n+x\n 30\n");
}

TEST(UnifiedDiff, BeginningAndEnd) {
  EXPECT_EQ(UnifiedDiff("a", "1\n2\n", "0\n1\n2\n"),
            "--- a/a\n+++ b/a\n@@ -1,2 +1,3 @@\n+0\n 1\n 2\n");
  EXPECT_EQ(UnifiedDiff("a", "", "1\n"), "--- a/a\n+++ b/a\n@@ -0,0 +1 @@\n+1\n");
  EXPECT_EQ(UnifiedDiff("a", "1\n", ""), "--- a/a\n+++ b/a\n@@ -1 +0,0 @@\n-1\n");
}

TEST(UnifiedDiff, AMissingFinalNewlineIsSaid) {
  EXPECT_EQ(UnifiedDiff("a", "1\n2", "1\n3"),
            "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n 1\n"
            "-2\n\\ No newline at end of file\n"
            "+3\n\\ No newline at end of file\n");
}

TEST(UnifiedDiff, TextsWithNothingInCommonAreReplacedAsAWhole) {
  std::string before;
  std::string after;
  for (int i = 0; i < 800; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  const std::string diff = UnifiedDiff("a", before, after);
  EXPECT_TRUE(diff.starts_with("--- a/a\n+++ b/a\n@@ -1,800 +1,800 @@\n-a0\n-a1\n"));
  EXPECT_TRUE(diff.ends_with("+b798\n+b799\n"));
}

TEST(EscapeLines, KeepsLinesAndTabsOnly) {
  EXPECT_EQ(EscapeLines("+\ta\x1b[31m\r\n b\n"), "+\ta\\u{1b}[31m\\u{d}\n b\n");
}

}  // namespace
}  // namespace irsalint::render
