#include "analyzer/base/utf8.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>

namespace irsalint::base {
namespace {

TEST(Utf8Test, EveryCharacterRoundTrips) {
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) continue;
    std::string text;
    AppendUtf8(c, &text);
    size_t offset = 0;
    ASSERT_EQ(DecodeUtf8(text, &offset), c);
    ASSERT_EQ(offset, text.size());
    ASSERT_TRUE(IsValidUtf8(text));
  }
}

TEST(Utf8Test, RefusesWhatUnicodeRefuses) {
  for (const std::string_view invalid :
       {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xE0\x9F\xBF", "\xED\xA0\x80",
        "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF", "\xC3", "\xE2\x82",
        "\xC3("}) {
    EXPECT_FALSE(IsValidUtf8(invalid));
    EXPECT_EQ(FirstInvalidUtf8("ab" + std::string(invalid)), 2U);
  }
  EXPECT_EQ(FirstInvalidUtf8("aé\xF0\x9F\x94\x91"), std::nullopt);
}

TEST(Utf8Test, InvalidBytesDecodeOneByOneAndComeBack) {
  const std::string text = "a\xE2\x82z\xFF";
  const std::u32string decoded = DecodeAllUtf8(text);
  ASSERT_EQ(decoded.size(), 5U);
  EXPECT_EQ(decoded[1], kInvalidByteBase + 0xE2);
  EXPECT_EQ(decoded[2], kInvalidByteBase + 0x82);
  EXPECT_EQ(decoded[4], kInvalidByteBase + 0xFF);
  std::string encoded;
  for (const char32_t c : decoded) AppendUtf8(c, &encoded);
  EXPECT_EQ(encoded, text);
}

TEST(Utf8Test, CountsCodePoints) {
  EXPECT_EQ(CountCodePoints(""), 0U);
  EXPECT_EQ(CountCodePoints("aé€\xF0\x9F\x94\x91"), 4U);
  EXPECT_EQ(CountCodePoints("\xFF\xFE"), 2U);
}

TEST(Utf8Test, CountUtf16Units) {
  EXPECT_EQ(CountUtf16Units(""), 0U);
  EXPECT_EQ(CountUtf16Units("aé€\xF0\x9F\x94\x91"), 5U);
  EXPECT_EQ(CountUtf16Units("\xFF\xFE"), 2U);
}

TEST(Utf8Test, SimpleFold) {
  EXPECT_EQ(SimpleFold('A'), U'a');
  EXPECT_EQ(SimpleFold('['), U'[');
  EXPECT_EQ(SimpleFold(U'É'), U'é');
  EXPECT_EQ(SimpleFold(U'×'), U'×');
  EXPECT_EQ(SimpleFold(U'Ğ'), U'ğ');
  EXPECT_EQ(SimpleFold(U'ğ'), U'ğ');
  EXPECT_EQ(SimpleFold(U'Ž'), U'ž');
  EXPECT_EQ(SimpleFold(U'ž'), U'ž');
  EXPECT_EQ(SimpleFold(U'İ'), U'İ');
  EXPECT_EQ(SimpleFold(U'ı'), U'ı');
  EXPECT_EQ(SimpleFold(U'Σ'), U'σ');
  EXPECT_EQ(SimpleFold(U'ς'), U'σ');
  EXPECT_EQ(SimpleFold(U'Ω'), U'ω');
  EXPECT_EQ(SimpleFold(U'Ж'), U'ж');
  EXPECT_EQ(SimpleFold(U'Ѐ'), U'ѐ');
  EXPECT_EQ(SimpleFold(0x212A), U'k');
  EXPECT_EQ(SimpleFold(U'ſ'), U's');
}

TEST(Utf8Test, FoldingTwiceChangesNothing) {
  for (char32_t c = 0; c <= 0x1FFFF; ++c)
    ASSERT_EQ(SimpleFold(SimpleFold(c)), SimpleFold(c)) << static_cast<uint32_t>(c);
}

TEST(Utf8Test, EscapesWhatActsOnATerminalOrMisleads) {
  EXPECT_EQ(EscapeForDisplay("plain \"text\" \\ é €"), "plain \"text\" \\ é €");
  EXPECT_EQ(EscapeForDisplay("\x1B[31m"), "\\u{1b}[31m");
  EXPECT_EQ(EscapeForDisplay("a\r\n\tb\x7F"), "a\\u{d}\\u{a}\\u{9}b\\u{7f}");
  EXPECT_EQ(EscapeForDisplay(std::string_view("\0", 1)), "\\u{0}");
  EXPECT_EQ(EscapeForDisplay("\u009B"), "\\u{9b}");
  EXPECT_EQ(EscapeForDisplay("a\u202Eb\u2066c"), "a\\u{202e}b\\u{2066}c");
  EXPECT_EQ(EscapeForDisplay("\u200B\u2028\uFEFF"), "\\u{200b}\\u{2028}\\u{feff}");
  EXPECT_EQ(EscapeForDisplay("\xF3\xA0\x81\x81"), "\\u{e0041}");
  EXPECT_EQ(EscapeForDisplay("a\xFFz"), "a\\x{ff}z");
}

}  // namespace
}  // namespace irsalint::base
