#include "analyzer/render/rdjson.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(RenderRdjson, ADiagnosticWithColumnsInBytesAndASuggestion) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].related.clear();
  report.findings[0].primary.utf8 = {.begin = 22, .end = 30};
  const rule::FindingDetails details[] = {
      {.fixes = {{.title = "write it",
                  .applicability = rule::Applicability::kSafe,
                  .replacements = {{.place = report.findings[0].primary, .text = "x"}}}}}};
  EXPECT_EQ(RenderRdjson(report, details), R"({
  "source": {
    "name": "irsalint"
  },
  "severity": "WARNING",
  "diagnostics": [
    {
      "message": "no statement admits system:serviceaccount:default:my-sa\nnote: STS: AccessDenied\nhelp: write \"my-sa\"",
      "location": {
        "path": "iam/trust.json",
        "range": {
          "start": {
            "line": 12,
            "column": 22
          },
          "end": {
            "line": 12,
            "column": 30
          }
        }
      },
      "severity": "ERROR",
      "code": {
        "value": "sub-mismatch"
      },
      "suggestions": [
        {
          "range": {
            "start": {
              "line": 12,
              "column": 22
            },
            "end": {
              "line": 12,
              "column": 30
            }
          },
          "text": "x"
        }
      ]
    }
  ]
}
)");
}

// Half a fix would be none.
TEST(RenderRdjson, AFixOfSeveralRangesIsNoSuggestion) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  const rule::Replacement here = {.place = report.findings[0].primary, .text = "x"};
  rule::Replacement elsewhere = here;
  elsewhere.place.path = "other.yaml";
  for (const std::vector<rule::Replacement>& replacements :
       {std::vector{here, here}, std::vector{elsewhere}}) {
    const rule::FindingDetails details[] = {{.fixes = {{.title = "write it",
                                                        .applicability = rule::Applicability::kSafe,
                                                        .replacements = replacements}}}};
    EXPECT_THAT(RenderRdjson(report, details), Not(HasSubstr("suggestions")));
  }
}

TEST(RenderRdjson, OnlyTheFileMayBeKnown) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].primary.line = 0;
  EXPECT_THAT(RenderRdjson(report, {}), Not(HasSubstr("range")));
}

}  // namespace
}  // namespace irsalint::render
