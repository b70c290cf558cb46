#include "analyzer/engine/baseline_match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

rule::LocatedFinding FindingOf(const std::string& fingerprint, const std::string& rule = "r",
                               const std::string& path = "a.yaml") {
  rule::LocatedFinding finding;
  finding.rule = rule;
  finding.message = "m";
  finding.primary.path = path;
  finding.primary.line = 3;
  finding.primary.column = 5;
  finding.fingerprint = fingerprint;
  return finding;
}

rule::Report ReportOf(const std::vector<std::string>& fingerprints) {
  rule::Report report;
  for (const std::string& fingerprint : fingerprints) {
    report.findings.push_back(FindingOf(fingerprint));
  }
  return report;
}

Baseline Knowing(const std::vector<std::string>& fingerprints) {
  return BaselineOf(ReportOf(fingerprints));
}

std::vector<std::string> FingerprintsOf(std::span<const rule::LocatedFinding> findings) {
  std::vector<std::string> fingerprints;
  for (const rule::LocatedFinding& finding : findings) fingerprints.push_back(finding.fingerprint);
  return fingerprints;
}

std::vector<std::string> FingerprintsOf(const Baseline& baseline) {
  std::vector<std::string> fingerprints;
  for (const BaselineEntry& entry : baseline.entries()) fingerprints.push_back(entry.fingerprint);
  return fingerprints;
}

class BaselineMatchTest : public ::testing::Test {
 protected:
  BaselineMatchTest() {
    files_.AddFile("a.yaml", "");
    files_.AddFile("sub/b.yaml", "");
  }

  BaselineMatch Match(const Baseline& baseline, const rule::Report& report) const {
    return MatchBaseline(baseline, scope_, report);
  }

  rule::Report Hidden(const Baseline& baseline, rule::Report report) const {
    HideKnown(baseline, "known.json", scope_, report);
    return report;
  }

  base::InMemoryFileSystem files_;
  BaselineScope scope_ = {.files = files_, .paths = {"."}, .idle_rules = {}};
};

TEST_F(BaselineMatchTest, HidesWhatItKnowsAndNothingElse) {
  const rule::Report report = Hidden(Knowing({"1", "3"}), ReportOf({"1", "2", "3"}));
  EXPECT_THAT(FingerprintsOf(report.findings), ElementsAre("2"));
  EXPECT_THAT(
      report.suppressed,
      ElementsAre(
          rule::SuppressedFinding{
              .finding = FindingOf("1"), .silencer = rule::Silencer::kBaseline, .reason = ""},
          rule::SuppressedFinding{
              .finding = FindingOf("3"), .silencer = rule::Silencer::kBaseline, .reason = ""}));
  EXPECT_EQ(report.baseline, (rule::BaselineUse{.path = "known.json", .hidden = 2, .gone = {}}));
}

TEST_F(BaselineMatchTest, AnEmptyOneHidesNothing) {
  const rule::Report report = Hidden({}, ReportOf({"1"}));
  EXPECT_THAT(FingerprintsOf(report.findings), ElementsAre("1"));
  EXPECT_EQ(report.baseline, (rule::BaselineUse{.path = "known.json", .hidden = 0, .gone = {}}));
}

TEST_F(BaselineMatchTest, NamesWhatNoLongerOccurs) {
  const rule::Report report = Hidden(Knowing({"1", "2"}), ReportOf({"2"}));
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_THAT(report.baseline->gone, ElementsAre("a.yaml: r"));
}

TEST_F(BaselineMatchTest, WhatIsSuppressedIsNotGone) {
  rule::Report report = ReportOf({});
  report.suppressed.push_back({.finding = FindingOf("1"), .reason = "agreed"});
  const rule::Report hidden = Hidden(Knowing({"1"}), report);
  EXPECT_EQ(hidden.suppressed, report.suppressed);
  EXPECT_EQ(hidden.baseline, (rule::BaselineUse{.path = "known.json", .hidden = 0, .gone = {}}));
}

TEST_F(BaselineMatchTest, AsManyEntriesAsEqualFindingsHideThem) {
  EXPECT_THAT(FingerprintsOf(Hidden(Knowing({"1"}), ReportOf({"1", "1-2", "1-3"})).findings),
              ElementsAre("1-2", "1-3"));
  EXPECT_THAT(FingerprintsOf(Hidden(Knowing({"1", "1-2"}), ReportOf({"1", "1-2", "1-3"})).findings),
              ElementsAre("1-3"));
}

// The first of two equal findings was fixed, so the second one lost its ordinal.
TEST_F(BaselineMatchTest, TheOrdinalAloneMakesNoOtherFinding) {
  const rule::Report report = Hidden(Knowing({"1-2", "1-3"}), ReportOf({"1"}));
  EXPECT_THAT(report.findings, IsEmpty());
  EXPECT_EQ(report.baseline->hidden, 1U);
  EXPECT_THAT(report.baseline->gone, SizeIs(1));
}

// Which of the equal ones is suppressed tells which of them is known.
TEST_F(BaselineMatchTest, TheSameFingerprintComesFirst) {
  rule::Report report = ReportOf({"1-2"});
  report.suppressed.push_back({.finding = FindingOf("1"), .reason = ""});
  EXPECT_THAT(FingerprintsOf(Hidden(Knowing({"1"}), report).findings), ElementsAre("1-2"));
  EXPECT_THAT(Hidden(Knowing({"1-2"}), report).findings, IsEmpty());
}

TEST_F(BaselineMatchTest, WhatWasNotReadStaysTold) {
  rule::Report report;
  report.findings.push_back(FindingOf("1", "parse-error"));
  report.findings.back().severity = rule::Severity::kError;
  report.findings.push_back(FindingOf("2", "unrendered-template"));
  report.findings.back().severity = rule::Severity::kNote;
  const rule::Report hidden = Hidden(BaselineOf(report), report);
  EXPECT_THAT(hidden.findings, IsEmpty());
  EXPECT_THAT(hidden.notifications,
              ElementsAre(rule::Notification{.level = rule::Severity::kWarning,
                                             .message = "m",
                                             .path = "a.yaml",
                                             .line = 3,
                                             .column = 5},
                          rule::Notification{.level = rule::Severity::kNote,
                                             .message = "m",
                                             .path = "a.yaml",
                                             .line = 3,
                                             .column = 5}));
}

// An entry that this run could not have found is not called gone.
class NotLookedForTest : public BaselineMatchTest {
 protected:
  NotLookedForTest() {
    rule::Report report = ReportOf({"1"});
    report.findings.push_back(FindingOf("2", "s", "sub/b.yaml"));
    report.findings.back().persona = rule::Persona::kPedantic;
    baseline_ = BaselineOf(report);
  }

  std::vector<EntryFate> Fates() const { return Match(baseline_, {}).fates; }

  Baseline baseline_;
};

TEST_F(NotLookedForTest, AWholeRunFindsAllGone) {
  EXPECT_THAT(Fates(), ElementsAre(EntryFate::kGone, EntryFate::kGone));
}

TEST_F(NotLookedForTest, RulesThatDidNotRun) {
  scope_.idle_rules = {"s"};
  EXPECT_THAT(Fates(), ElementsAre(EntryFate::kGone, EntryFate::kNotLookedFor));
}

TEST_F(NotLookedForTest, AnEarlierPersona) {
  scope_.persona = rule::Persona::kRegular;
  EXPECT_THAT(Fates(), ElementsAre(EntryFate::kGone, EntryFate::kNotLookedFor));
}

TEST_F(NotLookedForTest, FilesThatWereNotRead) {
  scope_.unread = {"sub"};
  EXPECT_THAT(Fates(), ElementsAre(EntryFate::kGone, EntryFate::kNotLookedFor));
}

// A finding in one file may follow from another one that this run did not look at.
TEST_F(NotLookedForTest, AllOfARunOverAPart) {
  scope_.paths = {"a.yaml"};
  EXPECT_THAT(Fates(), ElementsAre(EntryFate::kNotLookedFor, EntryFate::kNotLookedFor));
  scope_.paths = {"a.yaml", "sub"};
  EXPECT_THAT(Fates(), ElementsAre(EntryFate::kGone, EntryFate::kGone));
}

TEST_F(NotLookedForTest, AFileThatIsNoLongerThereNeedsNoLook) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", "");
  const BaselineScope scope = {.files = files, .paths = {"a.yaml"}, .idle_rules = {}};
  EXPECT_THAT(MatchBaseline(baseline_, scope, {}).fates,
              ElementsAre(EntryFate::kGone, EntryFate::kGone));
}

TEST_F(BaselineMatchTest, PrunedLosesWhatIsGoneAndGainsNothing) {
  const Baseline baseline = Knowing({"1", "2", "3"});
  rule::Report report = ReportOf({"2", "4"});
  report.suppressed.push_back({.finding = FindingOf("3"), .reason = ""});
  EXPECT_THAT(FingerprintsOf(Pruned(baseline, Match(baseline, report))), ElementsAre("2", "3"));
}

TEST_F(BaselineMatchTest, UpdatedIsWhatIsShownAndWhatWasNotLookedFor) {
  const Baseline baseline = Knowing({"1", "2", "3"});
  rule::Report report = ReportOf({"2", "4"});
  report.suppressed.push_back({.finding = FindingOf("3"), .reason = ""});
  EXPECT_THAT(FingerprintsOf(Updated(baseline, Match(baseline, report), report)),
              ElementsAre("2", "4"));
  scope_.idle_rules = {"r"};
  EXPECT_THAT(FingerprintsOf(Updated(baseline, Match(baseline, report), report)),
              ElementsAre("1", "2", "4"));
}

TEST_F(BaselineMatchTest, UpdatedTakesTheFingerprintsOfThisRun) {
  const Baseline baseline = Knowing({"1-2"});
  const rule::Report report = ReportOf({"1"});
  EXPECT_THAT(FingerprintsOf(Updated(baseline, Match(baseline, report), report)), ElementsAre("1"));
}

}  // namespace
}  // namespace irsalint::engine
