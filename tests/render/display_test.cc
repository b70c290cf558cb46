#include "analyzer/render/display.h"

#include <gtest/gtest.h>

namespace irsalint::render {
namespace {

TEST(LayOut, MarksCountColumnsNotBytes) {
  EXPECT_EQ(LayOut("é=x", 3, 4), (DisplayLine{.text = "é=x", .mark_begin = 2, .mark_end = 3}));
  EXPECT_EQ(LayOut("漢x", 3, 4), (DisplayLine{.text = "漢x", .mark_begin = 2, .mark_end = 3}));
}

TEST(LayOut, TabsReachTheNextStop) {
  EXPECT_EQ(LayOut("ab\tc", 3, 4), (DisplayLine{.text = "ab  c", .mark_begin = 4, .mark_end = 5}));
  EXPECT_EQ(LayOut("\t\t", 1, 2),
            (DisplayLine{.text = "        ", .mark_begin = 4, .mark_end = 8}));
}

TEST(LayOut, MarksPastTheEndMeanTheEnd) {
  EXPECT_EQ(LayOut("ab", 2, 9), (DisplayLine{.text = "ab", .mark_begin = 2, .mark_end = 2}));
}

TEST(LayOut, EscapedCharactersAreAsWideAsTheirEscape) {
  EXPECT_EQ(LayOut("\x1bx", 1, 2),
            (DisplayLine{.text = "\\u{1b}x", .mark_begin = 6, .mark_end = 7}));
}

TEST(ColumnsOf, CombiningNarrowWide) {
  EXPECT_EQ(ColumnsOf(0x0301), 0U);
  EXPECT_EQ(ColumnsOf('a'), 1U);
  EXPECT_EQ(ColumnsOf(0x1F600), 2U);
}

TEST(GuardWorkflowCommands, BreaksCommandsAtTheStartOfALine) {
  EXPECT_EQ(GuardWorkflowCommands("::error::x"), ":\\u{3a}error::x");
  EXPECT_EQ(GuardWorkflowCommands("a\n \t::warning::x\nb"), "a\n \t:\\u{3a}warning::x\nb");
  EXPECT_EQ(GuardWorkflowCommands("\u00a0\u3000::x"), "\u00a0\u3000:\\u{3a}x");
  EXPECT_EQ(GuardWorkflowCommands("a\r::x"), "a\r:\\u{3a}x");
}

TEST(GuardWorkflowCommands, BreaksTheOldSyntaxAnywhere) {
  EXPECT_EQ(GuardWorkflowCommands("a ##[error]b"), "a #\\u{23}[error]b");
  EXPECT_EQ(GuardWorkflowCommands("###[x"), "##\\u{23}[x");
}

TEST(GuardWorkflowCommands, LeavesOrdinaryTextAlone) {
  const std::string text = "error: a::b\n  ::: a.yaml:1:2\n   |\n12 | x ::y # [z]\n";
  EXPECT_EQ(GuardWorkflowCommands(text), text);
}

TEST(GuardWorkflowCommandsInJson, StaysTheSameJson) {
  EXPECT_EQ(GuardWorkflowCommandsInJson(R"({"a":"##[x]"})"), "{\"a\":\"#\\u0023[x]\"}");
}

}  // namespace
}  // namespace irsalint::render
