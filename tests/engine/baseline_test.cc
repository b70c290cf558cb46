#include "analyzer/engine/baseline.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::ElementsAreArray;

BaselineEntry Entry(const std::string& path, const std::string& rule,
                    const std::string& fingerprint) {
  return {.path = path, .rule = rule, .fingerprint = fingerprint, .resource = ""};
}

TEST(Baseline, IsSortedByPathRuleAndFingerprint) {
  const std::vector<BaselineEntry> sorted = {Entry("a", "r", "5"), Entry("a", "s", "3"),
                                             Entry("a", "s", "4"), Entry("b", "a", "1")};
  EXPECT_THAT(Baseline({sorted[3], sorted[2], sorted[0], sorted[1]}).entries(),
              ElementsAreArray(sorted));
}

TEST(Baseline, HoldsEachFingerprintOnce) {
  BaselineEntry other = Entry("a", "r", "1");
  other.resource = "ServiceAccount/web/reader";
  EXPECT_THAT(Baseline({other, Entry("a", "r", "1"), Entry("a", "r", "1-2")}).entries(),
              ElementsAre(Entry("a", "r", "1"), Entry("a", "r", "1-2")));
}

TEST(BaselineOf, HoldsTheFindingsThatAreShown) {
  rule::LocatedFinding finding;
  finding.rule = "sub-mismatch";
  finding.primary.path = "iam/role.json";
  finding.fingerprint = "f";
  finding.persona = rule::Persona::kPedantic;
  finding.subject = {.kind = "ServiceAccount", .namespace_name = "web", .name = "reader"};
  rule::Report report;
  report.findings.push_back(finding);
  finding.fingerprint = "g";
  report.suppressed.push_back({.finding = finding, .reason = "agreed"});
  EXPECT_THAT(BaselineOf(report).entries(),
              ElementsAre(BaselineEntry{.path = "iam/role.json",
                                        .rule = "sub-mismatch",
                                        .fingerprint = "f",
                                        .resource = "ServiceAccount/web/reader",
                                        .persona = rule::Persona::kPedantic}));
}

TEST(Describe, NamesPathRuleAndResource) {
  BaselineEntry entry = Entry("iam/role.json", "sub-mismatch", "f");
  EXPECT_EQ(Describe(entry), "iam/role.json: sub-mismatch");
  entry.resource = "ServiceAccount/web/reader";
  EXPECT_EQ(Describe(entry), "iam/role.json: sub-mismatch (ServiceAccount/web/reader)");
}

}  // namespace
}  // namespace irsalint::engine
