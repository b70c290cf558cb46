#include "analyzer/syntax/tree_sitter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

namespace irsalint::syntax {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string_view NameOf(OutlineKind kind) {
  switch (kind) {
    case OutlineKind::kPlain:
      return "plain";
    case OutlineKind::kSingleQuoted:
      return "single";
    case OutlineKind::kDoubleQuoted:
      return "double";
    case OutlineKind::kBlock:
      return "block";
    case OutlineKind::kAlias:
      return "alias";
    case OutlineKind::kMap:
      return "map";
    case OutlineKind::kList:
      return "list";
    case OutlineKind::kPair:
      return "pair";
    case OutlineKind::kComment:
      return "comment";
  }
  return "";
}

// `kind(role) bytes` of each node.
std::vector<std::string> Listed(std::string_view text, Syntax syntax = Syntax::kYaml) {
  std::vector<std::string> listed;
  const Outline outline = BuildOutline(text, syntax);
  EXPECT_TRUE(outline.complete) << text;
  for (const OutlineNode& node : outline.nodes) {
    std::string line(NameOf(node.kind));
    if (node.role == OutlineRole::kKey) line += "(key)";
    if (node.role == OutlineRole::kValue) line += "(value)";
    listed.push_back(line + " " + std::string(text.substr(node.begin, node.end - node.begin)));
  }
  return listed;
}

TEST(TreeSitterTest, OutlinesYaml) {
  EXPECT_THAT(Listed("a: &x 'b' # c\nd:\n- *x\n# e\n"),
              ElementsAre("map a: &x 'b' # c\nd:\n- *x", "pair a: &x 'b'", "plain(key) a",
                          "single(value) 'b'", "comment # c", "pair d:\n- *x", "plain(key) d",
                          "list(value) - *x", "alias *x", "comment # e"));
  EXPECT_THAT(Listed("{a: [\"b\"], c}"),
              ElementsAre("map {a: [\"b\"], c}", "pair a: [\"b\"]", "plain(key) a",
                          "list(value) [\"b\"]", "double \"b\"", "plain c"));
  EXPECT_THAT(Listed("a: |\n  b\n\n"), ElementsAre("map a: |\n  b", "pair a: |\n  b",
                                                   "plain(key) a", "block(value) |\n  b"));
}

TEST(TreeSitterTest, OutlinesJson) {
  EXPECT_THAT(Listed(" {\"a\": [1, null]}\n", Syntax::kJson),
              ElementsAre("map {\"a\": [1, null]}", "pair \"a\": [1, null]", "double(key) \"a\"",
                          "list(value) [1, null]", "plain 1", "plain null"));
}

TEST(TreeSitterTest, NamesTheEndOfEachSubtree) {
  const Outline outline = BuildOutline("a: [1]\nb: 2\n", Syntax::kYaml);
  std::vector<uint32_t> after;
  for (const OutlineNode& node : outline.nodes) after.push_back(node.after);
  // map(pair(a, list(1)), pair(b, 2))
  EXPECT_THAT(after, ElementsAre(8, 5, 3, 5, 5, 8, 7, 8));
}

TEST(TreeSitterTest, SaysWhenSomethingWasSkipped) {
  EXPECT_FALSE(BuildOutline("a: [1\nb: 2\n", Syntax::kYaml).complete);
  EXPECT_FALSE(BuildOutline("[1,]", Syntax::kJson).complete);
  EXPECT_THAT(BuildOutline("", Syntax::kYaml).nodes, IsEmpty());
}

// Each `-` is an indentation level; the scanner's store has room for 253 of them.
TEST(TreeSitterTest, RefusesBlocksThatTheScannerCannotStore) {
  std::string dashes;
  for (int i = 0; i < 300; ++i) dashes += "- ";
  EXPECT_THAT(BuildOutline(dashes + "a\n", Syntax::kYaml).nodes, IsEmpty());
  std::string keys;
  for (int i = 0; i < 300; ++i) keys += std::string(static_cast<size_t>(i), ' ') + "k:\n";
  EXPECT_THAT(BuildOutline(keys, Syntax::kYaml).nodes, IsEmpty());
  // Long lines and wide texts are not deep.
  std::string wide = "a: {";
  for (int i = 0; i < 300; ++i) wide += "b: - c, ";
  wide += "}\n";
  for (int i = 0; i < 300; ++i) wide += "- a\n";
  EXPECT_FALSE(BuildOutline(wide, Syntax::kYaml).nodes.empty());
}

TEST(TreeSitterTest, OutlinesALargeTextEntryByEntry) {
  std::string text;
  for (int i = 0; i < 40'000; ++i) text += "a: b\n";
  const size_t last = text.size();
  text += "c:\n  d: e # f\n";
  const Outline outline = BuildOutline(text, Syntax::kYaml);
  EXPECT_FALSE(outline.complete);
  ASSERT_FALSE(outline.nodes.empty());
  const OutlineNode& comment = outline.nodes.back();
  EXPECT_EQ(comment.kind, OutlineKind::kComment);
  EXPECT_EQ(comment.begin, last + 10);
  EXPECT_EQ(comment.end, last + 13);
  for (const OutlineNode& node : outline.nodes) {
    if (node.kind == OutlineKind::kMap) {
      EXPECT_EQ(node.begin, last + 5) << "only the inner map is whole";
    }
  }
}

}  // namespace
}  // namespace irsalint::syntax
