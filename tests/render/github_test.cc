#include "analyzer/render/github.h"

#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

TEST(RenderGithub, AnAnnotationForEachFindingAndTheOutcome) {
  rule::Report report;
  report.stats.files = 2;
  report.findings.push_back(Mismatch());
  EXPECT_EQ(RenderGithub(report),
            "::error title=sub-mismatch,file=iam/trust.json,line=12,endLine=12,col=20,endColumn=27"
            "::no statement admits system:serviceaccount:default:my-sa%0Asa.yaml:4: the "
            "ServiceAccount is called so%0Anote: STS: AccessDenied%0Ahelp: write \"my-sa\"\n"
            "irsalint: 1 error in 2 files\n");
}

TEST(RenderGithub, OverSeveralLinesThereAreNoColumns) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].severity = rule::Severity::kNote;
  report.findings[0].primary.end_line = 14;
  EXPECT_TRUE(RenderGithub(report).starts_with(
      "::notice title=sub-mismatch,file=iam/trust.json,line=12,endLine=14::"));
  report.findings[0].primary.line = 0;
  EXPECT_TRUE(
      RenderGithub(report).starts_with("::notice title=sub-mismatch,file=iam/trust.json::"));
}

TEST(RenderGithub, NothingOfTheInputEndsOrBeginsACommand) {
  rule::Report report;
  rule::LocatedFinding finding;
  finding.rule = "r";
  finding.primary.path = "a,b:c%\n::error::x";
  finding.message = "50%\r\n::stop-commands::x\n##[error]y\x1b[31m";
  report.findings.push_back(finding);
  report.stats.files = 1;
  EXPECT_EQ(RenderGithub(report),
            "::warning title=r,file=a%2Cb%3Ac%25%0A%3A%3Aerror%3A%3Ax::"
            "50%25%0D%0A::stop-commands::x%0A#\\u{23}[error]y\\u{1b}[31m\n"
            "irsalint: 1 warning in 1 file\n");
}

TEST(RenderGithub, TenOfALevelAndTheRestIsCounted) {
  rule::Report report;
  rule::LocatedFinding finding;
  finding.rule = "r";
  finding.severity = rule::Severity::kError;
  report.findings.assign(12, finding);
  finding.severity = rule::Severity::kNote;
  report.findings.push_back(finding);
  report.stats.files = 1;
  const std::string text = RenderGithub(report);
  size_t errors = 0;
  for (size_t at = text.find("::error"); at != text.npos; at = text.find("::error", at + 1)) {
    ++errors;
  }
  EXPECT_EQ(errors, 10u);
  EXPECT_TRUE(text.ends_with(
      "::notice title=r,file=::\nirsalint: 12 errors, 1 note in 1 file; 2 without an annotation, "
      "GitHub shows 10 of each level\n"));
}

}  // namespace
}  // namespace irsalint::render
