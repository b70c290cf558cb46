#include "analyzer/render/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

using rule::Silencer;
using rule::SkippedKind;

rule::Report ReportOfFiles(uint64_t files) {
  rule::Report report;
  report.stats.files = files;
  report.stats.units = 1;
  return report;
}

std::string SummaryOf(const rule::Report& report) {
  return RenderSummaryText(report, Color::kNever);
}

TEST(RenderSummaryText, CountsFindingsBySeverityAndFiles) {
  rule::Report report = ReportOfFiles(1);
  report.findings = {Mismatch(), Mismatch(), Mismatch(), Mismatch()};
  report.findings[1].severity = rule::Severity::kNote;
  EXPECT_EQ(SummaryOf(report), "3 errors, 1 note in 1 file\n");
  report.stats.files = 2;
  report.findings[0].severity = rule::Severity::kWarning;
  report.findings[2].severity = rule::Severity::kWarning;
  EXPECT_EQ(SummaryOf(report), "1 error, 2 warnings, 1 note in 2 files\n");
}

TEST(RenderSummaryText, CountsManyFindingsByRule) {
  rule::Report report = ReportOfFiles(2);
  for (int i = 0; i < 11; ++i) report.findings.push_back(Mismatch());
  EXPECT_EQ(SummaryOf(report), "11 errors in 2 files\n");
  report.findings[4].rule = "aud-mismatch";
  report.findings[5].severity = rule::Severity::kWarning;
  EXPECT_EQ(SummaryOf(report),
            "10 errors, 1 warning in 2 files\n"
            "  9 error[sub-mismatch]\n"
            "  1 error[aud-mismatch]\n"
            "  1 warning[sub-mismatch]\n");
  report.findings.push_back(Mismatch());
  EXPECT_EQ(SummaryOf(report),
            "11 errors, 1 warning in 2 files\n"
            "  10 error[sub-mismatch]\n"
            "   1 error[aud-mismatch]\n"
            "   1 warning[sub-mismatch]\n");
  report.findings.resize(10);
  EXPECT_EQ(SummaryOf(report), "9 errors, 1 warning in 2 files\n");
}

TEST(RenderSummaryText, ARunWithoutFindingsIsOneLine) {
  EXPECT_EQ(SummaryOf(ReportOfFiles(1)), "no findings in 1 file\n");
}

TEST(RenderSummaryText, SaysWhereNothingWasToBeJudged) {
  rule::Report report = ReportOfFiles(14);
  report.stats.units = 0;
  EXPECT_EQ(SummaryOf(report), "nothing about identities on EKS in 14 files\n");
  EXPECT_EQ(SummaryOf({}), "nothing was checked\n");
}

TEST(RenderSummaryText, NamesTheConfiguration) {
  rule::Report report = ReportOfFiles(2);
  report.config = {.path = "a\n.yaml", .rules_off = {}};
  EXPECT_EQ(SummaryOf(report), "no findings in 2 files (config a\\u{a}.yaml)\n");
  report.config->rules_off = {"sub-mismatch"};
  EXPECT_EQ(SummaryOf(report), "no findings in 2 files (config a\\u{a}.yaml: 1 rule off)\n");
  report.config->rules_off.emplace_back("sub-missing");
  EXPECT_EQ(SummaryOf(report), "no findings in 2 files (config a\\u{a}.yaml: 2 rules off)\n");
}

TEST(RenderSummaryText, SaysThatSuppressionsAreOff) {
  rule::Report report = ReportOfFiles(2);
  report.suppression_use = rule::SuppressionUse::kOff;
  EXPECT_EQ(SummaryOf(report), "no findings in 2 files\nsuppressions: off\n");
}

TEST(RenderSummaryText, SaysWhatKeepsFindingsBack) {
  rule::Report report = ReportOfFiles(2);
  report.suppressed = {{.finding = Mismatch(), .silencer = Silencer::kInput}};
  EXPECT_EQ(SummaryOf(report),
            "no findings in 2 files\n"
            "not shown: 1 suppressed in the files\n");
  report.suppressed.push_back({.finding = Mismatch(), .silencer = Silencer::kBaseline});
  report.suppressed.push_back({.finding = Mismatch(), .silencer = Silencer::kConfig});
  report.suppressed.push_back({.finding = Mismatch(), .silencer = Silencer::kBaseline});
  report.baseline = {.path = "old\x1b.json", .hidden = 2, .gone = {}};
  report.stats.hidden_by_persona = 5;
  EXPECT_EQ(SummaryOf(report),
            "no findings in 2 files\n"
            "not shown: 1 suppressed in the files, 1 suppressed by the configuration, 2 in the "
            "baseline old\\u{1b}.json, 5 for stricter personas (--persona auditor)\n");
}

TEST(RenderSummaryText, SaysWhatWasNotReadAndNotApplied) {
  rule::Report report = ReportOfFiles(2);
  report.skipped = {{.kind = SkippedKind::kTemplate, .count = 1},
                    {.kind = SkippedKind::kPatch, .count = 2}};
  EXPECT_EQ(SummaryOf(report),
            "no findings in 2 files\n"
            "not read: 1 unrendered template\n"
            "not applied: 2 patches\n");
  report.skipped = {{.kind = SkippedKind::kGenerator, .count = 1},
                    {.kind = SkippedKind::kRemoteBase, .count = 3},
                    {.kind = SkippedKind::kTerraformFile, .count = 4},
                    {.kind = SkippedKind::kTemplate, .count = 5},
                    {.kind = SkippedKind::kBrokenDocument, .count = 6},
                    {.kind = SkippedKind::kUnreadablePath, .count = 7}};
  EXPECT_EQ(SummaryOf(report),
            "no findings in 2 files\n"
            "not read: 7 unreadable paths, 6 broken documents, 5 unrendered templates, 4 Terraform "
            "files, 3 remote bases\n"
            "not applied: 1 generator\n");
}

TEST(RenderSummaryText, ColoursTheCountsOnlyWhenAsked) {
  rule::Report report = ReportOfFiles(2);
  report.findings = {Mismatch()};
  EXPECT_EQ(RenderSummaryText(report, Color::kAlways), "\x1b[1;31m1 error\x1b[0m in 2 files\n");
}

}  // namespace
}  // namespace irsalint::render
