#include "analyzer/source/line_index.h"

#include <gtest/gtest.h>

namespace irsalint::source {
namespace {

constexpr auto Position(uint32_t line, uint32_t column) { return LineColumn{line, column}; }

TEST(LineIndexTest, AnEmptyTextHasOneLine) {
  const LineIndex index("");
  EXPECT_EQ(index.LineCount(), 1u);
  EXPECT_EQ(index.At(0), Position(1, 1));
  EXPECT_EQ(index.At(99), Position(1, 1));
  EXPECT_EQ(index.Line(1), "");
  EXPECT_EQ(index.Line(2), "");
}

TEST(LineIndexTest, LinesEndAtLf) {
  const LineIndex index("ab\n\nc");
  EXPECT_EQ(index.LineCount(), 3u);
  EXPECT_EQ(index.At(0), Position(1, 1));
  EXPECT_EQ(index.At(2), Position(1, 3)) << "the line end belongs to its line";
  EXPECT_EQ(index.At(3), Position(2, 1));
  EXPECT_EQ(index.At(4), Position(3, 1));
  EXPECT_EQ(index.At(5), Position(3, 2)) << "the end of the text";
  EXPECT_EQ(index.At(500), Position(3, 2));
  EXPECT_EQ(index.Line(1), "ab");
  EXPECT_EQ(index.Line(2), "");
  EXPECT_EQ(index.Line(3), "c");
  EXPECT_EQ(index.Line(0), "");
  EXPECT_EQ(index.LineStart(2), 3u);
  EXPECT_EQ(index.LineStart(9), 5u);
}

TEST(LineIndexTest, ATextThatEndsWithALineEndHasAnEmptyLastLine) {
  const LineIndex index("a\n");
  EXPECT_EQ(index.LineCount(), 2u);
  EXPECT_EQ(index.At(2), Position(2, 1));
  EXPECT_EQ(index.Line(2), "");
}

TEST(LineIndexTest, LinesEndAtCrlfAndAtALoneCr) {
  const LineIndex index("a\r\nb\rc\n\rd");
  EXPECT_EQ(index.LineCount(), 5u);
  EXPECT_EQ(index.Line(1), "a");
  EXPECT_EQ(index.Line(2), "b");
  EXPECT_EQ(index.Line(3), "c");
  EXPECT_EQ(index.Line(4), "");
  EXPECT_EQ(index.Line(5), "d");
  EXPECT_EQ(index.At(1), Position(1, 2));
  EXPECT_EQ(index.At(2), Position(1, 3)) << "the LF of a CRLF";
  EXPECT_EQ(index.At(3), Position(2, 1));
  EXPECT_EQ(index.At(5), Position(3, 1));
}

TEST(LineIndexTest, ColumnsAreCodePoints) {
  const LineIndex index("é😀x\nñ");
  EXPECT_EQ(index.At(2), Position(1, 2));
  EXPECT_EQ(index.At(4), Position(1, 2)) << "inside a character is at the character";
  EXPECT_EQ(index.At(6), Position(1, 3));
  EXPECT_EQ(index.At(8), Position(2, 1));
  EXPECT_EQ(index.At(10), Position(2, 2));
}

TEST(LineIndexTest, Utf16ColumnsCountSurrogatePairsAsTwo) {
  const LineIndex index("é😀x\nñ");
  EXPECT_EQ(index.Utf16Column(0), 1u);
  EXPECT_EQ(index.Utf16Column(2), 2u);
  EXPECT_EQ(index.Utf16Column(3), 2u) << "never inside a pair";
  EXPECT_EQ(index.Utf16Column(4), 2u);
  EXPECT_EQ(index.Utf16Column(6), 4u);
  EXPECT_EQ(index.Utf16Column(7), 5u);
  EXPECT_EQ(index.Utf16Column(8), 1u);
}

TEST(LineIndexTest, AByteOrderMarkTakesNoColumn) {
  const LineIndex index(
      "\xEF\xBB\xBF"
      "ab\nc");
  EXPECT_EQ(index.At(0), Position(1, 1));
  EXPECT_EQ(index.At(3), Position(1, 1));
  EXPECT_EQ(index.At(4), Position(1, 2));
  EXPECT_EQ(index.At(6), Position(2, 1));
  EXPECT_EQ(index.LineStart(1), 3u);
  EXPECT_EQ(index.Line(1), "ab");
  EXPECT_EQ(index.Utf16Column(4), 2u);
  EXPECT_EQ(LineIndex("\xEF\xBB\xBF").At(3), Position(1, 1));
}

TEST(LineIndexTest, InvalidBytesTakeOneColumnEach) {
  const LineIndex index("a\xFF\x80\xC3(b");
  EXPECT_EQ(index.At(1), Position(1, 2));
  EXPECT_EQ(index.At(2), Position(1, 3));
  EXPECT_EQ(index.At(3), Position(1, 4));
  EXPECT_EQ(index.At(4), Position(1, 5));
  EXPECT_EQ(index.At(5), Position(1, 6));
  EXPECT_EQ(index.Utf16Column(5), 6u);
}

}  // namespace
}  // namespace irsalint::source
