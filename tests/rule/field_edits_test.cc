#include "analyzer/rule/field_edits.h"

#include <gtest/gtest.h>

#include <string>

namespace irsalint::rule {
namespace {

using syntax::Edit;
using syntax::Known;
using syntax::NewValue;
using syntax::Place;

Place PlaceAt(std::initializer_list<std::string_view> keys) {
  Place place;
  for (const std::string_view key : keys) {
    place.route.push_back({.kind = syntax::Step::Kind::kPair, .key = std::string(key)});
  }
  return place;
}

Edit Write(const Known<bool>& field) {
  return WriteField(field, PlaceAt({"spec"}), {.key = "automount", .value = NewValue::Bool(false)},
                    "name");
}

TEST(FieldEditsTest, ReplacesAValueThatIsThere) {
  const Place place = PlaceAt({"spec", "automount"});
  const Edit expected = syntax::SetValue{.place = place, .value = NewValue::Bool(false)};
  EXPECT_EQ(Write(Known<bool>::Of(true, place)), expected);
  EXPECT_EQ(Write(Known<bool>::Unresolved(place)), expected);
  EXPECT_EQ(Write(Known<bool>::Absent(place)), expected) << "a null stands behind the key";
}

TEST(FieldEditsTest, AddsAPairWhereTheKeyIsMissing) {
  const Edit expected = syntax::InsertPair{.map = PlaceAt({"spec"}),
                                           .key = "automount",
                                           .value = NewValue::Bool(false),
                                           .after = "name"};
  EXPECT_EQ(Write(Known<bool>::Absent(PlaceAt({"spec"}))), expected);
  EXPECT_EQ(Write(Known<bool>::Absent({})), expected);
}

TEST(FieldEditsTest, AValueIsWrittenWhereNothingElseWentIntoIt) {
  EXPECT_TRUE(IsWrittenAt(PlaceAt({"spec"})));
  Place with_prefix = PlaceAt({"spec"});
  with_prefix.via.push_back(PlaceAt({"namePrefix"}));
  EXPECT_FALSE(IsWrittenAt(with_prefix));
  Place external = PlaceAt({"spec"});
  external.external = syntax::ExternalLine{.path = "chart.yaml", .line = 1};
  EXPECT_FALSE(IsWrittenAt(external));
}

}  // namespace
}  // namespace irsalint::rule
