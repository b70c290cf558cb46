#include "analyzer/syntax/text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <iterator>

#include <string>
#include <vector>

#include "analyzer/syntax/holes.h"

namespace irsalint::syntax {
namespace {

using base::Truth;

Text Read(std::string_view text, std::string_view scope = "unit") {
  return ReadText(text, Field::kName, scope);
}

Truth Same(std::string_view a, std::string_view b, HoleRange range = HoleRange::kAnything) {
  const Truth forwards = Equal(Read(a), Read(b), range);
  EXPECT_EQ(forwards, Equal(Read(b), Read(a), range)) << a << " " << b;
  return forwards;
}

TEST(TextTest, LiteralTextsHoldOneString) {
  EXPECT_TRUE(Text().IsLiteral());
  EXPECT_TRUE(Text().IsEmpty());
  const Text text = Text::FromPieces({{.literal = "a", .hole = {}, .is_hole = false},
                                      {.literal = "b", .hole = {}, .is_hole = false}});
  EXPECT_TRUE(text.IsLiteral());
  EXPECT_EQ(text.literal(), "ab");
  EXPECT_EQ(text, Text::Literal("ab"));
}

TEST(TextTest, AppendJoinsNeighbouringLiterals) {
  const Text text = Text::Literal("a").Append(Read("b${x}c")).Append("d");
  ASSERT_EQ(text.pieces().size(), 3u);
  EXPECT_EQ(text.pieces()[0].literal, "ab");
  EXPECT_EQ(text.pieces()[1].hole.expression, "${x}");
  EXPECT_EQ(text.pieces()[2].literal, "cd");
  EXPECT_EQ(text.Written(), "ab${x}cd");
  EXPECT_EQ(Text::OfHole({HoleSyntax::kMissing, "", "unit"}).Append("-x").Written(), "-x");
  EXPECT_EQ(text.Shown(), "ab${x}cd");
  EXPECT_EQ(Text::OfHole({HoleSyntax::kMissing, "name", "unit"}).Append("-x").Shown(), "<name>-x");
  EXPECT_EQ(Text::Literal("x").Shown(), "x");
}

TEST(EqualTest, LiteralsAreComparedExactly) {
  EXPECT_EQ(Same("abc", "abc"), Truth::kYes);
  EXPECT_EQ(Same("abc", "abd"), Truth::kNo);
  EXPECT_EQ(Same("abc", "ab"), Truth::kNo);
  EXPECT_EQ(Same("", ""), Truth::kYes);
}

TEST(EqualTest, EqualHolesCancel) {
  EXPECT_EQ(Same("${x}", "${x}"), Truth::kYes);
  EXPECT_EQ(Same("a-${x}-b", "a-${x}-b"), Truth::kYes);
  EXPECT_EQ(Same("a-${x}-b", "a-${x}-c"), Truth::kNo);
  EXPECT_EQ(Same("${x}${y}", "${x}${y}"), Truth::kYes);
  EXPECT_EQ(Same("${x}a", "${x}"), Truth::kNo);
  EXPECT_EQ(Same("${x}:${y}", "${x}:b"), Truth::kMaybe);
}

TEST(EqualTest, HolesOfDifferentScopesOrSyntaxesAreNotEqual) {
  EXPECT_EQ(Equal(Read("${x}", "dev"), Read("${x}", "prod")), Truth::kMaybe);
  EXPECT_EQ(Same("${x}", "$(x)"), Truth::kMaybe);
}

TEST(EqualTest, AnImpossibleMatchIsNo) {
  EXPECT_EQ(Same("a${x}", "b"), Truth::kNo);
  EXPECT_EQ(Same("${x}a", "b"), Truth::kNo);
  EXPECT_EQ(Same("a${x}b", "ab"), Truth::kMaybe);
  EXPECT_EQ(Same("aa${x}aa", "aaa"), Truth::kNo) << "the ends may not overlap";
  EXPECT_EQ(Same("${x}-m-${y}", "a-n-b"), Truth::kNo);
  EXPECT_EQ(Same("${x}-m-${y}", "a-m-b"), Truth::kMaybe);
  EXPECT_EQ(Same("a${x}", "b${y}"), Truth::kNo);
  EXPECT_EQ(Same("a${x}", "${y}b"), Truth::kMaybe);
  EXPECT_EQ(Same("${x}ab", "${y}cb"), Truth::kNo);
  EXPECT_EQ(Same("${x}", ""), Truth::kMaybe);
}

TEST(EqualTest, AHoleWithoutColonStaysInItsPart) {
  EXPECT_EQ(Same("${ns}:app", "a:b:app"), Truth::kMaybe);
  EXPECT_EQ(Same("${ns}:app", "a:b:app", HoleRange::kWithoutColon), Truth::kNo);
  EXPECT_EQ(Same("${ns}:app", "a:app", HoleRange::kWithoutColon), Truth::kMaybe);
  EXPECT_EQ(Same("${ns}:${name}", "a", HoleRange::kWithoutColon), Truth::kNo);
  EXPECT_EQ(Same("a${ns}:x", "b${other}:x", HoleRange::kWithoutColon), Truth::kNo);
  EXPECT_EQ(Same("system:serviceaccount:${ns}:app", "system:serviceaccount:${ns}:app",
                 HoleRange::kWithoutColon),
            Truth::kYes);
}

// Every pair of short patterns over {a, :} with up to two different holes against enumeration: the
// answer is kMaybe or kYes exactly if some assignment of short words makes the two equal.
TEST(EqualTest, AgreesWithEnumeration) {
  const std::vector<std::string> atoms = {"a", ":", "${x}", "${y}"};
  std::vector<std::string> patterns = {""};
  for (size_t first = 0, length = 0; length < 3; ++length) {
    const size_t end = patterns.size();
    for (size_t i = first; i < end; ++i) {
      for (const std::string& atom : atoms) patterns.push_back(patterns[i] + atom);
    }
    first = end;
  }
  std::vector<std::string> words = {""};
  for (size_t i = 0; i < 15; ++i) {
    for (const char c : {'a', ':'}) words.push_back(words[i] + c);
  }
  // Σ* of the design: each occurrence of a hole that did not cancel is filled on its own.
  const auto fills = [&](const std::string& pattern, HoleRange range) {
    std::vector<std::string> filled = {""};
    for (size_t at = 0; at < pattern.size();) {
      const bool is_hole = pattern[at] == '$';
      std::vector<std::string> next;
      for (const std::string& so_far : filled) {
        if (!is_hole) next.push_back(so_far + pattern[at]);
        if (!is_hole) continue;
        for (const std::string& word : words) {
          const bool has_colon = word.find(':') != std::string::npos;
          if (range == HoleRange::kWithoutColon && has_colon) continue;
          if (so_far.size() + word.size() <= 5) next.push_back(so_far + word);
        }
      }
      filled = std::move(next);
      at += is_hole ? 4 : 1;
    }
    std::sort(filled.begin(), filled.end());
    filled.erase(std::unique(filled.begin(), filled.end()), filled.end());
    return filled;
  };
  // The holes of the two sides never have the same name, so nothing cancels.
  const auto renamed = [](std::string pattern) {
    for (char& c : pattern) {
      if (c == 'x') c = 'v';
      if (c == 'y') c = 'w';
    }
    return pattern;
  };
  for (const HoleRange range : {HoleRange::kAnything, HoleRange::kWithoutColon}) {
    std::vector<std::vector<std::string>> words_of;
    for (const std::string& pattern : patterns) words_of.push_back(fills(pattern, range));
    for (size_t i = 0; i < patterns.size(); ++i) {
      for (size_t j = 0; j < patterns.size(); ++j) {
        const std::string& a = patterns[i];
        const std::string& b = patterns[j];
        const std::vector<std::string>& left = words_of[i];
        const std::vector<std::string>& right = words_of[j];
        std::vector<std::string> common;
        std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                              std::back_inserter(common));
        const bool can_be_equal = Equal(Read(a), Read(renamed(b)), range) != Truth::kNo;
        ASSERT_EQ(can_be_equal, !common.empty()) << a << " " << b;
      }
    }
  }
}

}  // namespace
}  // namespace irsalint::syntax
