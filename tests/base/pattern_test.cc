#include "analyzer/base/pattern.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace irsalint::base {
namespace {

// The definition, word for word; exponential, so for short texts only.
bool NaiveMatches(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] == '*' || pattern[0] == '^') {
    if (NaiveMatches(pattern.substr(1), text)) return true;
    const bool may_skip = !text.empty() && (pattern[0] == '*' || text[0] != ':');
    return may_skip && NaiveMatches(pattern, text.substr(1));
  }
  if (text.empty()) return false;
  return (pattern[0] == '?' || pattern[0] == text[0]) &&
         NaiveMatches(pattern.substr(1), text.substr(1));
}

std::string RandomText(std::string_view alphabet, size_t max_length, std::mt19937* random) {
  std::string text((*random)() % (max_length + 1), ' ');
  for (char& c : text) c = alphabet[(*random)() % alphabet.size()];
  return text;
}

// '^' stands for a hole without ':'.
Pattern WithHoles(std::string_view text) {
  std::vector<PatternPiece> pieces;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '^') {
      pieces.push_back({.kind = PieceKind::kHoleWithoutColon});
    } else {
      pieces.push_back({.kind = PieceKind::kLike, .text = text.substr(i, 1)});
    }
  }
  return Pattern::FromPieces(pieces);
}

TEST(PatternTest, MatchesTheWholeText) {
  EXPECT_TRUE(Pattern::Like("a*c").Matches("abc"));
  EXPECT_TRUE(Pattern::Like("a*c").Matches("ac"));
  EXPECT_FALSE(Pattern::Like("a*c").Matches("abcd"));
  EXPECT_FALSE(Pattern::Like("a*c").Matches("xabc"));
  EXPECT_TRUE(Pattern::Like("*").Matches(""));
  EXPECT_FALSE(Pattern::Like("?").Matches(""));
  EXPECT_FALSE(Pattern::Like("?").Matches("ab"));
  EXPECT_TRUE(Pattern::Like("").Matches(""));
  EXPECT_FALSE(Pattern::Like("").Matches("a"));
}

TEST(PatternTest, StarCrossesColonsAndSlashes) {
  EXPECT_TRUE(Pattern::Like("system:*").Matches("system:serviceaccount:prod:api"));
  EXPECT_TRUE(Pattern::Like("repo:*").Matches("repo:o/r:ref"));
}

TEST(PatternTest, LiteralHasNoWildcards) {
  EXPECT_TRUE(Pattern::Literal("a*?").Matches("a*?"));
  EXPECT_FALSE(Pattern::Literal("a*?").Matches("abc"));
  EXPECT_TRUE(Pattern::Literal("a*?").IsLiteral());
  EXPECT_FALSE(Pattern::Like("a*?").IsLiteral());
}

TEST(PatternTest, CaseIsIgnoredOnlyWhenAsked) {
  EXPECT_FALSE(Pattern::Literal("Prod").Matches("prod"));
  EXPECT_TRUE(Pattern::Literal("Prod", CaseMode::kIgnoreCase).Matches("pROD"));
  EXPECT_TRUE(Pattern::Literal("STRASSE-É", CaseMode::kIgnoreCase).Matches("strasse-é"));
  EXPECT_FALSE(Pattern::Literal("prod", CaseMode::kIgnoreCase).Matches("prof"));
}

TEST(PatternTest, QuestionMarkIsOneCodePoint) {
  EXPECT_TRUE(Pattern::Like("?").Matches("é"));
  EXPECT_TRUE(Pattern::Like("?").Matches("\xF0\x9F\x94\x91"));
  EXPECT_FALSE(Pattern::Like("??").Matches("é"));
}

TEST(PatternTest, InvalidBytesAreCharactersOfTheirOwn) {
  EXPECT_TRUE(Pattern::Like("?").Matches("\xFF"));
  EXPECT_TRUE(Pattern::Literal("\xFF").Matches("\xFF"));
  EXPECT_FALSE(Pattern::Literal("\xFF").Matches("\xFE"));
  EXPECT_FALSE(Pattern::Literal("\xFF").Matches("ÿ"));
  EXPECT_TRUE(Pattern::Like("??").Matches("\xC3("));
}

TEST(PatternTest, PiecesKeepEscapedWildcardsLiteral) {
  const std::array<PatternPiece, 3> pieces = {
      {{PieceKind::kLike, "a*"}, {PieceKind::kLiteral, "*"}, {PieceKind::kHoleWithoutColon, {}}}};
  const Pattern pattern = Pattern::FromPieces(pieces);
  EXPECT_TRUE(pattern.Matches("a:x*y"));
  EXPECT_TRUE(pattern.Matches("a*"));
  EXPECT_FALSE(pattern.Matches("a:xy"));
  EXPECT_FALSE(pattern.Matches("a*:"));
}

TEST(PatternTest, HoleIsAnyText) {
  const std::array<PatternPiece, 3> pieces = {
      {{PieceKind::kLiteral, "a:"}, {PieceKind::kHole, "ignored"}, {PieceKind::kLiteral, ":b"}}};
  EXPECT_TRUE(Pattern::FromPieces(pieces).Matches("a:x:y:b"));
  EXPECT_FALSE(Pattern::FromPieces(pieces).Matches("a:b"));
}

TEST(PatternTest, NeighbouringRunsAreMerged) {
  EXPECT_EQ(Pattern::Like("a***b"), Pattern::Like("a*b"));
  EXPECT_EQ(WithHoles("^*").tokens().size(), 1U);
  EXPECT_TRUE(WithHoles("^*").Matches("a:b"));
  EXPECT_TRUE(WithHoles("*^").Matches("a:b"));
  EXPECT_FALSE(WithHoles("^^").Matches("a:b"));
}

TEST(PatternTest, LiteralPrefixEndsAtTheFirstWildcard) {
  EXPECT_EQ(Pattern::Like("a:é*b").LiteralPrefix(), "a:é");
  EXPECT_EQ(Pattern::Like("*").LiteralPrefix(), "");
  EXPECT_EQ(Pattern::Literal("ab*").LiteralPrefix(), "ab*");
}

TEST(PatternTest, AgreesWithNaiveMatcherOnRandomTexts) {
  std::mt19937 random(20240901);
  int matches = 0;
  for (int i = 0; i < 60000; ++i) {
    const std::string pattern = RandomText("ab:*?*", 8, &random);
    const std::string text = RandomText("ab:", 9, &random);
    const bool expected = NaiveMatches(pattern, text);
    matches += expected ? 1 : 0;
    ASSERT_EQ(Pattern::Like(pattern).Matches(text), expected) << pattern << " on " << text;
  }
  EXPECT_GT(matches, 5000);
}

TEST(PatternTest, HolesAgreeWithNaiveMatcherOnRandomTexts) {
  std::mt19937 random(7);
  int matches = 0;
  for (int i = 0; i < 60000; ++i) {
    const std::string pattern = RandomText("ab:*?^^", 8, &random);
    const std::string text = RandomText("ab:", 9, &random);
    const bool expected = NaiveMatches(pattern, text);
    matches += expected ? 1 : 0;
    ASSERT_EQ(WithHoles(pattern).Matches(text), expected) << pattern << " on " << text;
  }
  EXPECT_GT(matches, 5000);
}

// Trying every combination of what the stars skip would never end.
TEST(PatternTest, ManyStarsStayPolynomial) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "a*";
  pattern += "b";
  EXPECT_FALSE(Pattern::Like(pattern).Matches(std::string(5000, 'a')));
}

TEST(PatternTest, TooLongIsCountedInTokens) {
  EXPECT_FALSE(Pattern::Like(std::string(Pattern::kMaxTokens, '?')).IsTooLong());
  EXPECT_TRUE(Pattern::Like(std::string(Pattern::kMaxTokens + 1, '?')).IsTooLong());
  EXPECT_FALSE(Pattern::Like(std::string(5000, '*')).IsTooLong());
}

}  // namespace
}  // namespace irsalint::base
