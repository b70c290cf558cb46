#include "analyzer/syntax/scalar_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::syntax {
namespace {

using ::testing::ElementsAre;

// Where each byte of the decoded text, and the end, stand in the raw bytes; from there the way
// leads back.
std::vector<uint32_t> Offsets(const ScalarMap& map, std::string_view text) {
  std::vector<uint32_t> offsets;
  for (uint32_t at = 0; at <= text.size(); ++at) {
    const uint32_t raw = map.ToRaw(at);
    const bool is_first = offsets.empty() || offsets.back() != raw;
    offsets.push_back(raw);
    if (is_first) {
      EXPECT_EQ(map.FromRaw(raw), at) << text;
    }
  }
  return offsets;
}

// The raw bytes of the first occurrence of `part` in the decoded text.
std::string_view RawOf(const ScalarMap& map, std::string_view raw, std::string_view text,
                       std::string_view part) {
  const size_t begin = text.find(part);
  EXPECT_NE(begin, std::string_view::npos) << part;
  const uint32_t raw_begin = map.ToRaw(static_cast<uint32_t>(begin));
  const uint32_t raw_end = map.EndToRaw(static_cast<uint32_t>(begin + part.size()));
  EXPECT_LE(raw_begin, raw_end) << part;
  return raw.substr(raw_begin, raw_end - raw_begin);
}

TEST(ScalarMapTest, PlainOnOneLineIsTheIdentity) {
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kPlain, "a  b", "a  b");
  EXPECT_THAT(Offsets(map, "a  b"), ElementsAre(0, 1, 2, 3, 4));
  EXPECT_EQ(map.EndToRaw(4), 4u);
  EXPECT_EQ(map.EndToRaw(0), 0u);
}

TEST(ScalarMapTest, RawBytesWithoutMeaningLeadToTheNextDecodedByte) {
  const std::string_view raw = R"("a\u0041b")";
  const ScalarMap map = ScalarMap::ForJson(raw, "aAb");
  std::vector<uint32_t> decoded;
  for (uint32_t at = 0; at <= raw.size() + 1; ++at) decoded.push_back(map.FromRaw(at));
  EXPECT_THAT(decoded, ElementsAre(0, 0, 1, 1, 1, 1, 1, 1, 2, 3, 3, 3));
  EXPECT_EQ(ScalarMap::ForJson("\"\"", "").FromRaw(1), 0u);
}

TEST(ScalarMapTest, PlainFoldsALineBreakToABlank) {
  const std::string_view raw = "ab  \n   cd";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kPlain, raw, "ab cd");
  EXPECT_THAT(Offsets(map, "ab cd"), ElementsAre(0, 1, 2, 8, 9, 10));
  EXPECT_EQ(map.EndToRaw(2), 2u);
  EXPECT_EQ(map.EndToRaw(3), 8u);
}

TEST(ScalarMapTest, PlainKeepsOneLineBreakLessThanWereWritten) {
  const std::string_view raw = "a\n\n\n b\r\n c";
  const std::string_view text = "a\n\nb c";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kPlain, raw, text);
  EXPECT_THAT(Offsets(map, text), ElementsAre(0, 1, 3, 5, 6, 9, 10));
}

TEST(ScalarMapTest, SingleQuotedDoublesItsQuote) {
  const std::string_view raw = "'it''s ''x'''";
  const std::string_view text = "it's 'x'";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kSingleQuoted, raw, text);
  EXPECT_THAT(Offsets(map, text), ElementsAre(1, 2, 3, 5, 6, 7, 9, 10, 12));
  EXPECT_EQ(RawOf(map, raw, text, "'x'"), "''x''");
}

TEST(ScalarMapTest, SingleQuotedFolds) {
  const std::string_view raw = "'a\n  b\n\n  c '";
  const std::string_view text = "a b\nc ";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kSingleQuoted, raw, text);
  EXPECT_THAT(Offsets(map, text), ElementsAre(1, 2, 5, 6, 10, 11, 12));
}

TEST(ScalarMapTest, DoubleQuotedEscapesAreUnits) {
  const std::string_view raw = R"("a\n\x41\u00e9\U0001F600\"\\z")";
  const std::string_view text = "a\nA\u00e9\U0001F600\"\\z";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kDoubleQuoted, raw, text);
  // a \n A é(2) emoji(4) " \ z
  EXPECT_THAT(Offsets(map, text), ElementsAre(1, 2, 4, 8, 8, 14, 14, 14, 14, 24, 26, 28, 29));
  EXPECT_EQ(RawOf(map, raw, text, "\u00e9"), "\\u00e9");
  EXPECT_EQ(RawOf(map, raw, text, "\U0001F600\""), "\\U0001F600\\\"");
  EXPECT_EQ(map.EndToRaw(4), 8u + 6) << "the middle of a unit ends where the unit ends";
}

TEST(ScalarMapTest, DoubleQuotedKnowsEveryShortEscape) {
  const std::string_view raw = R"("\0\a\b\t\v\f\r\e\ \/\N\_\L\P.")";
  const std::string text =
      std::string("\0\a\b\t\v\f\r\x1b /", 10) + "\xc2\x85\xc2\xa0\xe2\x80\xa8\xe2\x80\xa9.";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kDoubleQuoted, raw, text);
  EXPECT_EQ(map.ToRaw(static_cast<uint32_t>(text.size() - 1)), raw.find('.'));
  EXPECT_EQ(map.ToRaw(static_cast<uint32_t>(text.size())), raw.size() - 1);
}

TEST(ScalarMapTest, DoubleQuotedFoldsAndJoinsAnEscapedLineBreak) {
  const std::string_view raw = "\"ab \\\n   cd  \n  ef\n\n gh\"";
  const std::string_view text = "ab cd ef\ngh";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kDoubleQuoted, raw, text);
  EXPECT_EQ(RawOf(map, raw, text, "ab "), "ab ");
  EXPECT_EQ(RawOf(map, raw, text, "cd"), "cd");
  EXPECT_EQ(RawOf(map, raw, text, "ef"), "ef");
  EXPECT_EQ(RawOf(map, raw, text, "gh"), "gh");
  EXPECT_EQ(RawOf(map, raw, text, "cd ef"), "cd  \n  ef");
  EXPECT_EQ(map.ToRaw(static_cast<uint32_t>(text.size())), raw.size() - 1);
}

TEST(ScalarMapTest, DoubleQuotedKeepsAnEmptyLineAfterAnEscapedBreak) {
  const std::string_view raw = "\"a\\\n\n  b\"";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kDoubleQuoted, raw, "a\nb");
  EXPECT_THAT(Offsets(map, "a\nb"), ElementsAre(1, 4, 7, 8));
}

TEST(ScalarMapTest, LiteralSkipsHeaderAndIndentation) {
  const std::string_view raw = "|  # note\n  ab\n    cd\n\n  ef";
  const std::string_view text = "ab\n  cd\n\nef\n";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kLiteral, raw, text);
  EXPECT_EQ(map.ToRaw(0), 12u);
  EXPECT_EQ(RawOf(map, raw, text, "ab"), "ab");
  EXPECT_EQ(RawOf(map, raw, text, "  cd"), "  cd");
  EXPECT_EQ(RawOf(map, raw, text, "ef"), "ef");
  EXPECT_EQ(map.ToRaw(static_cast<uint32_t>(text.size() - 1)), raw.size());
  EXPECT_EQ(map.EndToRaw(static_cast<uint32_t>(text.size())), raw.size());
}

TEST(ScalarMapTest, LiteralWithIndicatorKeepsDeeperIndentation) {
  const std::string_view raw = "|2-\n    ab\n   c";
  const std::string_view text = "  ab\n c";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kLiteral, raw, text);
  EXPECT_THAT(Offsets(map, text), ElementsAre(6, 7, 8, 9, 10, 13, 14, 15));
}

TEST(ScalarMapTest, LiteralWithCrLfAndTrailingBlanks) {
  const std::string_view raw = "|\r\n  ab  \r\n  \r\n  cd";
  const std::string_view text = "ab  \n\ncd\n";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kLiteral, raw, text);
  EXPECT_EQ(RawOf(map, raw, text, "ab  "), "ab  ");
  EXPECT_EQ(RawOf(map, raw, text, "cd"), "cd");
  EXPECT_EQ(map.ToRaw(4), 9u);
}

TEST(ScalarMapTest, LiteralThatStartsWithEmptyLines) {
  const std::string_view raw = "|\n\n  \n  ab";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kLiteral, raw, "\n\nab\n");
  EXPECT_EQ(RawOf(map, raw, "\n\nab\n", "ab"), "ab");
}

TEST(ScalarMapTest, FoldedJoinsLinesButNotDeeperOnes) {
  const std::string_view raw = ">-\n  ab\n  cd\n\n  ef\n    gh\n  ij";
  const std::string_view text = "ab cd\nef\n  gh\nij";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kFolded, raw, text);
  for (const std::string_view word : {"ab", "cd", "ef", "  gh", "ij"}) {
    EXPECT_EQ(RawOf(map, raw, text, word), word);
  }
  EXPECT_EQ(RawOf(map, raw, text, "ab cd"), "ab\n  cd");
}

TEST(ScalarMapTest, FoldedKeepsBlanksBeforeTheFold) {
  const std::string_view raw = ">-\n  ab  \n  cd";
  const std::string_view text = "ab   cd";
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kFolded, raw, text);
  EXPECT_THAT(Offsets(map, text), ElementsAre(5, 6, 7, 8, 9, 12, 13, 14));
}

TEST(ScalarMapTest, JsonEscapesAndSurrogatePairs) {
  const std::string_view raw = R"("a\/\u0041\ud83d\ude00\n.")";
  const std::string_view text = "a/A\U0001F600\n.";
  const ScalarMap map = ScalarMap::ForJson(raw, text);
  EXPECT_THAT(Offsets(map, text), ElementsAre(1, 2, 4, 10, 10, 10, 10, 22, 24, 25));
}

TEST(ScalarMapTest, JsonNumberIsTheIdentity) {
  const ScalarMap map = ScalarMap::ForJson("1.50", "1.50");
  EXPECT_THAT(Offsets(map, "1.50"), ElementsAre(0, 1, 2, 3, 4));
}

TEST(ScalarMapTest, PercentEncodingMapsThreeToOne) {
  const std::string_view raw = "%7B%22a%22:+1%7d";
  const std::string_view text = "{\"a\":+1}";
  const ScalarMap map = ScalarMap::ForPercentEncoding(raw, text);
  EXPECT_THAT(Offsets(map, text), ElementsAre(0, 3, 6, 7, 10, 11, 12, 13, 16));
}

TEST(ScalarMapTest, EmptyTextMapsBehindTheOpeningQuote) {
  EXPECT_EQ(ScalarMap::ForYaml(ScalarStyle::kDoubleQuoted, "\"\"", "").ToRaw(0), 1u);
  EXPECT_EQ(ScalarMap::ForJson("\"\"", "").EndToRaw(0), 1u);
  EXPECT_EQ(ScalarMap::ForYaml(ScalarStyle::kPlain, "", "").ToRaw(7), 0u);
}

TEST(ScalarMapTest, NeverLeavesTheRawBytes) {
  // Pairs that do not belong together: every answer is still inside, and the agreeing part is
  // right.
  const std::vector<std::string_view> texts = {
      "",       "a",       "\"",     "'",          "|",           "|\n  a\n",  "\"a\\",
      "\"\\u1", "a\n\n b", "''''",   "\"\\\n\n\"", "  \n  ",      "%4",        "%41%",
      "\r\n\r", "\\",      "\"\\ud", ">\n x\n\n",  "\"\\uD800\"", "ab  \n c d"};
  for (const std::string_view raw : texts) {
    for (const std::string_view text : texts) {
      std::vector<ScalarMap> maps = {ScalarMap::ForJson(raw, text),
                                     ScalarMap::ForPercentEncoding(raw, text)};
      for (const ScalarStyle style :
           {ScalarStyle::kNone, ScalarStyle::kPlain, ScalarStyle::kSingleQuoted,
            ScalarStyle::kDoubleQuoted, ScalarStyle::kLiteral, ScalarStyle::kFolded}) {
        maps.push_back(ScalarMap::ForYaml(style, raw, text));
      }
      for (const ScalarMap& map : maps) {
        uint32_t before = 0;
        for (uint32_t at = 0; at <= text.size() + 2; ++at) {
          ASSERT_LE(map.ToRaw(at), raw.size()) << raw << " / " << text;
          ASSERT_LE(map.EndToRaw(at), raw.size()) << raw << " / " << text;
          ASSERT_GE(map.ToRaw(at), before) << raw << " / " << text;
          before = map.ToRaw(at);
        }
      }
    }
  }
  const ScalarMap map = ScalarMap::ForYaml(ScalarStyle::kPlain, "abXY", "abZW");
  EXPECT_EQ(map.ToRaw(1), 1u);
  EXPECT_EQ(map.ToRaw(3), 2u);
}

}  // namespace
}  // namespace irsalint::syntax
