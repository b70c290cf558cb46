#include "analyzer/syntax/comments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/source/source_id.h"

namespace irsalint::syntax {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr source::SourceId kSource{5};

// Each comment's bytes, with a `^` before those that have a line of their own.
std::vector<std::string> Listed(std::string_view file) {
  std::vector<std::string> listed;
  for (const Comment& comment : Comments(kSource, file, Syntax::kYaml).comments) {
    EXPECT_EQ(comment.span.source, kSource);
    EXPECT_LE(comment.span.begin, comment.span.end);
    EXPECT_LE(comment.span.end, file.size());
    listed.push_back((comment.own_line ? "^" : "") +
                     std::string(file.substr(comment.span.begin, comment.span.Length())));
  }
  return listed;
}

TEST(CommentsTest, OfLinesAndBehindValues) {
  EXPECT_THAT(Listed("# a\nb: 1  # c\n  # d\n- x\n"), ElementsAre("^# a", "# c", "^# d"));
  EXPECT_THAT(Listed("a: # b\n  - c # d\n\t# e\n"), ElementsAre("# b", "# d", "^# e"));
  EXPECT_THAT(Listed("a: [1, # b\n  2] # c"), ElementsAre("# b", "# c"));
}

TEST(CommentsTest, HaveExactSpans) {
  EXPECT_THAT(Comments(kSource, "a: b # c\n", Syntax::kYaml).comments,
              ElementsAre(Comment{.span = {kSource, 5, 8}, .own_line = false}));
  EXPECT_THAT(Comments(kSource, "---\na: b\n---\n # c\nd: e\n", Syntax::kYaml).comments,
              ElementsAre(Comment{.span = {kSource, 14, 17}, .own_line = true}));
}

TEST(CommentsTest, AreNotFoundInScalars) {
  EXPECT_THAT(Listed("a: b#c\nd: 'e # f'\ng: \"h # i\"\nj: http://x/#y\n"), IsEmpty());
  EXPECT_THAT(Listed("a: |\n  # b\n  c # d\n# e\n"), ElementsAre("^# e"));
  EXPECT_THAT(Listed("a: > # b\n  # c\n  d\n"), ElementsAre("# b"));
  EXPECT_THAT(Listed("a: 'b\n  # c\n  d'\n"), IsEmpty());
  EXPECT_THAT(Listed("a: \"b\n  # c\n  d\" # e\n"), ElementsAre("# e"));
}

TEST(CommentsTest, EndBeforeTheLineBreak) {
  EXPECT_THAT(Listed("# a\r\nb: 1 # c\r\n"), ElementsAre("^# a", "# c"));
  EXPECT_THAT(Listed("a: 1 #"), ElementsAre("#"));
  EXPECT_THAT(Listed("\xef\xbb\xbf# a\nb: 1\n"), ElementsAre("^# a"));
}

TEST(CommentsTest, OfEveryDocumentAndBetweenThem) {
  EXPECT_THAT(Listed("# a\n---\nb: 1 # c\n... # d\n# e\n--- # f\n# g\nh: 1\n"),
              ElementsAre("^# a", "# c", "# d", "^# e", "# f", "^# g"));
  EXPECT_THAT(Listed("# only\n\n# these\n"), ElementsAre("^# only", "^# these"));
  EXPECT_THAT(Listed("a: 1\n---\n# empty\n---\nb: 1\n"), ElementsAre("^# empty"));
}

TEST(CommentsTest, SurviveABrokenDocument) {
  EXPECT_THAT(Listed("a: [1, {\n---\nb: 1 # c\n"), ElementsAre("# c"));
  EXPECT_THAT(Listed("# a\nb: 1\nc: {{ .Values.x }} # d\n"), ElementsAre("^# a", "# d"));
}

TEST(CommentsTest, JsonHasNone) {
  EXPECT_THAT(Comments(kSource, "{\"a\": 1} // b # c", Syntax::kJson).comments, IsEmpty());
}

TEST(CommentsTest, HopelessTextIsGivenUp) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "- ";
  EXPECT_THAT(Listed(deep + "# a\n"), IsEmpty());
  EXPECT_THAT(Listed(std::string(100'000, '[') + " # a\n---\nb: 1 # c\n").back(), "# c");
}

TEST(CommentsTest, OfDocumentsWithAMarkUpToASize) {
  constexpr std::string_view kStream =
      "a: 1 # b\n---\nx: y # z\n---\nc: 1 # x and many more bytes\n";
  const FoundComments found =
      Comments(kSource, kStream, Syntax::kYaml, {.mark = "x", .max_bytes = 20});
  ASSERT_EQ(found.comments.size(), 1U);
  EXPECT_EQ(kStream.substr(found.comments[0].span.begin, found.comments[0].span.Length()), "# z");
  ASSERT_EQ(found.left_out.size(), 1U);
  EXPECT_EQ(kStream.substr(found.left_out[0].end - 11), "more bytes\n");
}

// Time must not grow with the square of the blank lines.
TEST(CommentsTest, ManyBlankLinesBeforeALargeDocument) {
  const std::string text = std::string(1'000'000, '\n') + "a: " + std::string(1'000'000, 'b');
  EXPECT_THAT(Comments(kSource, text, Syntax::kYaml).comments, IsEmpty());
}

}  // namespace
}  // namespace irsalint::syntax
