#include "analyzer/render/text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

rule::Report ReportOf(rule::LocatedFinding finding) {
  rule::Report report;
  report.findings.push_back(std::move(finding));
  report.stats.files = 2;
  return report;
}

TEST(RenderText, ShowsPrimaryAndRelatedPlacesNotesAndHelps) {
  EXPECT_EQ(RenderText(ReportOf(Mismatch()), {}),
            R"(error[sub-mismatch]: no statement admits system:serviceaccount:default:my-sa
  --> iam/trust.json:12:20
   |
12 |           "x:sub": "other"
   |                    ^^^^^^^ admits only this subject
   |
  ::: sa.yaml:4:9
   |
 4 |   name: my-sa
   |         ----- the ServiceAccount is called so
   |
   = note: STS: AccessDenied
   = help: write "my-sa"

1 error in 2 files
)");
}

TEST(RenderText, PutsNearPlacesOfOneFileIntoOneFrame) {
  rule::LocatedFinding finding = Mismatch();
  finding.notes.clear();
  finding.helps.clear();
  finding.related = {
      PlaceOn("iam/trust.json", 8, "  \"Federated\": \"arn\"", "\"arn\"", "this provider"),
      PlaceOn("iam/trust.json", 13, "          \"x:aud\": \"sts\"", "\"sts\"", ""),
      PlaceOn("iam/trust.json", 40, "}", "}", "far away")};
  EXPECT_EQ(RenderText(ReportOf(finding), {}),
            R"(error[sub-mismatch]: no statement admits system:serviceaccount:default:my-sa
  --> iam/trust.json:12:20
   |
 8 |   "Federated": "arn"
   |                ----- this provider
...
12 |           "x:sub": "other"
   |                    ^^^^^^^ admits only this subject
13 |           "x:aud": "sts"
   |                    -----
   |
  ::: iam/trust.json:40:1
   |
40 | }
   | - far away

1 error in 2 files
)");
}

TEST(RenderText, ShowsTheFirstOfManyRelatedPlaces) {
  rule::LocatedFinding finding = Mismatch();
  finding.notes.clear();
  finding.helps.clear();
  finding.related.clear();
  for (uint32_t line = 100; line < 1500; line += 100) {
    finding.related.push_back(PlaceOn("sa.yaml", line, "name: a", "a", ""));
  }
  const std::string text = RenderText(ReportOf(finding), {});
  EXPECT_THAT(text, HasSubstr("::: sa.yaml:1200:"));
  EXPECT_THAT(text, Not(HasSubstr("sa.yaml:1300")));
  EXPECT_THAT(text, HasSubstr("     = note: and 2 more places, which --format json lists\n"));
  finding.related.pop_back();
  EXPECT_THAT(RenderText(ReportOf(finding), {}), HasSubstr("= note: and 1 more place, which"));
  finding.related.pop_back();
  EXPECT_THAT(RenderText(ReportOf(finding), {}), Not(HasSubstr("more place")));
}

TEST(RenderText, ShowsALineOnceForSeveralPlacesOnIt) {
  rule::LocatedFinding finding = Mismatch();
  finding.notes.clear();
  finding.helps.clear();
  finding.related = {PlaceOn("iam/trust.json", 12, "          \"x:sub\": \"other\"", "\"x:sub\"",
                             "under this key")};
  EXPECT_THAT(RenderText(ReportOf(finding), {}), HasSubstr(R"(
12 |           "x:sub": "other"
   |                    ^^^^^^^ admits only this subject
   |           ------- under this key
)"));
}

TEST(RenderText, ExpandsTabsAndEscapesControlsBelowTheMark) {
  rule::LocatedFinding finding = Mismatch();
  finding.related.clear();
  finding.primary = PlaceOn("a.yaml", 3, "\ta\x1b[31m:\tvalue", "value", "here");
  EXPECT_THAT(RenderText(ReportOf(finding), {}), HasSubstr("\n3 |     a\\u{1b}[31m:    value\n"
                                                           "  |                     ^^^^^ here\n"));
}

TEST(RenderText, CountsWideCharactersAsTwoColumns) {
  rule::LocatedFinding finding = Mismatch();
  finding.related.clear();
  finding.primary = PlaceOn("a.yaml", 3, "名: v", "v", "");
  EXPECT_THAT(RenderText(ReportOf(finding), {}), HasSubstr("3 | 名: v\n  |     ^\n"));
}

TEST(RenderText, MarksCutLinesAndPlacesOfSeveralLines) {
  rule::LocatedFinding finding = Mismatch();
  finding.related.clear();
  finding.primary = PlaceOn("a.yaml", 3, "ab: {", "{", "all of this");
  finding.primary.excerpt->cut_before = true;
  finding.primary.excerpt->cut_after = true;
  finding.primary.excerpt->continues_below = true;
  EXPECT_THAT(RenderText(ReportOf(finding), {}),
              HasSubstr("3 | ...ab: {...\n  |        ^... all of this\n"));
}

TEST(RenderText, EmptyMarkStillShowsOneColumn) {
  rule::LocatedFinding finding = Mismatch();
  finding.related.clear();
  finding.primary = PlaceOn("a.yaml", 3, "key:", "", "");
  finding.primary.excerpt->mark_begin = finding.primary.excerpt->mark_end = 4;
  EXPECT_THAT(RenderText(ReportOf(finding), {}), HasSubstr("3 | key:\n  |     ^\n"));
}

TEST(RenderText, PlaceWithoutBytesShowsItsLineOnly) {
  rule::LocatedFinding finding = Mismatch();
  finding.related.clear();
  finding.notes.clear();
  finding.helps.clear();
  finding.primary.excerpt.reset();
  EXPECT_EQ(RenderText(ReportOf(finding), {}),
            "error[sub-mismatch]: no statement admits system:serviceaccount:default:my-sa\n"
            "  --> iam/trust.json:12:20\n"
            "   = note: admits only this subject\n"
            "\n"
            "1 error in 2 files\n");
}

TEST(RenderText, ColoursOnlyWhenAsked) {
  const rule::Report report = ReportOf(Mismatch());
  EXPECT_THAT(RenderText(report, {}), Not(HasSubstr("\x1b")));
  EXPECT_THAT(RenderText(report, {.color = Color::kAlways}),
              HasSubstr("\x1b[1;31merror[sub-mismatch]\x1b[0m"));
}

TEST(RenderText, NothingOfTheInputReachesTheTerminalRaw) {
  rule::LocatedFinding finding = Mismatch();
  const std::string evil = "\x1b]0;x\x07\n::error::y\xff";
  finding.message = finding.primary.path = finding.primary.message = evil;
  finding.notes = finding.helps = {evil};
  finding.primary.excerpt->text = evil;
  rule::Report report = ReportOf(finding);
  report.notifications.push_back(
      {.level = rule::Severity::kWarning, .message = evil, .path = evil});
  for (const std::string& text : {RenderText(report, {}), RenderNotificationsText(report, {})}) {
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\n::")));
    EXPECT_THAT(text, Not(HasSubstr("\x07")));
    EXPECT_THAT(text, HasSubstr("\\u{1b}]0;x\\u{7}\\u{a}::error::y\\x{ff}"));
  }
}

TEST(RenderText, SummaryCounts) {
  rule::Report report;
  EXPECT_EQ(RenderText(report, {}), "nothing was checked\n");
  report.stats.files = 1;
  EXPECT_EQ(RenderText(report, {}), "no findings in 1 file\n");
  report.findings = {Mismatch(), Mismatch(), Mismatch()};
  report.findings[1].severity = rule::Severity::kNote;
  EXPECT_THAT(RenderText(report, {}), HasSubstr("\n2 errors, 1 note in 1 file\n"));
  report.stats.suppressed = 3;
  EXPECT_THAT(RenderText(report, {}), HasSubstr("\n2 errors, 1 note in 1 file, 3 suppressed\n"));
}

TEST(RenderNotificationsText, OneLineEach) {
  rule::Report report;
  report.notifications = {
      {.level = rule::Severity::kError, .message = "does not exist", .path = "a b.yaml"},
      {.level = rule::Severity::kWarning,
       .message = "bad",
       .path = "c.yaml",
       .line = 3,
       .column = 7},
      {.level = rule::Severity::kNote, .message = "2 templates", .path = ""}};
  EXPECT_EQ(RenderNotificationsText(report, {}),
            "error: a b.yaml: does not exist\n"
            "warning: c.yaml:3:7: bad\n"
            "note: 2 templates\n");
}

}  // namespace
}  // namespace irsalint::render
