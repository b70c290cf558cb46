#include "analyzer/render/markdown.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

using ::testing::HasSubstr;

TEST(RenderMarkdown, ATableOfFindings) {
  rule::Report report;
  report.stats.files = 2;
  report.findings.push_back(Mismatch());
  report.notifications = {{.message = "is broken", .path = "x.yaml"},
                          {.message = "counted", .counts = rule::SkippedKind::kTemplate}};
  EXPECT_EQ(RenderMarkdown(report),
            "### irsalint: 1 error in 2 files\n"
            "\n| severity | rule | place | finding |\n|---|---|---|---|\n"
            "| error | sub-mismatch | iam/trust&#46;json&#58;12 | no statement admits "
            "system&#58;serviceaccount&#58;default&#58;my-sa<br>sa&#46;yaml&#58;4: the "
            "ServiceAccount is called so<br>help: write \"my-sa\" |\n"
            "\nAbout the run:\n\n- warning: x&#46;yaml: is broken\n");
}

TEST(RenderMarkdown, NothingFound) {
  rule::Report report;
  report.stats = {.files = 3, .units = 1};
  EXPECT_EQ(RenderMarkdown(report), "### irsalint: no findings in 3 files\n");
}

TEST(RenderMarkdown, ASummaryIsCut) {
  rule::Report report;
  rule::LocatedFinding finding;
  finding.rule = "r";
  finding.message = std::string(1000, 'm');
  report.findings.assign(300, finding);
  report.stats.files = 1;
  const std::string text = RenderMarkdown(report);
  EXPECT_LT(text.size(), size_t{257} << 10);
  EXPECT_TRUE(text.ends_with("|\n\n44 findings are left out here.\n"))
      << text.substr(text.size() - 99);
}

TEST(RenderMarkdown, ManyNotificationsAreCut) {
  rule::Report report;
  report.stats = {.files = 3, .units = 1};
  report.notifications.assign(23, {.message = "m"});
  EXPECT_THAT(RenderMarkdown(report), HasSubstr("- warning: m\n- and 3 more\n"));
}

TEST(MarkdownText, StandsForItself) {
  EXPECT_EQ(MarkdownText("a|b `c` <i>&*_~ [x](y) #1 @me \\"),
            "a&#124;b &#96;c&#96; &#60;i&#62;&#38;&#42;&#95;&#126; &#91;x&#93;(y) &#35;1 &#64;me "
            "&#92;");
  EXPECT_EQ(MarkdownText("http://x.y\nz\x1b[0m"), "http&#58;//x&#46;y&#92;u{a}z&#92;u{1b}&#91;0m");
  EXPECT_EQ(MarkdownText("é \"q\" a-b, c=d"), "é \"q\" a-b, c=d");
}

}  // namespace
}  // namespace irsalint::render
