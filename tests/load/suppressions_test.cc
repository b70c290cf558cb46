#include "analyzer/load/suppressions.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/load/assemble.h"
#include "analyzer/load/extract.h"
#include "analyzer/load/limits.h"
#include "analyzer/syntax/locate.h"

namespace irsalint::load {
namespace {

using facts::Suppression;
using ::testing::ElementsAre;

FileFacts Extract(std::string_view path, std::string_view text, FileForm form,
                  ExtractOptions::Skip skip = ExtractOptions::Skip::kIrrelevant) {
  ExtractOptions options;
  options.skip = skip;
  return ExtractFile({.source = source::SourceId{0}, .path = path, .bytes = text, .form = form},
                     options);
}

FileFacts Yaml(std::string_view text) { return Extract("a.yaml", text, FileForm::kYaml); }

std::string TextAt(std::string_view text, const syntax::Place& place) {
  syntax::Locator locator(source::SourceId{0}, text, syntax::Syntax::kYaml);
  const source::Span span = locator.Locate(place);
  return std::string(text.substr(span.begin, span.end - span.begin));
}

// `line: rules`, or `route of the object: rules`.
std::vector<std::string> Listed(const FileFacts& file) {
  std::vector<std::string> listed;
  for (const Suppression& suppression : file.facts.suppressions) {
    std::string rules;
    for (const facts::SuppressedRule& rule : suppression.rules) rules += " " + rule.id;
    listed.push_back(suppression.form == Suppression::Form::kLine
                         ? fmt::format("{}:{}", suppression.line, rules)
                         : fmt::format("{}:{}", ToString(suppression.covers.route), rules));
  }
  return listed;
}

TEST(LineSuppressionsTest, CoverTheirOwnLineOrTheNextThatSaysSomething) {
  EXPECT_THAT(Listed(Yaml("a: 1 # irsalint: ignore[x]\n"
                          "# irsalint: ignore[y]\n"
                          "# why\n"
                          "\n"
                          "  # irsalint: ignore[z]\r\n"
                          "b: 1\n"
                          "# irsalint: ignore[w]\n"
                          "\n")),
              ElementsAre("1: x", "6: y", "6: z", "0: w"));
}

TEST(LineSuppressionsTest, HaveExactPlaces) {
  const std::string text = "kind: Pod # other # irsalint: ignore[ab, cd] why  \n";
  const FileFacts file = Yaml(text);
  ASSERT_EQ(file.facts.suppressions.size(), 1U);
  const Suppression& suppression = file.facts.suppressions[0];
  EXPECT_EQ(suppression.reason, "why");
  EXPECT_EQ(TextAt(text, suppression.place), "# irsalint: ignore[ab, cd] why");
  EXPECT_EQ(TextAt(text, suppression.rules[0].place), "ab");
  EXPECT_EQ(TextAt(text, suppression.rules[1].place), "cd");
}

TEST(LineSuppressionsTest, StandInFilesThatSayNothingElse) {
  const FileFacts file = Yaml("replicas: 1 # irsalint: ignore[x]\n");
  EXPECT_THAT(Listed(file), ElementsAre("1: x"));
  EXPECT_EQ(file.facts.files.size(), 1U);
  EXPECT_FALSE(load::IsEmpty(file.facts));
}

TEST(LineSuppressionsTest, OnlyCommentsCount) {
  EXPECT_THAT(Listed(Yaml("a: |\n  # irsalint: ignore[x]\nb: '# irsalint: ignore[x]'\n")),
              testing::IsEmpty());
  EXPECT_THAT(Listed(Extract("a.json", R"({"kind": "Pod", "a": "# irsalint: ignore[x]"})",
                             FileForm::kJson)),
              testing::IsEmpty());
}

TEST(LineSuppressionsTest, TheNumberOfAFileIsBounded) {
  std::string text;
  for (int i = 0; i < 3'000; ++i) text += "# irsalint: ignore[x]\n";
  const FileFacts file = Yaml(text + "a: 1\n");
  ASSERT_EQ(file.facts.suppressions.size(), kMaxLineSuppressions);
  EXPECT_EQ(file.facts.suppressions.back().problem,
            "only the first 999 suppressions of a file are read");
  EXPECT_EQ(file.facts.suppressions.front().line, 3'001U);
}

TEST(LineSuppressionsTest, LargeDocumentsHaveNoneAndSaySo) {
  const std::string large = "x: " + std::string(kMaxCommentedBytes, 'a');
  EXPECT_TRUE(Yaml(large + " # irsalint reads this\n").facts.suppressions.empty());
  const std::string text = "a: 1 # irsalint: ignore[x]\n---\n" + large + " # irsalint: ignore[y]\n";
  const FileFacts file = Yaml(text);
  ASSERT_EQ(file.facts.suppressions.size(), 2U);
  EXPECT_EQ(file.facts.suppressions[0].problem,
            "comments in more than 1 MB of documents are not read");
  EXPECT_EQ(TextAt(text, file.facts.suppressions[0].place), "irsalint: ignore");
  EXPECT_EQ(file.facts.suppressions[1].problem, "");
}

constexpr std::string_view kDeployment = R"(kind: Deployment
metadata:
  annotations:
    irsalint.dev/ignore: "ab: one; cd, ef: two"
spec:
  template:
    metadata: {annotations: {irsalint.dev/ignore: gh}}
    spec: {containers: []}
)";

TEST(ObjectSuppressionsTest, OfObjectsAndPodTemplates) {
  const FileFacts file = Yaml(kDeployment);
  EXPECT_THAT(Listed(file), ElementsAre(": ab", ": cd ef", "spec.template: gh"));
  const Suppression& suppression = file.facts.suppressions[1];
  EXPECT_EQ(TextAt(kDeployment, suppression.place), "cd, ef: two");
  EXPECT_EQ(TextAt(kDeployment, suppression.rules[1].place), "ef");
  EXPECT_EQ(suppression.reason, "two");
}

TEST(ObjectSuppressionsTest, OfItemsOfAList) {
  EXPECT_THAT(Listed(Extract("a.json", R"({"kind": "List", "items": [{"kind": "ServiceAccount"},
          {"kind": "ServiceAccount", "metadata": {"annotations": {"irsalint.dev/ignore": "a"}}}]})",
                             FileForm::kJson)),
              ElementsAre("items[1]: a"));
}

// A document that holds nothing of ours is read for its annotation, and alike whether or not others
// are skipped.
TEST(ObjectSuppressionsTest, OfDocumentsThatAreSkippedOtherwise) {
  const std::string text =
      "kind: Service\nmetadata: {annotations: {irsalint.dev/ignore: a}}\n---\n"
      "kind: Service\nmetadata: {name: b}\n";
  const FileFacts file = Yaml(text);
  EXPECT_THAT(Listed(file), ElementsAre(": a"));
  EXPECT_EQ(file.stats.parsed, 1U);
  EXPECT_EQ(file.stats.skipped, 1U);
  EXPECT_EQ(Extract("a.yaml", text, FileForm::kYaml, ExtractOptions::Skip::kNothing).facts,
            file.facts);
}

TEST(ObjectSuppressionsTest, AnnotationsThatMeanNothing) {
  const FileFacts file = Yaml(
      "kind: Pod\nmetadata: {annotations: {irsalint.dev/skip: a, irsalint.dev/ignore: [a]}}\n");
  ASSERT_EQ(file.facts.suppressions.size(), 1U);
  EXPECT_EQ(file.facts.suppressions[0].problem,
            "the annotation \"irsalint.dev/skip\" is unknown; the one that suppresses findings is "
            "\"irsalint.dev/ignore\"");
}

}  // namespace
}  // namespace irsalint::load
