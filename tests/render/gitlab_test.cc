#include "analyzer/render/gitlab.h"

#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

TEST(RenderGitlab, AnIssueForEachFinding) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings.push_back(Mismatch());
  report.findings[1].severity = rule::Severity::kNote;
  report.findings[1].fingerprint += "-2";
  report.findings[1].primary.line = 0;
  EXPECT_EQ(RenderGitlab(report), R"([
  {
    "description": "no statement admits system:serviceaccount:default:my-sa",
    "check_name": "sub-mismatch",
    "fingerprint": "0123456789abcdef0123456789abcdef",
    "severity": "major",
    "location": {
      "path": "iam/trust.json",
      "lines": {
        "begin": 12
      }
    }
  },
  {
    "description": "no statement admits system:serviceaccount:default:my-sa",
    "check_name": "sub-mismatch",
    "fingerprint": "0123456789abcdef0123456789abcdef-2",
    "severity": "info",
    "location": {
      "path": "iam/trust.json",
      "lines": {
        "begin": 1
      }
    }
  }
]
)");
}

TEST(RenderGitlab, NothingFoundIsAnEmptyArray) { EXPECT_EQ(RenderGitlab({}), "[]\n"); }

}  // namespace
}  // namespace irsalint::render
