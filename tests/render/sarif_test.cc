#include "analyzer/render/sarif.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/render/sarif_result.h"
#include "tests/render/report_builder.h"

namespace irsalint::render {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view kTags[] = {"security"};
constexpr rule::RuleMeta kMeta = {
    .id = "sub-mismatch",
    .group = "trust",
    .summary = "no statement admits the subject",
    .severity = rule::Severity::kError,
    .tags = kTags,
    .doc = "\n## What it proves\n\nThe token's subject\nis refused.\n\n## Why it matters\n\nx\n",
};
constexpr const rule::RuleMeta* kRules[] = {&kMeta};

TEST(RenderSarif, WholeLog) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.notifications = {{.level = rule::Severity::kWarning,
                           .message = "bad",
                           .path = "c d.yaml",
                           .line = 3,
                           .column = 7}};
  EXPECT_EQ(RenderSarif({.report = report, .rules = kRules}), R"({
  "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
  "version": "2.1.0",
  "runs": [
    {
      "tool": {
        "driver": {
          "name": "irsalint",
          "semanticVersion": "0.1.0",
          "rules": [
            {
              "id": "sub-mismatch",
              "name": "SubMismatch",
              "shortDescription": {
                "text": "no statement admits the subject"
              },
              "fullDescription": {
                "text": "The token's subject is refused."
              },
              "help": {
                "text": "## What it proves\n\nThe token's subject\nis refused.\n\n## Why it matters\n\nx",
                "markdown": "## What it proves\n\nThe token's subject\nis refused.\n\n## Why it matters\n\nx"
              },
              "defaultConfiguration": {
                "level": "error"
              },
              "properties": {
                "tags": [
                  "security"
                ],
                "precision": "high",
                "problem.severity": "error",
                "security-severity": "8.0"
              }
            }
          ]
        }
      },
      "automationDetails": {
        "id": "irsalint/"
      },
      "invocations": [
        {
          "executionSuccessful": true,
          "toolExecutionNotifications": [
            {
              "level": "warning",
              "message": {
                "text": "bad"
              },
              "locations": [
                {
                  "physicalLocation": {
                    "artifactLocation": {
                      "uri": "c%20d.yaml",
                      "uriBaseId": "%SRCROOT%"
                    },
                    "region": {
                      "startLine": 3,
                      "startColumn": 7,
                      "endLine": 3,
                      "endColumn": 7
                    }
                  }
                }
              ]
            }
          ]
        }
      ],
      "originalUriBaseIds": {
        "%SRCROOT%": {
          "description": {
            "text": "The directory in which irsalint was started."
          }
        }
      },
      "columnKind": "utf16CodeUnits",
      "results": [
        {
          "ruleId": "sub-mismatch",
          "level": "error",
          "message": {
            "text": "no statement admits system:serviceaccount:default:my-sa.\n[the ServiceAccount is called so](1)\nnote: STS: AccessDenied\nhelp: write \"my-sa\""
          },
          "locations": [
            {
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "iam/trust.json",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 12,
                  "startColumn": 20,
                  "endLine": 12,
                  "endColumn": 27
                }
              },
              "message": {
                "text": "admits only this subject"
              }
            }
          ],
          "relatedLocations": [
            {
              "id": 1,
              "physicalLocation": {
                "artifactLocation": {
                  "uri": "sa.yaml",
                  "uriBaseId": "%SRCROOT%"
                },
                "region": {
                  "startLine": 4,
                  "startColumn": 9,
                  "endLine": 4,
                  "endColumn": 14
                }
              },
              "message": {
                "text": "the ServiceAccount is called so"
              }
            }
          ],
          "partialFingerprints": {
            "irsalint/v1": "0123456789abcdef0123456789abcdef"
          },
          "properties": {
            "confidence": "high",
            "persona": "regular"
          },
          "ruleIndex": 0
        }
      ]
    }
  ]
}
)");
}

TEST(RenderSarif, TextOfTheInputMakesNoLink) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].message = "found [click](https://evil.example)";
  report.findings[0].related[0].message = "a]b";
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}),
              HasSubstr(R"(found \\[click\\](https://evil.example).\n[a\\]b](1))"));
}

TEST(RenderSarif, PlaceWithoutLineHasNoRegion) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].primary.line = 0;
  report.findings[0].related.clear();
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), Not(HasSubstr("region")));
}

// Either all results have suppressions or none has.
TEST(RenderSarif, SuppressedFindingsAreMarked) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), Not(HasSubstr("suppressions")));
  report.suppressed.push_back({.finding = Mismatch(), .reason = "agreed"});
  report.suppressed.push_back({.finding = Mismatch(), .reason = ""});
  const std::string log = RenderSarif({.report = report, .rules = kRules});
  EXPECT_THAT(log, HasSubstr(R"("suppressions": []
        },
)"));
  EXPECT_THAT(log, HasSubstr(R"("suppressions": [
            {
              "kind": "inSource",
              "status": "accepted",
              "justification": "agreed"
            }
          ]
)"));
  EXPECT_THAT(log, HasSubstr(R"("suppressions": [
            {
              "kind": "inSource",
              "status": "accepted"
            }
          ]
)"));
}

// Either all results have a state or none has.
TEST(RenderSarif, WhatABaselineKnowsIsUnchangedAndAllElseIsNew) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.suppressed.push_back({.finding = Mismatch(), .reason = "agreed"});
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), Not(HasSubstr("baselineState")));
  report.suppressed.push_back(
      {.finding = Mismatch(), .silencer = rule::Silencer::kBaseline, .reason = ""});
  report.baseline = rule::BaselineUse{.path = "b.json", .hidden = 1, .gone = {}};
  const std::string log = RenderSarif({.report = report, .rules = kRules});
  EXPECT_THAT(log, HasSubstr(R"("suppressions": [],
          "baselineState": "new"
        },
)"));
  EXPECT_THAT(log, HasSubstr(R"(
              "justification": "agreed"
            }
          ],
          "baselineState": "new"
        },
)"));
  EXPECT_THAT(log, HasSubstr(R"("suppressions": [
            {
              "kind": "external",
              "status": "accepted",
              "justification": "in the baseline b.json"
            }
          ],
          "baselineState": "unchanged"
        }
)"));
}

TEST(RenderSarif, WhatTheConfigurationSilencesIsSuppressedFromOutside) {
  rule::Report report;
  report.suppressed.push_back(
      {.finding = Mismatch(), .silencer = rule::Silencer::kConfig, .reason = "agreed"});
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), HasSubstr(R"("suppressions": [
            {
              "kind": "external",
              "status": "accepted",
              "justification": "agreed"
            }
          ]
)"));
}

TEST(RenderSarif, SaysThatSuppressionsAreOff) {
  rule::Report report;
  report.suppression_use = rule::SuppressionUse::kOff;
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), HasSubstr(R"("properties": {
            "suppressions": "off"
          })"));
}

TEST(RenderSarif, AFaultIsNoSuccess) {
  rule::Report report;
  report.faults.push_back({.rule = "x", .message = "y"});
  EXPECT_THAT(RenderSarif({.report = report, .rules = {}}),
              HasSubstr("\"executionSuccessful\": false"));
}

TEST(RenderSarif, ColumnsAreUtf16CodeUnits) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].primary.utf16 = {.begin = 31, .end = 47};
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), HasSubstr(R"("startLine": 12,
                  "startColumn": 31,
                  "endLine": 12,
                  "endColumn": 47
)"));
}

TEST(RenderSarif, TheWayFromThePodIsACodeFlow) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].primary.part = {.link = rule::ChainLink::kTrustPolicy, .object = 1};
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), Not(HasSubstr("codeFlows")));
  report.findings[0].related[0].part = {.link = rule::ChainLink::kServiceAccount, .object = 2};
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), HasSubstr(R"("codeFlows": [
            {
              "threadFlows": [
                {
                  "locations": [
                    {
                      "location": {
                        "physicalLocation": {
                          "artifactLocation": {
                            "uri": "sa.yaml",
                            "uriBaseId": "%SRCROOT%"
                          },
                          "region": {
                            "startLine": 4,
                            "startColumn": 9,
                            "endLine": 4,
                            "endColumn": 14
                          }
                        },
                        "message": {
                          "text": "the ServiceAccount is called so"
                        }
                      },
                      "executionOrder": 1
                    },
                    {
                      "location": {
                        "physicalLocation": {
                          "artifactLocation": {
                            "uri": "iam/trust.json",
                            "uriBaseId": "%SRCROOT%"
                          },
                          "region": {
                            "startLine": 12,
                            "startColumn": 20,
                            "endLine": 12,
                            "endColumn": 27
                          }
                        },
                        "message": {
                          "text": "admits only this subject"
                        }
                      },
                      "executionOrder": 2
                    }
                  ]
                }
              ]
            }
          ])"));
}

// What is only shown is no fix that a tool may apply.
TEST(RenderSarif, FixesAndTheHashOfTheLine) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  const rule::Replacement replacement = {.place = report.findings[0].primary, .text = "\"my-sa\""};
  const rule::FindingDetails details[] = {
      {.line_hash = "1f:1",
       .fixes = {{.title = "look at it",
                  .applicability = rule::Applicability::kDisplayOnly,
                  .replacements = {replacement}},
                 {.title = "write it",
                  .applicability = rule::Applicability::kUnsafe,
                  .side = rule::FixSide::kPolicy,
                  .replacements = {replacement}}}}};
  const std::string log = RenderSarif({.report = report, .rules = kRules, .details = details});
  EXPECT_THAT(log, HasSubstr(R"("primaryLocationLineHash": "1f:1",)"));
  EXPECT_THAT(log, Not(HasSubstr("look at it")));
  EXPECT_THAT(log, HasSubstr(R"("fixes": [
            {
              "description": {
                "text": "write it"
              },
              "artifactChanges": [
                {
                  "artifactLocation": {
                    "uri": "iam/trust.json",
                    "uriBaseId": "%SRCROOT%"
                  },
                  "replacements": [
                    {
                      "deletedRegion": {
                        "startLine": 12,
                        "startColumn": 20,
                        "endLine": 12,
                        "endColumn": 27
                      },
                      "insertedContent": {
                        "text": "\"my-sa\""
                      }
                    }
                  ]
                }
              ],
              "properties": {
                "applicability": "unsafe",
                "side": "policy"
              }
            }
          ])"));
}

// Nobody accepted it, and it is not new.
TEST(RenderSarif, WhatWasThereBeforeIsUnchangedAndNotSuppressed) {
  rule::Report report;
  report.suppressed.push_back(
      {.finding = Mismatch(), .silencer = rule::Silencer::kRevision, .reason = ""});
  report.since = rule::RevisionUse{.name = "main", .existing = 1};
  EXPECT_THAT(RenderSarif({.report = report, .rules = kRules}), HasSubstr(R"("suppressions": [],
          "baselineState": "unchanged")"));
}

TEST(RenderSarif, NoMoreResultsThanGithubTakes) {
  rule::Report report;
  rule::LocatedFinding finding;
  finding.rule = "sub-mismatch";
  report.findings.assign(25001, finding);
  const std::string log = RenderSarif({.report = report, .rules = kRules});
  size_t results = 0;
  for (size_t at = log.find("\"ruleId\""); at != log.npos; at = log.find("\"ruleId\"", at + 1)) {
    ++results;
  }
  EXPECT_EQ(results, 25000u);
  EXPECT_THAT(log, HasSubstr("1 result is left out, the least grave first"));
}

TEST(RenderSarif, ManyRelatedPlacesAreCut) {
  rule::Report report;
  report.findings.push_back(Mismatch());
  report.findings[0].related.assign(103, report.findings[0].related[0]);
  const std::string log = RenderSarif({.report = report, .rules = kRules});
  EXPECT_THAT(log, HasSubstr("\"id\": 100,"));
  EXPECT_THAT(log, Not(HasSubstr("\"id\": 101,")));
  EXPECT_THAT(log, HasSubstr("note: and 3 more places"));
}

TEST(ToUri, EncodesAllButUnreserved) {
  EXPECT_EQ(ToUri("a/b-c_d.e~f"), "a/b-c_d.e~f");
  EXPECT_EQ(ToUri("a b:c%d\n\xff"), "a%20b%3Ac%25d%0A%FF");
  EXPECT_EQ(ToUri("é"), "%C3%A9");
}

}  // namespace
}  // namespace irsalint::render
