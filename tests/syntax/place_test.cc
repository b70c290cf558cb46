#include "analyzer/syntax/place.h"

#include <gtest/gtest.h>

#include "analyzer/syntax/document.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::syntax {
namespace {

constexpr source::SourceId kSource{2};

class PlaceTest : public testing::Test {
 protected:
  static constexpr std::string_view kFile =
      "metadata:\n"
      "  annotations:\n"
      "    eks.amazonaws.com/role-arn: arn\n"
      "spec:\n"
      "  containers:\n"
      "  - name: app\n"
      "    env: []\n"
      "spec: again\n"
      "shared: &s {k: v}\n"
      "alias: *s\n";

  const Node* root() const { return parsed_.document->root(); }

  Parsed parsed_ = ParseYaml(kFile, {kSource, 0, kFile.size()});
};

TEST_F(PlaceTest, ARouteNamesPairsByIndexAndKey) {
  const Node* arn = FindPath(root(), "metadata", "annotations", "eks.amazonaws.com/role-arn");
  const Place place = PlaceOf(*arn);
  EXPECT_EQ(place.document, (DocumentId{kSource, 0, kFile.size()}));
  EXPECT_EQ(place.part, Part::kValue);
  EXPECT_FALSE(place.range.has_value());
  EXPECT_EQ(ToString(place.route), "metadata.annotations.\"eks.amazonaws.com/role-arn\"");
  ASSERT_EQ(place.route.size(), 3u);
  EXPECT_EQ(place.route[2], (Step{Step::Kind::kPair, 0, "eks.amazonaws.com/role-arn", {}}));
}

TEST_F(PlaceTest, DuplicatesStayApart) {
  EXPECT_EQ(PlaceOf(*root()->pairs[1].value).route[0].index, 1u);
  EXPECT_EQ(PlaceOf(*root()->pairs[2].value).route[0].index, 2u);
}

TEST_F(PlaceTest, ListItemsAreNumbered) {
  const Node* name = Find(Find(root()->pairs[1].value, "containers")->items[0], "name");
  EXPECT_EQ(ToString(PlaceOf(*name).route), "spec.containers[0].name");
  EXPECT_EQ(KeysOf(PlaceOf(*name).route), "spec.containers.name");
}

TEST_F(PlaceTest, AKeyIsThePartOfItsPair) {
  const Place place = PlaceOf(*root()->pairs[0].key);
  EXPECT_EQ(place.part, Part::kKey);
  EXPECT_EQ(place.route, PlaceOf(*root()->pairs[0].value).route);
  EXPECT_EQ(PlaceOf(*root()->pairs[0].value, Part::kPair).part, Part::kPair);
}

TEST_F(PlaceTest, AMissingKeyStandsAtTheKeyOfItsMap) {
  const Place place = PlaceOfMissing(*Find(root(), "metadata"));
  EXPECT_EQ(place.part, Part::kKey);
  EXPECT_EQ(ToString(place.route), "metadata");
  EXPECT_EQ(PlaceOfMissing(*root()).part, Part::kValue);
  EXPECT_TRUE(PlaceOfMissing(*root()).route.empty());
  const Place item = PlaceOfMissing(*Find(root()->pairs[1].value, "containers")->items[0]);
  EXPECT_EQ(item.part, Part::kValue);
  EXPECT_EQ(ToString(item.route), "spec.containers[0]");
}

TEST_F(PlaceTest, WhatAnAliasBringsStandsAtTheAnchor) {
  EXPECT_EQ(ToString(PlaceOf(*Find(root(), "alias")).route), "alias");
  EXPECT_EQ(ToString(PlaceOf(*FindPath(root(), "alias", "k")).route), "shared.k");
}

TEST_F(PlaceTest, APieceOfATextIsARangeOfIt) {
  const Place place = PlaceOf(*Find(root(), "spec"), TextRange{1, 3});
  EXPECT_EQ(place.range, std::optional(TextRange{1, 3}));
  EXPECT_EQ(ToString(place.route), "spec");
}

TEST_F(PlaceTest, PlacesAreOrderedAsInTheFile) {
  const Place first = PlaceOf(*root()->pairs[0].value);
  const Place inside = PlaceOf(*Find(root()->pairs[0].value, "annotations"));
  const Place second = PlaceOf(*root()->pairs[1].value);
  EXPECT_TRUE(Before(first, inside));
  EXPECT_TRUE(Before(inside, second));
  EXPECT_FALSE(Before(second, first));
  EXPECT_FALSE(Before(first, first));
  EXPECT_TRUE(Before(PlaceOf(*root()->pairs[0].key), first));
  Place elsewhere = first;
  elsewhere.document.source = source::SourceId{1};
  EXPECT_TRUE(Before(elsewhere, first));
}

TEST(RouteTest, KeysThatAreNoWordsAreQuoted) {
  const auto pair = [](std::string key) { return Step{Step::Kind::kPair, 0, std::move(key), {}}; };
  const Step item{Step::Kind::kItem, 3, "", {}};
  const Step embed{Step::Kind::kEmbed, 0, "", Embed::kJson};
  EXPECT_EQ(ToString({}), "");
  EXPECT_EQ(ToString({item, item}), "[3][3]");
  EXPECT_EQ(ToString({pair("a-b_c9"), item, pair("")}), "a-b_c9[3].\"\"");
  EXPECT_EQ(ToString({pair("a\"b\\")}), "\"a\\\"b\\\\\"");
  EXPECT_EQ(ToString({pair("data"), pair("p.json"), embed, pair("x"), embed, item}),
            "data.\"p.json\"|x|[3]");
  EXPECT_EQ(KeysOf({pair("a"), item, pair("b"), embed, item, pair("c d")}), "a.b|\"c d\"");
}

}  // namespace
}  // namespace irsalint::syntax
