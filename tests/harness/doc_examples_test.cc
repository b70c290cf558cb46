// What the rules' docs show is run: the rule reports its example, and is silent on the mended one.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "rules/all_rules.h"
#include "tests/harness/doc_example.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Pair;

std::vector<std::string> MessagesOf(std::string_view rule, const Tree& tree) {
  std::vector<std::string> messages;
  for (const auto& finding : RunTree(tree, {.persona = rule::Persona::kAuditor}).findings) {
    if (finding.rule == rule) messages.push_back(finding.message);
  }
  return messages;
}

TEST(DocExamples, EveryRuleReportsItsExample) {
  for (const rule::Rule* rule : rules::AllRules()) {
    SCOPED_TRACE(rule->meta.id);
    EXPECT_THAT(FaultsOfExamples(rule->meta.doc), IsEmpty());
    const Tree example = FilesBelow(rule->meta.doc, "## Example");
    ASSERT_FALSE(example.empty());
    EXPECT_FALSE(MessagesOf(rule->meta.id, example).empty());
  }
}

TEST(DocExamples, EveryRuleIsSilentOnWhatItRecommends) {
  for (const rule::Rule* rule : rules::AllRules()) {
    SCOPED_TRACE(rule->meta.id);
    const Tree mended = FilesBelow(rule->meta.doc, "## How to fix");
    if (mended.empty()) continue;
    Tree tree = FilesBelow(rule->meta.doc, "## Example");
    for (const auto& [file, text] : mended) {
      EXPECT_TRUE(tree.contains(file)) << file << " is no file of the example";
      tree[file] = text;
    }
    EXPECT_THAT(MessagesOf(rule->meta.id, tree), IsEmpty());
  }
}

TEST(DocExample, ReadsFencedBlocksByHeading) {
  constexpr std::string_view kDoc =
      "## A\n\n```json\n{}\n```\n\n```yaml pod.yaml\na: 1\nb: 2\n```\n\n```sh\nls\n```\n## B\n"
      "```yaml\nc: 3\n```\n";
  EXPECT_THAT(FilesBelow(kDoc, "## A"),
              ElementsAre(Pair("example.json", "{}\n"), Pair("pod.yaml", "a: 1\nb: 2\n")));
  EXPECT_THAT(FilesBelow(kDoc, "## B"), ElementsAre(Pair("example.yaml", "c: 3\n")));
  EXPECT_THAT(FaultsOfExamples(kDoc), IsEmpty());
}

TEST(DocExample, NamesWhatIsWrong) {
  EXPECT_THAT(FaultsOfExamples("## A\n```yaml\na: 1\n"), ElementsAre("a fence never ends"));
  EXPECT_THAT(FaultsOfExamples("## A\n```yaml\n```\n```yaml\n```\n"),
              ElementsAre("two blocks below \"## A\" are called example.yaml"));
}

}  // namespace
}  // namespace irsalint::test
