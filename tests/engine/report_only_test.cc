#include "analyzer/engine/report_only.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

rule::LocatedFinding FindingIn(std::string primary, std::string related) {
  rule::LocatedFinding finding;
  finding.primary.path = std::move(primary);
  finding.related.resize(1);
  finding.related[0].path = std::move(related);
  return finding;
}

TEST(KeepWhatIsAbout, APrimaryOrARelatedPlaceIsEnough) {
  rule::Report report;
  report.findings = {FindingIn("policy.json", "sa.yaml"), FindingIn("sa.yaml", "x"),
                     FindingIn("other.json", "y")};
  const std::string paths[] = {"sa.yaml", "deleted.yaml"};
  KeepWhatIsAbout(paths, report);
  ASSERT_EQ(report.findings.size(), 2u);
  EXPECT_EQ(report.findings[0].primary.path, "policy.json");
  EXPECT_EQ(report.findings[1].primary.path, "sa.yaml");
  EXPECT_EQ(report.stats.elsewhere, 1u);
}

}  // namespace
}  // namespace irsalint::engine
