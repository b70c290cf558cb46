#include "analyzer/syntax/place_at.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "analyzer/syntax/follow.h"
#include "analyzer/syntax/locate.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::syntax {
namespace {

constexpr source::SourceId kSource{3};

// `ROUTE BYTES` at the `^` of a text, which is no part of it; a key has a `?` behind its route, and
// `@N` is the byte of the decoded text. "" where nothing stands.
std::string At(std::string_view marked, Syntax syntax = Syntax::kYaml) {
  const size_t cursor = marked.find('^');
  EXPECT_NE(cursor, marked.npos) << marked;
  std::string file(marked.substr(0, cursor));
  file += marked.substr(cursor + 1);
  const auto found = PlaceAt(kSource, file, syntax, static_cast<uint32_t>(cursor));
  if (!found.has_value()) return "";
  EXPECT_EQ(found->span.source, kSource);
  // What is found is located at the same bytes.
  EXPECT_EQ(Locator(kSource, file, syntax).Locate(found->place), found->span) << marked;
  std::string text = ToString(found->place.route);
  if (found->place.part == Part::kKey) text += '?';
  text += " [" + file.substr(found->span.begin, found->span.Length()) + "]";
  if (found->text_offset > 0) text += " @" + std::to_string(found->text_offset);
  return text;
}

std::string JsonAt(std::string_view marked) { return At(marked, Syntax::kJson); }

TEST(PlaceAtTest, FindsScalarsUpToTheirEnd) {
  EXPECT_EQ(At("a: ^bc # note\n"), "a [bc]");
  EXPECT_EQ(At("a: b^c # note\n"), "a [bc] @1");
  EXPECT_EQ(At("a: bc^ # note\n"), "a [bc] @2");
  EXPECT_EQ(At("a: {b: [x, y^z]}\n"), "a.b[1] [yz] @1");
  EXPECT_EQ(At("- x\n- \"^y\"\n"), "[1] [\"y\"]");
  EXPECT_EQ(At("a: b^"), "a [b] @1");
}

TEST(PlaceAtTest, TellsKeysFromValues) {
  EXPECT_EQ(At("a:\n  ^bc: d\n"), "a.bc? [bc]");
  EXPECT_EQ(At("a:\n  bc^: d\n"), "a.bc? [bc] @2");
  EXPECT_EQ(JsonAt(R"({"a": {"b^": 1}})"), "a.b? [\"b\"] @1");
  EXPECT_EQ(JsonAt(R"({"a": {"b": ^1}})"), "a.b [1]");
}

TEST(PlaceAtTest, BetweenScalarsStandsTheCollection) {
  EXPECT_EQ(At("a: {b: 1^, c: 2}\n"), "a.b [1] @1");
  EXPECT_EQ(At("a: {b: 1,^ c: 2}\n"), "a [{b: 1, c: 2}]");
  EXPECT_EQ(At("a: { ^  b: 1}\n"), "a [{   b: 1}]");
  EXPECT_EQ(At("a:\n^-  b\n"), "a [-  b]");
  EXPECT_EQ(JsonAt("[1, ^ 2]"), " [[1,  2]]");
}

TEST(PlaceAtTest, NothingStandsInCommentsBehindTheEndAndInBrokenDocuments) {
  EXPECT_EQ(At("a: b # no^te\n"), "");
  EXPECT_EQ(At("a: b\n\n# no^te\n"), "");
  EXPECT_EQ(At("a: [b^\n"), "");
  EXPECT_EQ(JsonAt(R"({"a": b^)"), "");
  EXPECT_EQ(At("^"), "");
  EXPECT_EQ(JsonAt("^"), "");
  EXPECT_FALSE(PlaceAt(kSource, "a: b", Syntax::kYaml, 5).has_value());
}

TEST(PlaceAtTest, EachDocumentOfAStreamIsReadAlone) {
  EXPECT_EQ(At("a: [\n---\nb: ^c\n---\n{\n"), "b [c]");
  EXPECT_EQ(At("a: b\n---\nc: d^"), "c [d] @1");
  const std::string file = "a: b\n---\nc: d\n";
  const auto found = PlaceAt(kSource, file, Syntax::kYaml, 12);
  ASSERT_TRUE(found.has_value());
  EXPECT_EQ(found->place.document, (DocumentId{.source = kSource, .begin = 5, .end = 14}));
}

TEST(PlaceAtTest, OffsetsCountDecodedBytes) {
  EXPECT_EQ(At(R"(a: "\x41\x42^c")"
               "\n"),
            R"(a ["\x41\x42c"] @2)");
  EXPECT_EQ(At("a: 'it''^s'\n"), "a ['it''s'] @3");
  EXPECT_EQ(At("a: |\n  b\n  c^d\n"), "a [|\n  b\n  cd] @3");
  EXPECT_EQ(At("a: |^\n  b\n"), "a [|\n  b]");
  EXPECT_EQ(JsonAt(R"({"a": "\u0041b^"})"), R"(a ["\u0041b"] @2)");
}

TEST(PlaceAtTest, LooksIntoDocumentsInsideScalars) {
  EXPECT_EQ(JsonAt(R"({"p": "{\"a\": [\"b^c\"]}"})"), R"(p|a[0] [\"bc\"] @1)");
  EXPECT_EQ(JsonAt(R"({"p": "{\"a^\": 1}"})"), R"(p|a? [\"a\"] @1)");
  EXPECT_EQ(JsonAt(R"({"p": "%7B%22a%22%3A%20%22b^c%22%7D"})"), "p|a [%22bc%22] @1");
  EXPECT_EQ(At("p: |\n  - rolearn: x^y\n"), "p|[0].rolearn [xy] @1");
  EXPECT_EQ(At("p: |\n  {\"a\": \"x^y\"}\n"), "p|a [\"xy\"] @1");
  // What is no document is the scalar alone.
  EXPECT_EQ(At("p: |\n  some^ words\n"), "p [|\n  some words] @4");
  EXPECT_EQ(At("p: '{not^ JSON'\n"), "p ['{not JSON'] @4");
}

TEST(PlaceAtTest, AnAliasIsOneValue) {
  EXPECT_EQ(At("a: &x\n  b: ^c\nd: *x\n"), "a.b [c]");
  EXPECT_EQ(At("a: &x\n  b: c\nd: *^x\n"), "d [*x]");
  EXPECT_EQ(At("a: &x b\nd: *x^\n"), "d [*x]");
}

TEST(PlaceAtTest, AByteOrderMarkIsNoPartOfAValue) {
  EXPECT_EQ(At("\xef\xbb\xbf"
               "a: b^c\n"),
            "a [bc] @1");
  EXPECT_EQ(JsonAt("\xef\xbb\xbf"
                   R"({"a": "^b"})"),
            R"(a ["b"])");
}

// Every text that stands in the editor while this one is typed.
void ExpectSaneWhileTyped(std::string_view whole, Syntax syntax) {
  size_t found_in = 0;
  for (size_t size = 0; size <= whole.size(); ++size) {
    const std::string_view file = whole.substr(0, size);
    for (const size_t offset : {size, size / 2, size - size / 4, size + 1}) {
      const auto found = PlaceAt(kSource, file, syntax, static_cast<uint32_t>(offset));
      if (!found.has_value()) continue;
      ++found_in;
      EXPECT_LE(found->span.begin, offset) << file;
      EXPECT_LE(offset, found->span.end) << file;
      EXPECT_LE(found->span.end, size) << file;
      EXPECT_EQ(Locator(kSource, file, syntax).Locate(found->place), found->span) << file;
    }
  }
  EXPECT_GT(found_in, 0U);
}

TEST(PlaceAtTest, WhatIsFoundHoldsTheByteInEveryTextWhileItIsTyped) {
  ExpectSaneWhileTyped(
      "apiVersion: v1\nkind: ConfigMap\ndata:\n  mapRoles: |\n    - rolearn: arn:aws\n"
      "      groups: [a, 'b', \"c\\u0041\"]\n  p: '{\"a\": [\"b\", {\"c\": 1}]}'\n---\n"
      "a: &x {b: c}\nd: *x\n<<: *x\n? e\n: >-\n  f\n  g\n",
      Syntax::kYaml);
  ExpectSaneWhileTyped(
      R"({"a": "{\"b\": [\"c\\n\"]}", "d": "%7B%22a%22%3A%20%22b%22%7D", "e": [1, true]} )",
      Syntax::kJson);
}

TEST(FollowTest, LeadsToANodeOrToNothing) {
  constexpr std::string_view kText = R"({"a": [{"b": "c"}], "d": "{}"})";
  const Parsed parsed = ParseJson(kText, {.source = kSource, .begin = 0, .end = 30});
  ASSERT_NE(parsed.document, nullptr);
  const Node* root = parsed.document->root();
  const auto pair = [](uint32_t index) { return Step{.kind = Step::Kind::kPair, .index = index}; };
  const auto item = [](uint32_t index) { return Step{.kind = Step::Kind::kItem, .index = index}; };
  EXPECT_EQ(Follow(root, {}), root);
  EXPECT_EQ(Follow(root, {pair(0), item(0), pair(0)})->text, "c");
  EXPECT_EQ(Follow(root, {pair(2)}), nullptr);
  EXPECT_EQ(Follow(root, {pair(0), pair(0)}), nullptr);
  EXPECT_EQ(Follow(root, {pair(0), item(1), pair(0)}), nullptr);
  EXPECT_EQ(Follow(root, {pair(1), Step{.kind = Step::Kind::kEmbed}}), nullptr);
}

}  // namespace
}  // namespace irsalint::syntax
