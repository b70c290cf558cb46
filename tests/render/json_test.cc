#include "analyzer/render/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

TEST(RenderJson, WholeReport) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.notifications = {{.level = rule::Severity::kWarning,
                           .message = "bad",
                           .path = "c.yaml",
                           .line = 3,
                           .column = 7},
                          {.level = rule::Severity::kNote, .message = "2 templates", .path = ""}};
  report.stats = {
      .files = 2, .bytes = 300, .documents = 4, .documents_parsed = 3, .documents_skipped = 1};
  EXPECT_EQ(RenderJson(report), R"({
  "version": 1,
  "findings": [
    {
      "rule": "sub-mismatch",
      "severity": "error",
      "confidence": "high",
      "persona": "regular",
      "message": "no statement admits system:serviceaccount:default:my-sa",
      "primary": {
        "path": "iam/trust.json",
        "line": 12,
        "column": 20,
        "endLine": 12,
        "endColumn": 27
      },
      "related": [
        {
          "path": "sa.yaml",
          "line": 4,
          "column": 9,
          "endLine": 4,
          "endColumn": 14,
          "message": "the ServiceAccount is called so"
        }
      ],
      "fingerprint": "0123456789abcdef0123456789abcdef"
    }
  ],
  "notifications": [
    {
      "level": "warning",
      "message": "bad",
      "path": "c.yaml",
      "line": 3,
      "column": 7
    },
    {
      "level": "note",
      "message": "2 templates"
    }
  ],
  "stats": {
    "files": 2,
    "bytes": 300,
    "units": 0,
    "documents": 4,
    "documentsParsed": 3,
    "documentsSkipped": 1,
    "templates": 0,
    "hiddenByPersona": 0,
    "suppressed": 0
  }
}
)");
}

TEST(RenderJson, SuppressedFindingsComeLastAndAreMarked) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  EXPECT_THAT(RenderJson(report), Not(HasSubstr("inSource")));
  report.suppressed.push_back({.finding = Mismatch(), .reason = "agreed"});
  EXPECT_THAT(RenderJson(report), HasSubstr(R"("fingerprint": "0123456789abcdef0123456789abcdef",
      "suppressed": {
        "kind": "inSource",
        "reason": "agreed"
      }
    }
  ],
)"));
}

TEST(RenderJson, ABaselineIsNamedWithWhatItHidesAndWhatIsGone) {
  rule::Report report;
  EXPECT_THAT(RenderJson(report), Not(HasSubstr("baseline")));
  report.suppressed.push_back(
      {.finding = Mismatch(), .silencer = rule::Silencer::kBaseline, .reason = ""});
  report.baseline = rule::BaselineUse{.path = "b.json", .hidden = 1, .gone = {"a.yaml: r"}};
  EXPECT_THAT(RenderJson(report), HasSubstr(R"(
      "suppressed": {
        "kind": "baseline"
      }
    }
  ],
)"));
  EXPECT_THAT(RenderJson(report), HasSubstr(R"(
  "baseline": {
    "path": "b.json",
    "hidden": 1,
    "gone": [
      "a.yaml: r"
    ]
  },
)"));
}

TEST(RenderJson, SaysWhoSilencesAFinding) {
  rule::Report report;
  report.suppressed.push_back(
      {.finding = Mismatch(), .silencer = rule::Silencer::kConfig, .reason = "agreed"});
  EXPECT_THAT(RenderJson(report), HasSubstr(R"("suppressed": {
        "kind": "config",
        "reason": "agreed"
      })"));
}

TEST(RenderJson, SaysThatSuppressionsAreOff) {
  rule::Report report;
  EXPECT_THAT(RenderJson(report), Not(HasSubstr("\"suppressions\"")));
  report.suppression_use = rule::SuppressionUse::kOff;
  EXPECT_THAT(RenderJson(report), HasSubstr("\n  \"suppressions\": \"off\",\n"));
}

TEST(RenderJson, TimesOnlyWhenMeasured) {
  rule::Report report;
  EXPECT_THAT(RenderJson(report), Not(HasSubstr("seconds")));
  report.stats.phases = {{.phase = "walk", .seconds = 0.5}, {.phase = "link", .seconds = 0.25}};
  EXPECT_THAT(RenderJson(report), HasSubstr("\"seconds\": {\n      \"walk\": 0.5,\n"
                                            "      \"link\": 0.25\n    }"));
}

TEST(RenderJson, IsAsciiWhateverTheInputHolds) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].message = "\x1b\x7f\xc2\x9b \xff é";
  const std::string json = RenderJson(report);
  for (const char c : json) {
    EXPECT_TRUE(c == '\n' || (c >= 0x20 && c < 0x7f)) << static_cast<int>(c);
  }
  EXPECT_THAT(json, HasSubstr(R"("\u001b\u007f\u009b \ufffd \u00e9")"));
}

TEST(RenderJson, FixesAreNamed) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].fixes = {{.title = "write \"x\"",
                               .applicability = rule::Applicability::kUnsafe,
                               .side = rule::FixSide::kManifest,
                               .edits = {}}};
  EXPECT_THAT(RenderJson(report), HasSubstr(R"(      "fixes": [
        {
          "title": "write \"x\"",
          "applicability": "unsafe",
          "side": "manifest"
        }
      ])"));
}

}  // namespace
}  // namespace irsalint::render
