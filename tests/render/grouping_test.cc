#include "analyzer/render/grouping.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

namespace irsalint::render {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

rule::LocatedFinding Finding(rule::Severity severity, std::string rule, std::string message) {
  rule::LocatedFinding finding;
  finding.rule = std::move(rule);
  finding.severity = severity;
  finding.message = std::move(message);
  return finding;
}

// The messages of each group, joined.
std::vector<std::string> Grouped(const std::vector<rule::LocatedFinding>& findings) {
  std::vector<std::string> groups;
  for (const FindingGroup& group : GroupFindings(findings)) {
    std::string& messages = groups.emplace_back();
    for (const rule::LocatedFinding* finding : group) messages += finding->message;
  }
  return groups;
}

TEST(GroupFindings, PutsARuleTogetherWhereItsFirstFindingStands) {
  EXPECT_THAT(
      Grouped({Finding(rule::Severity::kError, "z", "1"), Finding(rule::Severity::kError, "a", "2"),
               Finding(rule::Severity::kError, "z", "3"), Finding(rule::Severity::kError, "m", "4"),
               Finding(rule::Severity::kError, "a", "5")}),
      ElementsAre("13", "25", "4"));
}

TEST(GroupFindings, PutsTheWorstFirstAndKeepsSeveritiesOfARuleApart) {
  EXPECT_THAT(
      Grouped({Finding(rule::Severity::kNote, "a", "1"), Finding(rule::Severity::kError, "a", "2"),
               Finding(rule::Severity::kWarning, "a", "3"),
               Finding(rule::Severity::kError, "b", "4"),
               Finding(rule::Severity::kNote, "a", "5")}),
      ElementsAre("2", "4", "3", "15"));
}

TEST(GroupFindings, NothingMakesNoGroups) { EXPECT_THAT(GroupFindings({}), IsEmpty()); }

}  // namespace
}  // namespace irsalint::render
