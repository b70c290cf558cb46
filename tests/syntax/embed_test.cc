#include <gtest/gtest.h>

#include <string>

#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/place.h"
#include "tests/syntax/tree_text.h"

namespace irsalint::syntax {
namespace {

constexpr source::SourceId kSource{4};

Parsed Parse(std::string_view text) {
  return ParseYaml(text, {kSource, 0, static_cast<uint32_t>(text.size())});
}

TEST(EmbedTest, JsonInABlockScalarIsADocumentInsideIt) {
  const std::string_view file =
      "spec:\n  policy: |\n    {\"Statement\": [{\"Effect\": \"Allow\"}]}\n";
  const Parsed outer = Parse(file);
  const Node* host = FindPath(outer.document->root(), "spec", "policy");
  ASSERT_NE(host, nullptr);
  const Parsed inner = ParseEmbedded(*host, Embed::kJson);
  ASSERT_FALSE(inner.error);
  EXPECT_EQ(inner.document->host(), host);
  EXPECT_EQ(inner.document->embed(), Embed::kJson);
  EXPECT_EQ(inner.document->id(), outer.document->id());
  const Node* statement = Find(inner.document->root(), "Statement");
  ASSERT_NE(statement, nullptr);
  const Node* effect = Find(statement->items[0], "Effect");
  EXPECT_EQ(effect->start, 26u) << "an offset of the decoded text";

  const Place place = PlaceOf(*effect);
  EXPECT_EQ(place.document, outer.document->id());
  EXPECT_EQ(ToString(place.route), "spec.policy|Statement[0].Effect");
  ASSERT_EQ(place.route.size(), 6u);
  EXPECT_EQ(place.route[2].kind, Step::Kind::kEmbed);
  EXPECT_EQ(place.route[2].embed, Embed::kJson);
}

TEST(EmbedTest, PercentEncodedJsonIsDecodedFirst) {
  const std::string_view file = "p: '%7B%22a%22%3A%20%22b+c%22%7D'\n";
  const Parsed outer = Parse(file);
  const Parsed inner =
      ParseEmbedded(*Find(outer.document->root(), "p"), Embed::kPercentEncodedJson);
  ASSERT_FALSE(inner.error);
  EXPECT_EQ(TreeText(*inner.document),
            "0 map\n  1 key string double 'a'\n    6 string double 'b+c'\n");
}

TEST(EmbedTest, YamlMayStartWithAMarker) {
  const Parsed outer = Parse("p: |\n  ---\n  a: 1\nq: |\n  a: 1\n  ---\n  b: 2\nr: |\n  # only\n");
  const Node* root = outer.document->root();
  const Parsed inner = ParseEmbedded(*Find(root, "p"), Embed::kYaml);
  ASSERT_FALSE(inner.error);
  EXPECT_EQ(TreeText(*inner.document), "4 map\n  4 key string plain 'a'\n    7 number plain '1'\n");
  const Parsed two = ParseEmbedded(*Find(root, "q"), Embed::kYaml);
  ASSERT_TRUE(two.error);
  EXPECT_EQ(two.error->message, "the text holds more than one YAML document");
  EXPECT_EQ(two.error->offset, 5u);
  EXPECT_TRUE(ParseEmbedded(*Find(root, "r"), Embed::kYaml).document->root()->IsNull());
}

TEST(EmbedTest, ErrorsAreAtBytesOfTheDecodedText) {
  const Parsed outer = Parse("p: '{\"a\": }'\n");
  const Parsed inner = ParseEmbedded(*Find(outer.document->root(), "p"), Embed::kJson);
  ASSERT_TRUE(inner.error);
  EXPECT_EQ(inner.error->offset, 6u);
  EXPECT_EQ(inner.document, nullptr);
}

TEST(EmbedTest, DepthGoesOnInside) {
  const Parsed outer = Parse("a: {b: ['[[1]]']}\n");
  const Node* host = FindPath(outer.document->root(), "a", "b")->items[0];
  // Three collections and the host around it, two inside.
  EXPECT_FALSE(ParseEmbedded(*host, Embed::kJson, {.depth = 6, .nodes = 100}).error);
  const Parsed refused = ParseEmbedded(*host, Embed::kJson, {.depth = 5, .nodes = 100});
  ASSERT_TRUE(refused.error);
  EXPECT_EQ(refused.error->offset, 1u);
}

TEST(EmbedTest, DocumentsNestInDocuments) {
  const std::string_view file = R"(p: '{"q": "[1, 2]"}')";
  const Parsed outer = Parse(file);
  const Parsed middle = ParseEmbedded(*Find(outer.document->root(), "p"), Embed::kJson);
  const Parsed inner = ParseEmbedded(*Find(middle.document->root(), "q"), Embed::kJson);
  ASSERT_FALSE(inner.error);
  EXPECT_EQ(ToString(PlaceOf(*inner.document->root()->items[1]).route), "p|q|[1]");
}

}  // namespace
}  // namespace irsalint::syntax
