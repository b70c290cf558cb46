#include "analyzer/lsp/position.h"

#include <gtest/gtest.h>

namespace irsalint::lsp {
namespace {

// A key outside of the first plane takes two UTF-16 units and four bytes, é one and two.
constexpr std::string_view kText = "a\xF0\x9F\x94\x91z\r\n\xC3\xA9x\n";

TEST(Positions, InUtf16) {
  const Positions positions(kText, PositionEncoding::kUtf16);
  EXPECT_EQ(positions.At(0), (Position{0, 0}));
  EXPECT_EQ(positions.At(1), (Position{0, 1}));
  EXPECT_EQ(positions.At(5), (Position{0, 3}));
  EXPECT_EQ(positions.At(8), (Position{1, 0}));
  EXPECT_EQ(positions.At(10), (Position{1, 1}));
  EXPECT_EQ(positions.At(12), (Position{2, 0}));
  EXPECT_EQ(positions.At(99), (Position{2, 0}));
  EXPECT_EQ(positions.OffsetOf({0, 3}), 5u);
  EXPECT_EQ(positions.OffsetOf({1, 1}), 10u);
}

TEST(Positions, InUtf8) {
  const Positions positions(kText, PositionEncoding::kUtf8);
  EXPECT_EQ(positions.At(5), (Position{0, 5}));
  EXPECT_EQ(positions.At(10), (Position{1, 2}));
  EXPECT_EQ(positions.OffsetOf({0, 5}), 5u);
}

TEST(Positions, NeverInsideACharacter) {
  const Positions utf16(kText, PositionEncoding::kUtf16);
  EXPECT_EQ(utf16.At(3), (Position{0, 1}));
  EXPECT_EQ(utf16.OffsetOf({0, 2}), 1u);
  const Positions utf8(kText, PositionEncoding::kUtf8);
  EXPECT_EQ(utf8.At(3), (Position{0, 1}));
  EXPECT_EQ(utf8.OffsetOf({0, 3}), 1u);
}

TEST(Positions, BehindTheEndsOfLinesAndText) {
  const Positions positions(kText, PositionEncoding::kUtf16);
  EXPECT_EQ(positions.OffsetOf({0, 99}), 6u);
  EXPECT_EQ(positions.OffsetOf({2, 0}), kText.size());
  EXPECT_EQ(positions.OffsetOf({99, 0}), kText.size());
  EXPECT_EQ(Positions("", PositionEncoding::kUtf16).OffsetOf({0, 5}), 0u);
}

TEST(Positions, OfACharacterAsPeopleCountThem) {
  const Positions positions(kText, PositionEncoding::kUtf16);
  EXPECT_EQ(positions.OfCharacter(1, 3), (Position{0, 3}));
  EXPECT_EQ(positions.OfCharacter(2, 2), (Position{1, 1}));
  EXPECT_EQ(positions.OfCharacter(1, 99), (Position{0, 4}));
  EXPECT_EQ(positions.OfCharacter(0, 0), (Position{0, 0}));
  EXPECT_EQ(positions.OfCharacter(99, 1), (Position{98, 0}));
}

TEST(Positions, AByteOrderMarkThatIsKeptIsCounted) {
  const Positions positions(
      "\xEF\xBB\xBF"
      "ab",
      PositionEncoding::kUtf16);
  EXPECT_EQ(positions.At(4), (Position{0, 2}));
  EXPECT_EQ(positions.OffsetOf({0, 2}), 4u);
}

TEST(Touch, SharesACharacterOrAnEnd) {
  const Range range = {{1, 4}, {2, 3}};
  EXPECT_TRUE(Touch(range, {{1, 9}, {1, 9}}));
  EXPECT_TRUE(Touch(range, {{2, 3}, {5, 0}}));
  EXPECT_TRUE(Touch({{0, 0}, {1, 4}}, range));
  EXPECT_FALSE(Touch(range, {{2, 4}, {5, 0}}));
  EXPECT_FALSE(Touch({{0, 9}, {1, 3}}, range));
}

TEST(RangeOf, CountsFromZeroInTheClientsUnits) {
  rule::LocatedPlace place;
  EXPECT_EQ(RangeOf(place, PositionEncoding::kUtf16), (Range{}));
  place.line = 3;
  place.end_line = 4;
  place.utf16 = {.begin = 5, .end = 2};
  place.utf8 = {.begin = 7, .end = 3};
  EXPECT_EQ(RangeOf(place, PositionEncoding::kUtf16), (Range{{2, 4}, {3, 1}}));
  EXPECT_EQ(RangeOf(place, PositionEncoding::kUtf8), (Range{{2, 6}, {3, 2}}));
}

}  // namespace
}  // namespace irsalint::lsp
