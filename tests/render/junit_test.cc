#include "analyzer/render/junit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr rule::RuleMeta kMismatch = {.id = "sub-mismatch", .group = "trust", .summary = "x"};
constexpr rule::RuleMeta kQuiet = {.id = "quiet", .group = "trust", .summary = "x"};
constexpr rule::RuleMeta kOff = {.id = "off", .group = "trust", .summary = "x"};
constexpr const rule::RuleMeta* kRules[] = {&kMismatch, &kOff, &kQuiet};

TEST(RenderJunit, ACaseForEachRuleAndFile) {
  rule::Report report;
  report.config = rule::ConfigUse{.path = "c.yaml", .rules_off = {"off"}};
  report.findings.push_back(Mismatch());
  report.findings.push_back(Mismatch());
  report.findings[1].related.clear();
  report.findings[1].notes.clear();
  report.findings[1].helps.clear();
  report.suppressed.push_back({.finding = Mismatch(), .reason = "agreed <here>"});
  report.suppressed[0].finding.primary.path = "other.json";
  EXPECT_EQ(
      RenderJunit({.report = report, .rules = kRules}),
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<testsuites tests=\"3\" failures=\"1\" skipped=\"1\">\n"
      "  <testsuite name=\"irsalint\" tests=\"3\" failures=\"1\" skipped=\"1\" errors=\"0\">\n"
      "    <testcase classname=\"sub-mismatch\" name=\"iam/trust.json\" file=\"iam/trust.json\" "
      "line=\"12\">\n"
      "      <failure message=\"no statement admits system:serviceaccount:default:my-sa\" "
      "type=\"error\">iam/trust.json:12: error: no statement admits "
      "system:serviceaccount:default:my-sa&#10;sa.yaml:4: the ServiceAccount is called "
      "so&#10;note: STS: AccessDenied&#10;help: write &quot;my-sa&quot;&#10;iam/trust.json:12: "
      "error: no statement admits system:serviceaccount:default:my-sa&#10;</failure>\n"
      "    </testcase>\n"
      "    <testcase classname=\"sub-mismatch\" name=\"other.json\" file=\"other.json\" "
      "line=\"12\">\n"
      "      <skipped message=\"agreed &lt;here&gt;\"/>\n"
      "    </testcase>\n"
      "    <testcase classname=\"quiet\" name=\"no findings\"/>\n"
      "  </testsuite>\n</testsuites>\n");
}

TEST(RenderJunit, BelowTheBarNothingFails) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].severity = rule::Severity::kNote;
  const std::string text = RenderJunit({.report = report, .rules = kRules});
  EXPECT_THAT(text, HasSubstr("failures=\"0\""));
  EXPECT_THAT(text, HasSubstr("<system-out>iam/trust.json:12: note: no statement"));
  EXPECT_THAT(RenderJunit({.report = report, .rules = kRules, .fail_on = rule::Severity::kNote}),
              HasSubstr("failures=\"1\""));
  report.findings[0].severity = rule::Severity::kError;
  EXPECT_THAT(RenderJunit({.report = report, .rules = kRules, .fail_on = std::nullopt}),
              Not(HasSubstr("<failure")));
}

TEST(XmlText, HoldsNothingThatXmlCannot) {
  EXPECT_EQ(XmlText("<a b=\"c\">&\n\t#"), "&lt;a b=&quot;c&quot;&gt;&amp;&#10;&#9;&#35;");
  EXPECT_EQ(XmlText(std::string_view("\0\x1b\x7f\xff", 4)), "\\u{0}\\u{1b}\\u{7f}\\x{ff}");
  EXPECT_EQ(XmlText("\xef\xbf\xbe\xef\xbf\xbf"), "\xef\xbf\xbd\xef\xbf\xbd");
}

}  // namespace
}  // namespace irsalint::render
