#include "analyzer/base/markdown.h"

#include <gtest/gtest.h>

namespace irsalint::base {
namespace {

TEST(MarkdownTest, TextStandsInACodeSpan) {
  EXPECT_EQ(MarkdownCode("shop/app"), "`shop/app`");
  EXPECT_EQ(MarkdownCode("**b** <i> [x](y) &amp;"), "`**b** <i> [x](y) &amp;`");
  EXPECT_EQ(MarkdownCode(" a "), "`  a  `");
  EXPECT_EQ(MarkdownCode(""), "");
}

TEST(MarkdownTest, BackticksCannotEndASpan) {
  EXPECT_EQ(MarkdownCode("a`b"), "``a`b``");
  EXPECT_EQ(MarkdownCode("`a``"), "``` `a`` ```");
}

TEST(MarkdownTest, ASpanIsOneLine) {
  EXPECT_EQ(MarkdownCode("a\n\n# b"), "`a\\u{a}\\u{a}# b`");
  EXPECT_EQ(MarkdownCode("a\x1b[31m"), "`a\\u{1b}[31m`");
}

TEST(MarkdownTest, LinesStandInAFencedBlock) {
  EXPECT_EQ(MarkdownBlock("a\n**b**\n"), "```text\na\n**b**\n```\n");
  EXPECT_EQ(MarkdownBlock("a\tb"), "```text\na\\u{9}b\n```\n");
  EXPECT_EQ(MarkdownBlock(""), "");
}

TEST(MarkdownTest, BackticksCannotEndABlock) {
  EXPECT_EQ(MarkdownBlock("a\n```\nb\n"), "````text\na\n```\nb\n````\n");
  EXPECT_EQ(MarkdownBlock("`````"), "``````text\n`````\n``````\n");
}

}  // namespace
}  // namespace irsalint::base
