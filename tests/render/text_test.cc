#include "analyzer/render/text.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

using ::testing::EndsWith;
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
  for (const std::string& text :
       {RenderText(report, {}), RenderNotificationsText(report, NotificationScope::kAll, {})}) {
    EXPECT_THAT(text, Not(HasSubstr("\x1b")));
    EXPECT_THAT(text, Not(HasSubstr("\n::")));
    EXPECT_THAT(text, Not(HasSubstr("\x07")));
    EXPECT_THAT(text, HasSubstr("\\u{1b}]0;x\\u{7}\\u{a}::error::y\\x{ff}"));
  }
}

// `count` findings of one rule, on lines 1, 2, 3 and so on of a file.
void AddFindings(size_t count, const std::string& rule, rule::Severity severity,
                 rule::Report& report) {
  for (size_t line = 1; line <= count; ++line) {
    rule::LocatedFinding& finding = report.findings.emplace_back();
    finding.rule = rule;
    finding.severity = severity;
    finding.message = fmt::format("bad {}", line);
    finding.primary.path = rule + ".yaml";
    finding.primary.line = static_cast<uint32_t>(line);
    finding.primary.column = 7;
  }
}

TEST(RenderFindingsText, ShowsTheFirstOfARuleAndListsTheRest) {
  rule::Report report;
  AddFindings(5, "a", rule::Severity::kError, report);
  EXPECT_EQ(RenderFindingsText(report, {}),
            "error[a]: bad 1\n --> a.yaml:1:7\n\n"
            "error[a]: bad 2\n --> a.yaml:2:7\n\n"
            "error[a]: bad 3\n --> a.yaml:3:7\n\n"
            "error[a]: ...and 2 more like this\n"
            "  a.yaml:4:7: bad 4\n"
            "  a.yaml:5:7: bad 5\n"
            "\n");
}

TEST(RenderFindingsText, FoldsNothingThatIsShownOnceOrTwiceOrThrice) {
  rule::Report report;
  AddFindings(3, "a", rule::Severity::kError, report);
  AddFindings(3, "a", rule::Severity::kWarning, report);
  AddFindings(3, "b", rule::Severity::kError, report);
  EXPECT_THAT(RenderFindingsText(report, {}), Not(HasSubstr("more like this")));
}

TEST(RenderFindingsText, CountsWhatItDoesNotList) {
  rule::Report report;
  AddFindings(13, "a", rule::Severity::kNote, report);
  EXPECT_THAT(RenderFindingsText(report, {}),
              EndsWith("note[a]: ...and 10 more like this\n  a.yaml:4:7: bad 4\n"
                       "  a.yaml:5:7: bad 5\n  a.yaml:6:7: bad 6\n  a.yaml:7:7: bad 7\n"
                       "  a.yaml:8:7: bad 8\n  a.yaml:9:7: bad 9\n  a.yaml:10:7: bad 10\n"
                       "  a.yaml:11:7: bad 11\n  a.yaml:12:7: bad 12\n  a.yaml:13:7: bad 13\n\n"));
  AddFindings(2, "a", rule::Severity::kNote, report);
  EXPECT_THAT(RenderFindingsText(report, {}), HasSubstr("note[a]: ...and 12 more like this\n"));
  EXPECT_THAT(RenderFindingsText(report, {}),
              EndsWith("  a.yaml:13:7: bad 13\n  ...and 2 more; --full shows all\n\n"));
}

TEST(RenderFindingsText, DoesNotRepeatAMessageThatAllHave) {
  rule::Report report;
  AddFindings(5, "a", rule::Severity::kError, report);
  for (rule::LocatedFinding& finding : report.findings) finding.message = "bad";
  EXPECT_THAT(RenderFindingsText(report, {}),
              EndsWith("error[a]: ...and 2 more like this\n  a.yaml:4:7\n  a.yaml:5:7\n\n"));
  report.findings[3].message = "worse";
  EXPECT_THAT(RenderFindingsText(report, {}),
              EndsWith("like this\n  a.yaml:4:7: worse\n  a.yaml:5:7: bad\n\n"));
}

TEST(RenderFindingsText, FullShowsAll) {
  rule::Report report;
  AddFindings(20, "a", rule::Severity::kError, report);
  const std::string text = RenderFindingsText(report, {.extent = Extent::kFull});
  EXPECT_THAT(text, Not(HasSubstr("more")));
  EXPECT_THAT(text, EndsWith("error[a]: bad 20\n  --> a.yaml:20:7\n\n"));
  EXPECT_THAT(text, HasSubstr("error[a]: bad 4\n --> a.yaml:4:7\n"));
}

TEST(RenderFindingsText, WhatIsListedIsSafeForATerminal) {
  rule::Report report;
  AddFindings(4, "a", rule::Severity::kError, report);
  report.findings.back().message = "\x1b[31m\nx";
  report.findings.back().primary.path = "b\n.yaml";
  EXPECT_THAT(RenderFindingsText(report, {}),
              EndsWith("\n  b\\u{a}.yaml:4:7: \\u{1b}[31m\\u{a}x\n\n"));
}

TEST(RenderFindingsText, IsEmptyWithoutFindings) { EXPECT_EQ(RenderFindingsText({}, {}), ""); }

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
  EXPECT_EQ(RenderNotificationsText(report, NotificationScope::kAll, {}),
            "error: a b.yaml: does not exist\n"
            "warning: c.yaml:3:7: bad\n"
            "note: 2 templates\n");
  report.notifications.back().counts = rule::SkippedKind::kTemplate;
  EXPECT_EQ(RenderNotificationsText(report, NotificationScope::kProblems, {}),
            "error: a b.yaml: does not exist\n"
            "warning: c.yaml:3:7: bad\n");
}

}  // namespace
}  // namespace irsalint::render
