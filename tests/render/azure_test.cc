#include "analyzer/render/azure.h"

#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

TEST(RenderAzure, ErrorsAndWarningsAreCommandsNotesAreLines) {
  rule::Report report;
  report.stats.files = 2;
  report.findings.push_back(Mismatch());
  report.findings.push_back(Mismatch());
  report.findings[1].severity = rule::Severity::kNote;
  EXPECT_EQ(RenderAzure(report),
            "##vso[task.logissue type=error;sourcepath=iam/trust.json;linenumber=12;"
            "columnnumber=20;code=sub-mismatch;]no statement admits "
            "system:serviceaccount:default:my-sa%0Asa.yaml:4: the ServiceAccount is called "
            "so%0Anote: STS: AccessDenied%0Ahelp: write \"my-sa\"\n"
            "note[sub-mismatch]: iam/trust.json:12: no statement admits "
            "system:serviceaccount:default:my-sa\n"
            "irsalint: 1 error, 1 note in 2 files\n");
}

TEST(RenderAzure, NothingOfTheInputEndsOrBeginsACommand) {
  rule::Report report;
  rule::LocatedFinding finding;
  finding.rule = "r";
  finding.primary.path = "a;b]c%\n";
  finding.message = "50%\n##vso[task.setvariable]x";
  report.findings.push_back(finding);
  finding.severity = rule::Severity::kNote;
  report.findings.push_back(finding);
  report.stats.files = 1;
  EXPECT_EQ(RenderAzure(report),
            "##vso[task.logissue type=warning;sourcepath=a%3Bb%5Dc%AZP25%0A;code=r;]"
            "50%AZP25%0A#\\u{23}vso[task.setvariable]x\n"
            "note[r]: a;b]c%\\u{a}: 50%\\u{a}#\\u{23}vso[task.setvariable]x\n"
            "irsalint: 1 warning, 1 note in 1 file\n");
}

}  // namespace
}  // namespace irsalint::render
