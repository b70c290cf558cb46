#include "analyzer/syntax/stream.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/harness/paths.h"

namespace irsalint::syntax {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// The bytes of each slice.
std::vector<std::string> Slices(std::string_view file, size_t max_documents = 100) {
  std::vector<std::string> texts;
  for (const Slice& slice : SplitStream(file, max_documents).slices) {
    texts.emplace_back(file.substr(slice.begin, slice.end - slice.begin));
  }
  return texts;
}

TEST(SplitStreamTest, ADocumentWithoutMarkers) {
  EXPECT_THAT(Slices("a: 1\n"), ElementsAre("a: 1\n"));
  EXPECT_THAT(Slices("a: 1"), ElementsAre("a: 1"));
}

TEST(SplitStreamTest, NothingButBlanksCommentsAndMarkersIsNoDocument) {
  EXPECT_THAT(Slices(""), IsEmpty());
  EXPECT_THAT(Slices("\n  \n# c\n \t# d\r\n"), IsEmpty());
  EXPECT_THAT(Slices("---\n---\n--- # c\n...\n---"), IsEmpty());
  EXPECT_THAT(Slices("\xEF\xBB\xBF---\n"), IsEmpty());
  EXPECT_THAT(Slices("%YAML 1.1\n---\n"), IsEmpty());
}

TEST(SplitStreamTest, AMarkerBelongsToTheDocumentThatItOpens) {
  EXPECT_THAT(Slices("a\n---\nb\n--- # c\nd\n"), ElementsAre("a\n", "---\nb\n", "--- # c\nd\n"));
  EXPECT_THAT(Slices("---\r\na\r\n---\r\nb"), ElementsAre("---\r\na\r\n", "---\r\nb"));
  EXPECT_THAT(Slices("---\ta\n---\tb"), ElementsAre("---\ta\n", "---\tb"));
  EXPECT_THAT(Slices("a\n---"), ElementsAre("a\n"));
}

TEST(SplitStreamTest, ContentMayStandOnTheMarkersLine) {
  EXPECT_THAT(Slices("--- a\n--- |\n text\n--- {}"),
              ElementsAre("--- a\n", "--- |\n text\n", "--- {}"));
}

TEST(SplitStreamTest, AnEndMarkerBelongsToTheDocumentThatItEnds) {
  EXPECT_THAT(Slices("a\n... # c\nb\n...\n"), ElementsAre("a\n... # c\n", "b\n...\n"));
  EXPECT_THAT(Slices("a\n...\n---\nb"), ElementsAre("a\n...\n", "---\nb"));
  EXPECT_THAT(Slices("a\n..."), ElementsAre("a\n..."));
}

TEST(SplitStreamTest, CommentsAndDirectivesAboveTheFirstMarkerBelongToItsDocument) {
  EXPECT_THAT(Slices("# licence\n%YAML 1.1\n---\na\n---\nb"),
              ElementsAre("# licence\n%YAML 1.1\n---\na\n", "---\nb"));
  EXPECT_THAT(Slices("a\n...\n%TAG ! x\n---\nb"), ElementsAre("a\n...\n", "%TAG ! x\n---\nb"));
}

TEST(SplitStreamTest, DocumentsOfCommentsAreLeftOutOfTheMiddle) {
  EXPECT_THAT(Slices("a\n---\n# only\n---\n\n---\nb"), ElementsAre("a\n", "---\nb"));
}

TEST(SplitStreamTest, OnlyThreeDashesAtTheMarginAndABlankAreAMarker) {
  const std::string text = "a: |\n  ---\n ---\n----\n---x\n--\n....\n";
  EXPECT_THAT(Slices(text), ElementsAre(text));
}

TEST(SplitStreamTest, AByteOrderMarkIsInNoSlice) {
  EXPECT_THAT(Slices("\xEF\xBB\xBF---\na\n---\nb"), ElementsAre("---\na\n", "---\nb"));
}

TEST(SplitStreamTest, StopsAtTheLimitAndSaysSo) {
  const Stream stream = SplitStream("a\n---\nb\n---\nc\n", 2);
  EXPECT_EQ(stream.slices.size(), 2u);
  EXPECT_TRUE(stream.limit_reached);
  EXPECT_FALSE(SplitStream("a\n---\nb\n---\n# c\n", 2).limit_reached);
}

TEST(CheckEncodingTest, GoodTextHasNoProblem) {
  for (const std::string_view text :
       {"", "a", "kind: Pod\n", "日本語 😀 and ascii after it", "\xEF\xBB\xBF: bom"}) {
    EXPECT_FALSE(CheckEncoding(text).has_value()) << text;
  }
}

TEST(CheckEncodingTest, NamesWideEncodings) {
  using std::string_view_literals::operator""sv;
  const auto message = [](std::string_view text) { return CheckEncoding(text)->message; };
  EXPECT_EQ(message("\xFF\xFEk\0i\0"sv), "the file is UTF-16; save it as UTF-8");
  EXPECT_EQ(message("\xFE\xFF\0k\0i"sv), "the file is UTF-16; save it as UTF-8");
  EXPECT_EQ(message("k\0i\0n\0"sv), "the file is UTF-16; save it as UTF-8");
  EXPECT_EQ(message("\0k\0i\0n"sv), "the file is UTF-16; save it as UTF-8");
  EXPECT_EQ(message("\xFF\xFE\0\0k\0\0\0"sv), "the file is UTF-32; save it as UTF-8");
  EXPECT_EQ(message("\0\0\xFE\xFF\0\0\0k"sv), "the file is UTF-32; save it as UTF-8");
}

TEST(CheckEncodingTest, FindsTheFirstBadByteWhereverItStands) {
  for (size_t before = 0; before < 40; ++before) {
    const std::string good(before, 'a');
    const auto nul = CheckEncoding(good + "abcd" + std::string(1, '\0') + "x");
    ASSERT_TRUE(nul.has_value());
    EXPECT_EQ(nul->offset, before + 4);
    EXPECT_EQ(nul->message, "the file holds a NUL byte; it is not text");
    const auto invalid = CheckEncoding(good + "é\xC3(");
    ASSERT_TRUE(invalid.has_value());
    EXPECT_EQ(invalid->offset, before + 2);
    EXPECT_EQ(invalid->message, "the file is not valid UTF-8 (byte 0xC3)");
  }
}

TEST(IsGoTemplateTest, ActionsInStructureMakeATemplate) {
  for (const std::string_view text :
       {"name: {{ .Values.x }}", "{{- if .x }}\na: 1\n{{ end }}", "a:\n  - {{ .x }}\n",
        "a: 1\n  {{- with .y }}\nb: 2", "{{ .key }}: value", "a: [x, {{ .y }}]",
        "a: \"{{ index .x \"y\" }}\"", "a: &b {{ x }}", "a: !!str {{ x }}", "--- {{ x }}",
        "{{/* comment */}}\na: 1", "a: |\n  text\n{{ toYaml .x | indent 2 }}\n", "\"a\": {{ x }}",
        "{% raw %}\na: 1", "%{ if x }\na: 1\n"}) {
    EXPECT_TRUE(IsGoTemplate(text)) << text;
  }
}

TEST(IsGoTemplateTest, ActionsInTextDoNot) {
  for (const std::string_view text :
       {"a: 1", "a: \"{{ .x }}\"", "a: '{{ .x }} and {{ .y }}'", "# {{ .x }}\na: 1 # {{ .y }}",
        "a: app-{{ .x }}", "arn: arn:aws:iam::{{ account }}:role/x", "a: ${{ env.X }}",
        "a: |\n  {{ if .x }}\n  y\n  {{ end }}\nb: 1", "a: >-\n  {{ $value }} is high\n",
        "- |\n {{ x }}\n- 1", "a:\n- b: |2\n    {{ x }}\n  c: 1", "a: \"multi\n  {{ x }}\"\nb: 1",
        "a: [\"{{ x }}\", '{{ y }}']", "a: {b: {c: 1}}", "a: it's\nb: it's {{ x }}",
        "a: 50% of {b}"}) {
    EXPECT_FALSE(IsGoTemplate(text)) << text;
  }
}

TEST(SplitStreamTest, TheFormsOfTheDocumentsFile) {
  const std::string file = test::ReadFile(test::Testdata("inputs/yaml/documents.yaml"));
  EXPECT_THAT(
      Slices(file),
      ElementsAre("%YAML 1.1\n# comment above the first document\n---\nfirst: 1\n... # end\n",
                  "# between\n--- # second\nsecond: 2\n", "--- third\n", "--- |\n  ---\n  fourth\n",
                  "---\nfifth: |\n  text\n # not cut\n"));
}

}  // namespace
}  // namespace irsalint::syntax
