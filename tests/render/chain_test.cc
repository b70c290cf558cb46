#include "analyzer/render/chain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace irsalint::render {
namespace {

using rule::ChainLink;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

rule::LocatedPlace Place(uint32_t line, ChainLink link, uint32_t object, std::string message) {
  rule::LocatedPlace place;
  place.path = "a.yaml";
  place.line = line;
  place.part = {.link = link, .object = object};
  place.message = std::move(message);
  return place;
}

std::vector<std::string> StepsOf(const rule::LocatedFinding& finding) {
  std::vector<std::string> steps;
  for (const ChainStep& step : ChainOf(finding)) {
    steps.push_back(std::to_string(step.place->line) + " " + std::string(step.message));
  }
  return steps;
}

TEST(ChainOf, FromThePodToThePolicy) {
  rule::LocatedFinding finding;
  finding.message = "refused";
  finding.primary = Place(9, ChainLink::kTrustPolicy, 4, "");
  finding.related = {
      Place(3, ChainLink::kServiceAccount, 2, "claims"), Place(8, ChainLink::kRole, 3, "role"),
      Place(2, ChainLink::kServiceAccount, 2, "called"), Place(7, ChainLink::kNone, 0, "cluster"),
      Place(5, ChainLink::kWorkload, 1, "runs")};
  EXPECT_THAT(StepsOf(finding),
              ElementsAre("5 runs", "2 called", "3 claims", "8 role", "9 refused"));
}

TEST(ChainOf, OfEachLinkOneObject) {
  rule::LocatedFinding finding;
  finding.primary = Place(9, ChainLink::kTrustPolicy, 4, "p");
  finding.related = {Place(2, ChainLink::kServiceAccount, 2, "first"),
                     Place(3, ChainLink::kServiceAccount, 3, "second"),
                     Place(5, ChainLink::kWorkload, 6, "one"),
                     Place(4, ChainLink::kWorkload, 7, "other")};
  EXPECT_THAT(StepsOf(finding), ElementsAre("5 one", "2 first", "9 p"));
}

TEST(ChainOf, OneLinkIsNoChain) {
  rule::LocatedFinding finding;
  finding.primary = Place(9, ChainLink::kTrustPolicy, 4, "p");
  finding.related = {Place(3, ChainLink::kTrustPolicy, 4, "q"), Place(0, ChainLink::kRole, 5, "r")};
  EXPECT_THAT(StepsOf(finding), IsEmpty());
}

}  // namespace
}  // namespace irsalint::render
