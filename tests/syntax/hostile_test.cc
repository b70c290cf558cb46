// Input that is made to hurt: each answers with its message. None of it may crash, hang or take
// memory without bound; the test program's time limit says so.

#include <gtest/gtest.h>

#include <string>

#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"
#include "tests/syntax/tree_text.h"

namespace irsalint::syntax {
namespace {

constexpr size_t kMany = 200'000;

std::string Repeat(std::string_view text, size_t times) {
  std::string repeated;
  repeated.reserve(text.size() * times);
  for (size_t i = 0; i < times; ++i) repeated += text;
  return repeated;
}

Parsed Parse(std::string_view text) {
  return ParseYaml(text, {source::SourceId{0}, 0, static_cast<uint32_t>(text.size())});
}

std::string ErrorOf(std::string_view text) {
  const Parsed parsed = Parse(text);
  if (!parsed.error) return "no error";
  return fmt::format("{}: {}", parsed.error->offset, parsed.error->message);
}

constexpr std::string_view kTooDeep = "the document nests lists and maps more than 256 levels deep";
constexpr std::string_view kTooMany =
    "the document holds more than 1000000 values once aliases are expanded";

TEST(HostileTest, NestedFlowCollections) {
  const std::string expected = fmt::format("256: {}", kTooDeep);
  EXPECT_EQ(ErrorOf(Repeat("[", kMany)), expected);
  EXPECT_EQ(ErrorOf(Repeat("{", kMany)), expected);
  EXPECT_EQ(ErrorOf(Repeat("[", kMany) + Repeat("]", kMany)), expected);
  EXPECT_EQ(ErrorOf(Repeat("{", kMany) + Repeat("}", kMany)), expected);
  EXPECT_EQ(ErrorOf(Repeat("{a: ", kMany)), fmt::format("{}: {}", 256 * 4, kTooDeep));
  EXPECT_EQ(ErrorOf("a:\n  - " + Repeat("[", kMany)), fmt::format("{}: {}", 7 + 256, kTooDeep));
}

TEST(HostileTest, NestedBlockCollections) {
  EXPECT_EQ(ErrorOf(Repeat("- ", kMany)), fmt::format("512: {}", kTooDeep));
  EXPECT_EQ(ErrorOf(Repeat("? ", kMany)), fmt::format("512: {}", kTooDeep));
  std::string stairs;
  for (size_t i = 0; i < 300; ++i) stairs += std::string(i, ' ') + "a:\n";
  EXPECT_EQ(ErrorOf(stairs), fmt::format("{}: {}", 255 * 256 / 2 + 3 * 256 + 256, kTooDeep));
}

TEST(HostileTest, BracketsInTextAreNoNesting) {
  const std::string text = "a: |\n" + Repeat("  \\033[0m [{\n", 1000) + "b: 'x" +
                           Repeat("[", 1000) + "'\n# " + Repeat("{", 1000) + "\nc: x" +
                           Repeat("[", 1000) + "\nd: one\n  " + Repeat("[", 1000) + "\ne: 1\n";
  EXPECT_EQ(ErrorOf(text), "no error");
}

TEST(HostileTest, WideFlowCollections) {
  EXPECT_EQ(ErrorOf("[" + Repeat("1,", 1'100'000) + "1]"),
            fmt::format("{}: {}", 2 * 1'000'000, kTooMany));
}

TEST(HostileTest, AliasBomb) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 20; ++i) {
    bomb +=
        fmt::format("a{}: &a{} [{}*a{}]\n", i, i, Repeat(fmt::format("*a{}, ", i - 1), 8), i - 1);
  }
  const Parsed parsed = Parse(bomb);
  ASSERT_TRUE(parsed.error);
  EXPECT_EQ(parsed.error->message, kTooMany);
}

TEST(HostileTest, AliasChainsAreAsDeepAsTheyExpand) {
  std::string chain = "a0: &a0 [x]\n";
  for (int i = 1; i < 300; ++i) chain += fmt::format("a{}: &a{} [*a{}]\n", i, i, i - 1);
  const Parsed parsed = Parse(chain);
  ASSERT_TRUE(parsed.error);
  EXPECT_EQ(parsed.error->message, kTooDeep);
}

TEST(HostileTest, MergeBombsAreCountedToo) {
  std::string bomb = "a0: &a0 {k: v}\n";
  for (int i = 1; i < 40; ++i) {
    bomb += fmt::format("a{}: &a{} {{<<: [*a{}, *a{}]}}\n", i, i, i - 1, i - 1);
  }
  const Parsed parsed = Parse(bomb);
  ASSERT_TRUE(parsed.error);
  EXPECT_EQ(parsed.error->message, kTooMany);
}

TEST(HostileTest, OneLongLine) {
  const std::string words = Repeat("word ", 1'000'000);
  for (const std::string_view quote : {"", "\"", "'"}) {
    const Parsed parsed = Parse(fmt::format("a: {}{}x{}\n", quote, words, quote));
    ASSERT_FALSE(parsed.error) << parsed.error->message;
    EXPECT_EQ(parsed.document->root()->pairs[0].value->text.size(), words.size() + 1);
  }
  EXPECT_EQ(ErrorOf("a: \"" + words).substr(0, 40), "5000004: the quoted string is never clos");
}

TEST(HostileTest, ManyDocuments) {
  const std::string file = Repeat("---\na: 1\n", kMany);
  const Stream stream = SplitStream(file, 10'000);
  EXPECT_EQ(stream.slices.size(), 10'000u);
  EXPECT_TRUE(stream.limit_reached);
  EXPECT_TRUE(SplitStream(Repeat("---\n", kMany), 10'000).slices.empty());
}

TEST(HostileTest, ManyKeysAreCheckedForDuplicatesWithoutComparingAllPairs) {
  std::string text;
  for (size_t i = 0; i < kMany; ++i) text += fmt::format("key{}: 1\n", i);
  text += "key77: 2\n";
  const Parsed parsed = Parse(text);
  ASSERT_FALSE(parsed.error);
  ASSERT_EQ(parsed.document->duplicate_keys().size(), 1u);
  EXPECT_EQ(parsed.document->duplicate_keys()[0].earlier, 77u);
  EXPECT_EQ(parsed.document->duplicate_keys()[0].later, kMany);
}

TEST(HostileTest, ManyEmptyValues) {
  for (const std::string_view entry :
       {"k:\n", "-\n", "? k\n", "- &a\n", "- !!str\n", "- !x &y\n"}) {
    const Parsed parsed = Parse(Repeat(entry, kMany));
    ASSERT_FALSE(parsed.error) << entry << parsed.error->message;
    const Node& root = *parsed.document->root();
    EXPECT_EQ(root.items.size() + root.pairs.size(), kMany);
  }
  EXPECT_FALSE(Parse("[" + Repeat("a: ,", kMany) + "]").error);
}

TEST(HostileTest, TemplatesAreRecognisedInLinearTime) {
  EXPECT_TRUE(IsGoTemplate(Repeat("a: |\n  {{ x }}\n", kMany) + "b: {{ x }}\n"));
  EXPECT_FALSE(IsGoTemplate(Repeat("a: '{{ x }}'\n", kMany)));
  EXPECT_FALSE(IsGoTemplate("a: '" + Repeat("{{ x }}", kMany)));
}

}  // namespace
}  // namespace irsalint::syntax
