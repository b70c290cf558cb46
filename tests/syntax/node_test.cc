#include "analyzer/syntax/node.h"

#include <gtest/gtest.h>

#include "analyzer/syntax/document.h"
#include "analyzer/syntax/parse.h"
#include "tests/harness/paths.h"

namespace irsalint::syntax {
namespace {

Parsed Parse(std::string_view text) {
  return ParseYaml(text, {source::SourceId{0}, 0, static_cast<uint32_t>(text.size())});
}

TEST(FindTest, TakesTheLastOfDuplicates) {
  const Parsed parsed = Parse("a: 1\nb: 2\na: 3\n");
  EXPECT_EQ(Find(parsed.document->root(), "a")->text, "3");
}

TEST(FindTest, AnswersNothingForWhatIsNotThere) {
  const Parsed parsed = Parse("a: {b: text}\n");
  const Node* root = parsed.document->root();
  EXPECT_EQ(Find(nullptr, "a"), nullptr);
  EXPECT_EQ(Find(root, "x"), nullptr);
  EXPECT_EQ(Find(FindPath(root, "a", "b"), "c"), nullptr);
  EXPECT_EQ(FindPath(root, "a", "b")->text, "text");
  EXPECT_EQ(FindPath(root, "x", "b", "c"), nullptr);
}

TEST(FindTest, KeysThatAreCollectionsHaveNoText) {
  const Parsed parsed = Parse("? []\n: x\n");
  EXPECT_EQ(Find(parsed.document->root(), ""), nullptr);
}

TEST(FindTest, ResolvesMergeKeys) {
  const std::string file = test::ReadFile(test::Testdata("inputs/yaml/merge_keys.yaml"));
  const Parsed parsed = Parse(file);
  ASSERT_FALSE(parsed.error);
  const Node* root = parsed.document->root();
  const auto text = [root](std::string_view map, std::string_view key) {
    const Node* found = FindPath(root, map, key);
    return found == nullptr ? std::string_view("nothing") : found->text;
  };
  EXPECT_EQ(text("one", "name"), "explicit");
  EXPECT_EQ(text("one", "namespace"), "base");
  EXPECT_EQ(text("two", "name"), "explicit");
  EXPECT_EQ(text("two", "namespace"), "more") << "of a list the first wins";
  EXPECT_EQ(text("two", "extra"), "yes");
  EXPECT_EQ(text("three", "name"), "nested");
  EXPECT_EQ(text("three", "namespace"), "base") << "a merge inside a merge";
  EXPECT_EQ(text("three", "extra"), "yes");
  EXPECT_EQ(text("inline", "name"), "inline");
  EXPECT_EQ(text("quoted", "name"), "nothing") << "a quoted << is a key like others";
  EXPECT_TRUE(parsed.document->duplicate_keys().empty()) << "merge keys are no duplicates";
}

TEST(BoolOfTest, ReadsYaml11Booleans) {
  const Parsed parsed = Parse("a: yes\nb: off\nc: \"yes\"\nd: 1\n");
  const Node* root = parsed.document->root();
  EXPECT_EQ(BoolOf(Find(root, "a")), std::optional(true));
  EXPECT_EQ(BoolOf(Find(root, "b")), std::optional(false));
  EXPECT_EQ(BoolOf(Find(root, "c")), std::nullopt);
  EXPECT_EQ(BoolOf(Find(root, "d")), std::nullopt);
  EXPECT_EQ(BoolOf(nullptr), std::nullopt);
}

TEST(StringOrTest, OnlyStringsHaveText) {
  const Parsed parsed = Parse("a: text\nb: 12\nc:\n");
  const Node* root = parsed.document->root();
  EXPECT_EQ(StringOr(Find(root, "a")), "text");
  EXPECT_EQ(StringOr(Find(root, "b")), "");
  EXPECT_EQ(StringOr(Find(root, "c"), "other"), "other");
  EXPECT_EQ(StringOr(nullptr, "other"), "other");
}

}  // namespace
}  // namespace irsalint::syntax
