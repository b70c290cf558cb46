#include "analyzer/rule/annotation_edits.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace irsalint::rule {
namespace {

using syntax::Edit;
using syntax::NewValue;
using syntax::Place;

constexpr std::string_view kKey = "eks.amazonaws.com/audience";

Place PlaceAt(const std::vector<std::string>& keys) {
  Place place;
  for (const std::string& key : keys) {
    place.route.push_back({.kind = syntax::Step::Kind::kPair, .index = 1, .key = key});
  }
  return place;
}

TEST(AnnotationEditsTest, InsertsIntoTheMapThatIsThere) {
  const Place map = PlaceAt({"metadata", "annotations"});
  const Edit expected = syntax::InsertPair{
      .map = map, .key = std::string(kKey), .value = NewValue::String("a"), .after = "b"};
  EXPECT_EQ(InsertAnnotation(map, kKey, "a", "b"), expected);
}

TEST(AnnotationEditsTest, CreatesTheMapsThatAreMissing) {
  const NewValue annotations =
      NewValue::Map({{.key = std::string(kKey), .value = NewValue::String("a")}});
  const Place metadata = PlaceAt({"spec", "template", "metadata"});
  const Edit in_metadata =
      syntax::InsertPair{.map = metadata, .key = "annotations", .value = annotations};
  EXPECT_EQ(InsertAnnotation(metadata, kKey, "a", "b"), in_metadata);

  for (const Place& around : {PlaceAt({"spec", "template"}), Place{}}) {
    const Edit in_object =
        syntax::InsertPair{.map = around,
                           .key = "metadata",
                           .value = NewValue::Map({{.key = "annotations", .value = annotations}})};
    EXPECT_EQ(InsertAnnotation(around, kKey, "a"), in_object);
  }
}

TEST(AnnotationEditsTest, ChangeTheAnnotationItself) {
  const Place pair = PlaceAt({"metadata", "annotations", std::string(kKey)});
  const kube::Annotation annotation{.key = std::string(kKey), .key_place = pair};
  const Edit set = syntax::SetValue{.place = pair, .value = NewValue::String("true")};
  const Edit renamed = syntax::RenameKey{.pair = pair, .key = "other"};
  const Edit removed = syntax::Remove{.place = pair};
  EXPECT_EQ(SetAnnotation(annotation, "true"), set);
  EXPECT_EQ(RenameAnnotation(annotation, "other"), renamed);
  EXPECT_EQ(RemoveAnnotation(annotation), removed);
}

}  // namespace
}  // namespace irsalint::rule
