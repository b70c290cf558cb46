#include "analyzer/graph/alternatives.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;

std::vector<bool> OpenUnits(const Files& files) {
  std::vector<bool> open;
  const Linked linked(files);
  for (const Unit& unit : linked->units()) open.push_back(unit.open);
  return open;
}

TEST(AlternativesTest, TwoFilesThatDefineOneObjectAreAlternatives) {
  EXPECT_THAT(OpenUnits({{"a/x.yaml", Pod("media", "app", "up")},
                         {"a/y.yaml", Pod("media", "app", "down")}}),
              ElementsAre(true));
  EXPECT_THAT(OpenUnits({{"a/x.yaml", ServiceAccount("media", "up")},
                         {"a/y.yaml", ServiceAccount("media", "up")}}),
              ElementsAre(true));
}

TEST(AlternativesTest, DifferentObjectsAreAppliedTogether) {
  EXPECT_THAT(
      OpenUnits({{"a/x.yaml", Pod("media", "app", "up")}, {"a/y.yaml", Pod("video", "app", "up")}}),
      ElementsAre(false));
  EXPECT_THAT(OpenUnits({{"a/x.yaml", Pod("media", "app", "up")},
                         {"a/y.yaml", ServiceAccount("media", "app")}}),
              ElementsAre(false));
  EXPECT_THAT(
      OpenUnits({{"a/x.yaml", Pod("media", "app", "up")}, {"b/x.yaml", Pod("media", "app", "up")}}),
      ElementsAre(false, false));
}

// One file that says a thing twice is a mistake of that file.
TEST(AlternativesTest, OneFileIsNoAlternativeOfItself) {
  EXPECT_THAT(OpenUnits({{"a/x.yaml", Pod("media", "app", "up") + Pod("media", "app", "down")}}),
              ElementsAre(false));
}

// What a kustomization lists is applied together, whatever it defines.
TEST(AlternativesTest, AKustomizationHasNoAlternatives) {
  EXPECT_THAT(OpenUnits({{"a/kustomization.yaml", "resources: [x.yaml, y.yaml]\n"},
                         {"a/x.yaml", Pod("media", "app", "up")},
                         {"a/y.yaml", Pod("media", "app", "down")}}),
              ElementsAre(false));
}

}  // namespace
}  // namespace irsalint::graph
