#include "analyzer/load/suppression_text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::load {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

// `a,b|reason|expires`, or the problem behind `!`.
std::string Shown(const SuppressionText& text) {
  if (!text.problem.empty()) return "!" + text.problem;
  std::string shown;
  for (const SuppressionText::Name& name : text.rules) {
    shown += (shown.empty() ? "" : ",") + std::string(name.id);
  }
  return fmt::format("{}|{}|{}", shown, text.reason, text.expires);
}

std::string Comment(std::string_view comment) {
  const auto text = ReadSuppressionComment(comment);
  return text.has_value() ? Shown(*text) : "none";
}

std::vector<std::string> Annotation(std::string_view value) {
  std::vector<std::string> shown;
  for (const SuppressionText& text : ReadSuppressionAnnotation(value)) shown.push_back(Shown(text));
  return shown;
}

TEST(SuppressionCommentTest, RulesReasonAndDate) {
  EXPECT_EQ(Comment("# irsalint: ignore[a-b] why it is so"), "a-b|why it is so|");
  EXPECT_EQ(Comment("#irsalint:ignore[ a , b ]:why"), "a,b|why|");
  EXPECT_EQ(Comment("# irsalint: ignore [a] - why"), "a|why|");
  EXPECT_EQ(Comment("# irsalint: ignore"), "||");
  EXPECT_EQ(Comment("# irsalint: ignore everything here"), "|everything here|");
  EXPECT_EQ(Comment("# irsalint: ignore[a] soon expires: 2027-01-31"), "a|soon|2027-01-31");
  EXPECT_EQ(Comment("# irsalint: ignore[a] expires: 2027-01-31, then gone"),
            "a|then gone|2027-01-31");
  EXPECT_EQ(Comment("# irsalint: ignore[a] (expires: 2027-01-31)"), "a||2027-01-31");
  EXPECT_EQ(Comment("# irsalint: ignore[a] one (expires: 2027-01-31) two"), "a|one two|2027-01-31");
  EXPECT_EQ(Comment("# irsalint: ignore[a] the contract expires soon"),
            "a|the contract expires soon|");
  EXPECT_EQ(Comment("# irsalint: ignore[a] see #12; ask http://x.example/#y"),
            "a|see #12; ask http://x.example/#y|");
}

TEST(SuppressionCommentTest, MayStandBehindAnotherComment) {
  const auto text = ReadSuppressionComment("# tool: skip # irsalint: ignore[ab] why  ");
  ASSERT_TRUE(text.has_value());
  EXPECT_EQ(Shown(*text), "ab|why|");
  EXPECT_EQ(text->begin, 13U);
  EXPECT_EQ(text->end, 39U);
  ASSERT_THAT(text->rules, SizeIs(1));
  EXPECT_EQ(text->rules[0].begin, 32U);
}

TEST(SuppressionCommentTest, WhatWasPlainlyMeantHasAProblem) {
  EXPECT_THAT(Comment("# irsalint: ignore[a"), HasSubstr("no `]`"));
  EXPECT_THAT(Comment("# irsalint: ignore[]"), HasSubstr("a rule's name is missing"));
  EXPECT_THAT(Comment("# irsalint: ignore[a,,b]"), HasSubstr("a rule's name is missing"));
  EXPECT_THAT(Comment("# irsalint: ignore: a"), HasSubstr("!the form is"));
  EXPECT_THAT(Comment("# irsalint: ignore=a"), HasSubstr("!the form is"));
  EXPECT_THAT(Comment("# irsalint: ignore-next-line a"), HasSubstr("\"ignore-next-line\""));
  EXPECT_THAT(Comment("# irsalint: ingore a"), HasSubstr("\"ingore\" is unknown"));
  EXPECT_THAT(Comment("# irsalint: disable=a"), HasSubstr("\"disable\" is unknown"));
  EXPECT_THAT(Comment("# irsalint ignore a"), HasSubstr("!the form is"));
  EXPECT_THAT(Comment("# irsalint-ignore a"), HasSubstr("!the form is"));
  EXPECT_THAT(Comment("# irsalint: ignore[a] expires: soon"), HasSubstr("\"soon\" behind"));
  EXPECT_THAT(Comment("# irsalint: ignore[a] expires:"), HasSubstr("\"\" behind `expires:`"));
  std::string many = "# irsalint: ignore[a";
  for (int i = 0; i < 100; ++i) many += ",a";
  EXPECT_EQ(Comment(many + "]"), "!it names more than 100 rules");
}

TEST(SuppressionCommentTest, ProseIsLeftAlone) {
  for (const char* comment :
       {"#", "# irsalint", "# irsalint reads this", "# irsalint: see the handbook",
        "# irsalintignore", "# run irsalint: ignore its notes", "# irsalint/ignore", "# ignore[a]",
        "# irsalint:"}) {
    EXPECT_EQ(Comment(comment), "none") << comment;
  }
}

TEST(SuppressionAnnotationTest, EntriesWithTheirPlaces) {
  EXPECT_THAT(Annotation("a: why; b, c: because: so"), ElementsAre("a|why|", "b,c|because: so|"));
  EXPECT_THAT(Annotation("a: why\nb\n"), ElementsAre("a|why|", "b||"));
  EXPECT_THAT(Annotation("*: all of it"), ElementsAre("|all of it|"));
  EXPECT_THAT(Annotation("a expires: 2027-01-31; b: x expires: 2027-02-28"),
              ElementsAre("a||2027-01-31", "b|x|2027-02-28"));
  const auto texts = ReadSuppressionAnnotation(" a: x ; bc : y");
  ASSERT_THAT(texts, SizeIs(2));
  EXPECT_EQ(texts[0].begin, 1U);
  EXPECT_EQ(texts[0].end, 5U);
  EXPECT_EQ(texts[1].begin, 8U);
  EXPECT_EQ(texts[1].rules[0].begin, 8U);
  EXPECT_EQ(texts[1].rules[0].id, "bc");
}

TEST(SuppressionAnnotationTest, Problems) {
  EXPECT_THAT(Annotation(""), ElementsAre(HasSubstr("it names no rule")));
  EXPECT_THAT(Annotation(" ;\n"), ElementsAre(HasSubstr("it names no rule")));
  EXPECT_THAT(Annotation("a because of b"), ElementsAre(HasSubstr("!the form is")));
  EXPECT_THAT(Annotation(": why"), ElementsAre(HasSubstr("a rule's name is missing")));
  EXPECT_THAT(Annotation("a: x expires: 2027-02-29"), ElementsAre(HasSubstr("is no date")));
  std::string many;
  for (int i = 0; i < 500; ++i) many += "a: x;";
  const std::vector<std::string> read = Annotation(many);
  ASSERT_THAT(read, SizeIs(kMaxSuppressionsOfAnnotation));
  EXPECT_THAT(Annotation(std::string(size_t{300} << 10, 'a')),
              ElementsAre("!an annotation of more than 256 KiB is refused"));
  EXPECT_EQ(read.back(), "!only the first 99 suppressions of an annotation are read");
}

}  // namespace
}  // namespace irsalint::load
