#include "analyzer/cli/next_steps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace irsalint::cli {
namespace {

using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

void Add(size_t count, const std::string& rule, rule::Severity severity, rule::Report& report) {
  for (size_t i = 0; i < count; ++i) {
    rule::LocatedFinding& finding = report.findings.emplace_back();
    finding.rule = rule;
    finding.severity = severity;
  }
}

std::string StepsFor(const rule::Report& report, const std::vector<std::string>& paths = {}) {
  return NextSteps(report, paths);
}

TEST(NextSteps, ACleanRunNeedsNone) { EXPECT_EQ(StepsFor({}), ""); }

TEST(NextSteps, ExplainsTheWorstRule) {
  rule::Report report;
  Add(1, "mild", rule::Severity::kNote, report);
  Add(1, "bad", rule::Severity::kError, report);
  Add(1, "bad-too", rule::Severity::kError, report);
  EXPECT_EQ(StepsFor(report),
            "\nnext:\n"
            "  irsalint explain bad  # what it means, how to fix or accept it\n");
}

TEST(NextSteps, OffersFixesWhereThereAreAny) {
  using rule::Applicability;
  using rule::FixSide;
  rule::Report report;
  Add(4, "bad", rule::Severity::kError, report);
  report.findings[0].fixes = {{.applicability = Applicability::kDisplayOnly}};
  EXPECT_THAT(StepsFor(report), Not(HasSubstr("--fix")));
  report.findings[1].fixes = {
      {.applicability = Applicability::kUnsafe, .side = FixSide::kPolicy},
      {.applicability = Applicability::kUnsafe, .side = FixSide::kManifest}};
  EXPECT_EQ(
      StepsFor(report),
      "\nnext:\n"
      "  irsalint explain bad                            # what it means, how to fix or accept it\n"
      "  irsalint --diff --fix=unsafe --fix-side=policy  # or manifest: fix 1\n");
  report.findings[2].fixes = {{.applicability = Applicability::kUnsafe}};
  EXPECT_EQ(StepsFor(report, {"k8s", "iam"}),
            "\nnext:\n"
            "  irsalint explain bad                  # what it means, how to fix or accept it\n"
            "  irsalint --diff --fix=unsafe k8s iam  # see how to fix 1\n");
  report.findings[3].fixes = {{.applicability = Applicability::kUnsafe},
                              {.applicability = Applicability::kSafe}};
  EXPECT_EQ(StepsFor(report, {"k8s", "iam"}),
            "\nnext:\n"
            "  irsalint explain bad    # what it means, how to fix or accept it\n"
            "  irsalint --fix k8s iam  # fix 1, --fix=unsafe 1 more; --diff shows how\n");
  report.findings[2].fixes.clear();
  EXPECT_THAT(StepsFor(report), EndsWith("  # fix 1; --diff shows how\n"));
  EXPECT_THAT(StepsFor(report, {"-"}), Not(HasSubstr("--fix")));
}

TEST(NextSteps, OffersABaselineWhereThereAreManyAndNone) {
  rule::Report report;
  Add(9, "bad", rule::Severity::kError, report);
  EXPECT_THAT(StepsFor(report), Not(HasSubstr("baseline")));
  Add(9, "mild", rule::Severity::kNote, report);
  EXPECT_THAT(StepsFor(report), Not(HasSubstr("baseline")));
  Add(1, "worse", rule::Severity::kWarning, report);
  EXPECT_THAT(StepsFor(report, {"."}),
              EndsWith("  irsalint baseline create .  # accept these, fail on new ones only\n"));
  EXPECT_THAT(StepsFor(report, {"-"}), Not(HasSubstr("baseline")));
  report.baseline = {.path = "old.json", .hidden = 3, .gone = {}};
  EXPECT_THAT(StepsFor(report), Not(HasSubstr("baseline")));
}

TEST(NextSteps, RepeatsOnlyPathsThatAShellTakesAsTheyAre) {
  rule::Report report;
  Add(10, "bad", rule::Severity::kError, report);
  for (const char* path : {"my folder", "$(id)", "x;y", "\x1b[31m", "''"}) {
    EXPECT_THAT(StepsFor(report, {"k8s", path}), HasSubstr(" baseline create PATH...  # ")) << path;
  }
  EXPECT_THAT(StepsFor(report, {std::string(31, 'x')}), HasSubstr(" create PATH...  # "));
}

}  // namespace
}  // namespace irsalint::cli
