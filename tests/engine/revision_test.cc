#include "analyzer/engine/revision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;

rule::LocatedFinding FindingOf(std::string fingerprint, uint32_t line = 1) {
  rule::LocatedFinding finding;
  finding.fingerprint = std::move(fingerprint);
  finding.primary.line = line;
  return finding;
}

std::vector<std::string> Fingerprints(const rule::Report& report) {
  std::vector<std::string> all;
  for (const rule::LocatedFinding& finding : report.findings) all.push_back(finding.fingerprint);
  return all;
}

TEST(HideExisting, AsManyAsThereWere) {
  rule::Report before;
  before.findings = {FindingOf("a"), FindingOf("a-2"), FindingOf("gone")};
  before.suppressed = {{.finding = FindingOf("silenced")}};
  rule::Report report;
  report.findings = {FindingOf("a"), FindingOf("a-2"), FindingOf("a-3"), FindingOf("new"),
                     FindingOf("silenced")};
  HideExisting(before, "main", report);
  EXPECT_THAT(Fingerprints(report), ElementsAre("a-3", "new"));
  EXPECT_EQ(report.since, (rule::RevisionUse{.name = "main", .existing = 3}));
  ASSERT_EQ(report.suppressed.size(), 3u);
  EXPECT_EQ(report.suppressed[0].silencer, rule::Silencer::kRevision);
}

TEST(ShowExisting, PutsThemBackInOrderWithANote) {
  rule::Report before;
  before.findings = {FindingOf("a")};
  rule::Report report;
  report.findings = {FindingOf("a", 1), FindingOf("new", 2)};
  report.suppressed = {{.finding = FindingOf("silenced")}};
  HideExisting(before, "main", report);
  ShowExisting(report);
  EXPECT_THAT(Fingerprints(report), ElementsAre("a", "new"));
  EXPECT_THAT(report.findings[0].notes, ElementsAre("this was there at main"));
  EXPECT_THAT(report.findings[1].notes, ElementsAre());
  EXPECT_EQ(report.suppressed.size(), 1u);
}

TEST(ShowExisting, WithoutARevisionNothingChanges) {
  rule::Report report;
  report.findings = {FindingOf("a")};
  const rule::Report before = report;
  ShowExisting(report);
  EXPECT_EQ(report, before);
}

}  // namespace
}  // namespace irsalint::engine
