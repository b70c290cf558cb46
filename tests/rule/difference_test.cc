#include "analyzer/rule/difference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace irsalint::rule {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// `begin-end: message` of the place that is pointed at.
std::vector<std::string> Pointed(std::string_view found, std::string_view required) {
  Finding finding;
  PointAtDifference({}, found, required, finding);
  std::vector<std::string> places;
  for (const Location& location : finding.related) {
    const auto range = location.place.range.value_or(syntax::TextRange{});
    places.push_back(std::to_string(range.begin) + "-" + std::to_string(range.end) + ": " +
                     location.message);
  }
  return places;
}

TEST(DifferenceTest, PointsAtWhatDiffers) {
  EXPECT_THAT(Pointed("media:upload", "media:uplods"),
              ElementsAre("10-12: \"ad\" instead of \"ds\""));
  EXPECT_THAT(Pointed("media:uploadr", "media:uploader"),
              ElementsAre("12-12: \"e\" is missing here"));
  EXPECT_THAT(Pointed("media:uploaader", "media:uploader"),
              ElementsAre("11-12: \"a\" is too much"));
}

TEST(DifferenceTest, SaysNothingWhereThereIsNothingToSee) {
  EXPECT_THAT(Pointed("same", "same"), IsEmpty());
  EXPECT_THAT(Pointed("", ""), IsEmpty());
  EXPECT_THAT(Pointed("uploader", "backup"), IsEmpty()) << "all of it differs";
}

TEST(DifferenceTest, CutsBetweenCodePoints) {
  // ä and ö share their first byte, ä and Ĥ their last.
  EXPECT_THAT(Pointed("media:\xC3\xA4", "media:\xC3\xB6"),
              ElementsAre("6-8: \"\xC3\xA4\" instead of \"\xC3\xB6\""));
  EXPECT_THAT(Pointed("\xC3\xA4:media", "\xC4\xA4:media"),
              ElementsAre("0-2: \"\xC3\xA4\" instead of \"\xC4\xA4\""));
}

}  // namespace
}  // namespace irsalint::rule
