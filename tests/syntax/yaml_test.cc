#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "analyzer/syntax/parse.h"
#include "tests/syntax/tree_text.h"

namespace irsalint::syntax {
namespace {

constexpr source::SourceId kSource{0};

Parsed Parse(std::string_view text, const Limits& limits = {}) {
  return ParseYaml(text, {kSource, 0, static_cast<uint32_t>(text.size())}, limits);
}

std::string Tree(std::string_view text) {
  const Parsed parsed = Parse(text);
  return parsed.error ? fmt::format("{}: {}", parsed.error->offset, parsed.error->message)
                      : TreeText(*parsed.document);
}

std::string ErrorOf(std::string_view text, const Limits& limits = {}) {
  const Parsed parsed = Parse(text, limits);
  if (!parsed.error) return "no error";
  EXPECT_EQ(parsed.document, nullptr);
  return fmt::format("{}: {}", parsed.error->offset, parsed.error->message);
}

TEST(YamlTest, OffsetsAreThoseOfTheFileWhateverTheSliceIs) {
  const std::string_view file = "a: 1\n---\nb: 2\n";
  const Parsed parsed = ParseYaml(file, {kSource, 5, 14});
  ASSERT_FALSE(parsed.error);
  EXPECT_EQ(TreeText(*parsed.document),
            "9 map\n  9 key string plain 'b'\n    12 number plain '2'\n");
  EXPECT_EQ(parsed.document->id(), (DocumentId{kSource, 5, 14}));
}

TEST(YamlTest, AByteOrderMarkCountsAsBytes) {
  EXPECT_EQ(Tree("\xEF\xBB\xBF"
                 "a: b"),
            "3 map\n  3 key string plain 'a'\n    6 string plain 'b'\n");
  EXPECT_EQ(ErrorOf("\xEF\xBB\xBF"
                    "a: b: c"),
            "7: the value of a map entry cannot stand here");
}

TEST(YamlTest, ADocumentOfCommentsIsNull) { EXPECT_EQ(Tree("# nothing"), "0 null plain ''\n"); }

TEST(YamlTest, ScalarsWithoutDecodingAreViewsOfTheFile) {
  const std::string file = "plain: 'quoted'\n\"esc\\t\": x";
  const Parsed parsed = Parse(file);
  const auto inside = [&](const Node* node) {
    return node->text.data() >= file.data() && node->text.data() < file.data() + file.size();
  };
  const Node& root = *parsed.document->root();
  EXPECT_TRUE(inside(root.pairs[0].key));
  EXPECT_TRUE(inside(root.pairs[0].value));
  EXPECT_FALSE(inside(root.pairs[1].key));
  EXPECT_EQ(root.pairs[1].key->text, "esc\t");
}

TEST(YamlTest, AliasesShareTheAnchoredChildren) {
  const Parsed parsed = Parse("a: &x {k: v}\nb: *x\n");
  ASSERT_FALSE(parsed.error);
  const Node* a = Find(parsed.document->root(), "a");
  const Node* b = Find(parsed.document->root(), "b");
  EXPECT_FALSE(a->is_alias);
  EXPECT_TRUE(b->is_alias);
  EXPECT_EQ(b->start, 16u);
  EXPECT_EQ(b->pairs.data(), a->pairs.data());
  EXPECT_EQ(Find(b, "k")->parent, a);
}

TEST(YamlTest, AnAnchorMayBeSetAgain) {
  const Parsed parsed = Parse("- &x 1\n- *x\n- &x 2\n- *x\n");
  ASSERT_FALSE(parsed.error);
  EXPECT_EQ(parsed.document->root()->items[1]->text, "1");
  EXPECT_EQ(parsed.document->root()->items[3]->text, "2");
}

TEST(YamlTest, SyntaxErrorsNameTheirPlace) {
  EXPECT_EQ(ErrorOf("a: b: c"), "4: the value of a map entry cannot stand here");
  EXPECT_EQ(ErrorOf("a: [1, 2"), "8: the list opened by `[` is not closed");
  EXPECT_EQ(ErrorOf("a: {b: 1"), "8: the map opened by `{` is not closed");
  EXPECT_EQ(ErrorOf("a: b\n]"), "5: a closing bracket without the one that opens it");
  EXPECT_EQ(ErrorOf("a: @b"), "3: this character cannot start a value");
  EXPECT_EQ(ErrorOf("a: *b"), "3: the alias names an anchor that is not defined above it");
  EXPECT_EQ(ErrorOf("a:\n\tb: c"), "3: a tab cannot indent a line of YAML");
  EXPECT_EQ(ErrorOf("a: 1\n b: 2"), "7: the value of a map entry cannot stand here");
  EXPECT_EQ(ErrorOf("a:\n  b: 1\n c: 2"),
            "11: this fits neither the keys of the map above nor its indentation");
  EXPECT_EQ(ErrorOf("a: 1\rb: 2\r"),
            "4: the lines end with a carriage return alone; save the file with LF endings");
}

TEST(YamlTest, AQuoteThatIsNeverClosedIsAnError) {
  const std::string_view message = "the quoted string is never closed";
  EXPECT_EQ(ErrorOf("\""), fmt::format("0: {}", message));
  EXPECT_EQ(ErrorOf("'"), fmt::format("0: {}", message));
  EXPECT_EQ(ErrorOf("a: \"\n"), fmt::format("3: {}", message));
  EXPECT_EQ(ErrorOf("a: '  \n\n"), fmt::format("3: {}", message));
  EXPECT_THAT(ErrorOf("a: \"b"), testing::EndsWith(message.data()));
  EXPECT_THAT(ErrorOf("a: 'b''"), testing::EndsWith(message.data()));
}

TEST(YamlTest, ContentBehindTheDocumentIsAnError) {
  const std::string_view message =
      "the document ends before this; only comments or a new `---` may follow";
  EXPECT_EQ(ErrorOf("[a] b"), fmt::format("4: {}", message));
  EXPECT_EQ(ErrorOf("a: 1\n---\nb: 2"), fmt::format("9: {}", message));
  EXPECT_EQ(ErrorOf("a: 1\n...\nb"), fmt::format("9: {}", message));
  EXPECT_EQ(ErrorOf("a: 1\n---\n...\n"), "no error");
  EXPECT_EQ(ErrorOf("a: 1\n... # end\n# more\n"), "no error");
}

TEST(YamlTest, AParserThatMakesNoProgressIsStopped) {
  EXPECT_EQ(ErrorOf(","), "0: `,` cannot stand here");
}

TEST(YamlTest, AnAliasInsideItsOwnAnchorIsAnError) {
  EXPECT_EQ(ErrorOf("a: &x [*x]"), "7: the alias refers to a value that holds it");
  EXPECT_EQ(ErrorOf("&x a: {b: *x}"), "no error");
  EXPECT_EQ(ErrorOf("&x\na: {b: *x}"), "10: the alias refers to a value that holds it");
}

TEST(YamlTest, ControlCharactersAndBadUtf8AreErrors) {
  using std::string_view_literals::operator""sv;
  EXPECT_EQ(ErrorOf("a: \x04\nb: 1"), "3: the control character U+0004 is not allowed in YAML");
  EXPECT_EQ(ErrorOf("a: \0"sv), "3: the control character U+0000 is not allowed in YAML");
  EXPECT_EQ(ErrorOf("a: \xFFx"), "3: the text is not valid UTF-8");
  EXPECT_EQ(ErrorOf("a: \xC3"), "3: the text is not valid UTF-8");
}

TEST(YamlTest, DepthIsLimited) {
  const Limits limits{.depth = 3, .nodes = 100};
  EXPECT_EQ(ErrorOf("[[[1]]]", limits), "no error");
  EXPECT_EQ(ErrorOf("[[[[1]]]]", limits),
            "3: the document nests lists and maps more than 3 levels deep");
  EXPECT_EQ(ErrorOf("a:\n  - b:\n    - 1\n", limits),
            "14: the document nests lists and maps more than 3 levels deep");
}

TEST(YamlTest, DepthIsCountedThroughAliases) {
  const Limits limits{.depth = 3, .nodes = 100};
  EXPECT_EQ(ErrorOf("- &x [[1]]\n- *x", limits), "no error");
  EXPECT_EQ(ErrorOf("- &x [[1]]\n- [*x]", limits),
            "14: the document nests lists and maps more than 3 levels deep");
}

TEST(YamlTest, NodesAreCountedThroughAliases) {
  const Limits limits{.depth = 10, .nodes = 9};
  // 1 list, &a with 1 + 3 nodes, and the alias once more 4.
  EXPECT_EQ(ErrorOf("- &a [1, 2, 3]\n- *a", limits), "no error");
  EXPECT_EQ(ErrorOf("- &a [1, 2, 3]\n- *a\n- 1", limits),
            "22: the document holds more than 9 values once aliases are expanded");
}

TEST(YamlTest, UnknownTagsDoNotChangeTheKind) {
  const Parsed parsed = Parse("a: !Ref yes\nb: !Ref [x]\nc: !!bool no\nd: !!int x\n");
  ASSERT_FALSE(parsed.error);
  const Node* root = parsed.document->root();
  EXPECT_EQ(Find(root, "a")->kind, NodeKind::kBool);
  EXPECT_EQ(Find(root, "b")->kind, NodeKind::kList);
  EXPECT_EQ(BoolOf(Find(root, "c")), std::optional(false));
  EXPECT_EQ(Find(root, "d")->kind, NodeKind::kString);
}

TEST(YamlTest, EmptyTaggedValuesStandBehindTheTag) {
  EXPECT_EQ(Tree("a: !!str\n\"b\": 1"),
            "0 map\n  0 key string plain 'a'\n    8 string plain ''\n"
            "  9 key string double 'b'\n    14 number plain '1'\n");
  EXPECT_EQ(Tree("a: &x # c\nnull: 1"),
            "0 map\n  0 key string plain 'a'\n    5 null plain ''\n"
            "  10 key null plain 'null'\n    16 number plain '1'\n");
}

TEST(YamlTest, LargeMapsFindTheirDuplicates) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += fmt::format("key{}: {}\n", i, i);
  text += "key7: again\nkey7: and again\n";
  const Parsed parsed = Parse(text);
  ASSERT_FALSE(parsed.error);
  const std::vector<DuplicateKey>& found = parsed.document->duplicate_keys();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].earlier, 7u);
  EXPECT_EQ(found[0].later, 100u);
  EXPECT_EQ(found[1].earlier, 100u);
  EXPECT_EQ(found[1].later, 101u);
}

}  // namespace
}  // namespace irsalint::syntax
