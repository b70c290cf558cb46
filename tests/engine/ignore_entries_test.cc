// Entries of `ignore`: which findings they silence, and what is said of the entries themselves.

#include "analyzer/engine/ignore_entries.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/engine/config_file.h"
#include "analyzer/engine/run.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Reports every ServiceAccount, and every statement of a trust policy.
void ReportAll(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::ObjectMeta& meta = account.object->meta;
    rule::Finding& finding = sink.Report(meta.name.place(), meta.name->Written());
    finding.subject = {.kind = "ServiceAccount",
                       .namespace_name = account.namespace_name.Written(),
                       .name = meta.name->Written()};
  }
  for (const graph::TrustPolicy& policy : context.graph.trust_policies()) {
    for (const iam::Statement& statement : policy.object->document.statements) {
      sink.Report(statement.place, "policy");
    }
  }
}

void ReportNothing(const rule::RuleContext&, rule::FindingSink&) {}

// Tells all that is known of each suppression.
void Tell(const rule::RuleContext&, const rule::JudgedSuppression& suppression,
          rule::FindingSink& sink) {
  sink.Report(suppression.place, fmt::format("{} {}{}{}", suppression.scope, suppression.matches,
                                             suppression.decided ? " decided" : "",
                                             suppression.expired ? " expired" : ""));
}

constexpr rule::RuleMeta MetaOf(std::string_view id, rule::Persona persona) {
  return {.id = id, .group = "g", .summary = "s", .persona = persona};
}
constexpr rule::Rule kAll = {.meta = MetaOf("all", rule::Persona::kRegular), .check = &ReportAll};
constexpr rule::Rule kPedantic = {.meta = MetaOf("pedantic", rule::Persona::kPedantic),
                                  .check = &ReportAll};
constexpr rule::Rule kSilent = {.meta = MetaOf("silent", rule::Persona::kRegular),
                                .check = &ReportNothing};
constexpr rule::Rule kJudge = {.meta = MetaOf("judge", rule::Persona::kRegular), .check = &Tell};
constexpr std::array<const rule::Rule*, 4> kCatalogue = {&kAll, &kPedantic, &kSilent, &kJudge};

std::string Account(std::string_view name) {
  return fmt::format("kind: ServiceAccount\nmetadata: {{name: {}, namespace: web}}\n", name);
}

constexpr char kRole[] =
    R"({"Role": {"RoleName": "reader", "Arn": "arn:aws:iam::493827165038:role/reader",
 "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
 "Principal": {"Service": "pods.eks.amazonaws.com"}, "Action": "sts:AssumeRole"}]}}}
)";

class IgnoreEntriesTest : public ::testing::Test {
 protected:
  IgnoreEntriesTest() {
    files_.AddFile("apps/prod/a.yaml", Account("a"));
    files_.AddFile("apps/dev/b.yaml", Account("b"));
    files_.AddFile("iam/role.json", kRole);
    options_.paths = {"."};
    options_.catalogue = kCatalogue;
  }

  void Run(std::string_view ignore, std::vector<const rule::Rule*> rules = {&kAll, &kSilent}) {
    files_.AddFile(".irsalint.yaml", fmt::format("ignore:\n{}", ignore));
    base::Result<ParsedConfig> parsed = LoadConfig(files_, ".irsalint.yaml", kCatalogue);
    ASSERT_TRUE(parsed.has_value());
    for (const ConfigProblem& problem : parsed->problems) ADD_FAILURE() << problem.message;
    options_.config = std::move(parsed->config);
    rules.push_back(&kJudge);
    report_ = engine::Run(files_, rules, options_).report;
  }

  // The messages of what is silenced by the configuration.
  std::vector<std::string> Silenced() const {
    std::vector<std::string> messages;
    for (const rule::SuppressedFinding& suppressed : report_.suppressed) {
      if (suppressed.silencer == rule::Silencer::kConfig) {
        messages.push_back(suppressed.finding.message);
      }
    }
    return messages;
  }

  // `line: what is told` of each entry.
  std::vector<std::string> Told() const {
    std::vector<std::string> told;
    for (const rule::LocatedFinding& finding : report_.findings) {
      if (finding.rule != "judge") continue;
      EXPECT_EQ(finding.primary.path, ".irsalint.yaml");
      told.push_back(fmt::format("{}: {}", finding.primary.line, finding.message));
    }
    return told;
  }

  base::InMemoryFileSystem files_;
  RunOptions options_;
  rule::Report report_;
};

TEST_F(IgnoreEntriesTest, ByRule) {
  Run("  - rule: all\n    reason: why\n  - rule: [silent, pedantic]\n", {&kAll, &kSilent});
  EXPECT_THAT(Silenced(), ElementsAre("b", "a", "policy"));
  EXPECT_EQ(report_.suppressed[0].reason, "why");
  EXPECT_EQ(report_.stats.suppressed, 3U);
  EXPECT_THAT(Told(), ElementsAre("2: anywhere 3 decided", "4: anywhere 0"));
}

TEST_F(IgnoreEntriesTest, ByPath) {
  Run("  - path: apps/prod\n  - path: apps/*/b.yaml\n  - path: '**/role.json'\n  - path: ap\n");
  EXPECT_THAT(Silenced(), ElementsAre("b", "a", "policy"));
  EXPECT_THAT(Told(), ElementsAre("2: in \"apps/prod\" 1", "3: in \"apps/*/b.yaml\" 1",
                                  "4: in \"**/role.json\" 1", "5: in \"ap\" 0"));
}

TEST_F(IgnoreEntriesTest, ByResource) {
  Run("  - {rule: all, resource: ServiceAccount/web/a}\n"
      "  - {rule: all, resource: '*/*/b'}\n"
      "  - {rule: all, resource: 'ServiceAccount/media/*'}\n");
  EXPECT_THAT(Silenced(), ElementsAre("b", "a"));
  EXPECT_THAT(Told(), ElementsAre("2: anywhere about \"ServiceAccount/web/a\" 1 decided",
                                  "3: anywhere about \"*/*/b\" 1 decided",
                                  "4: anywhere about \"ServiceAccount/media/*\" 0 decided"));
}

TEST_F(IgnoreEntriesTest, ByTheRoleWhoseTrustPolicyItIs) {
  Run("  - {rule: all, resource: 'arn:aws:iam::*:role/reader'}\n"
      "  - {rule: all, resource: 'arn:aws:iam::*:role/writer'}\n");
  EXPECT_THAT(Silenced(), ElementsAre("policy"));
  EXPECT_THAT(Told(), ElementsAre("2: anywhere about \"arn:aws:iam::*:role/reader\" 1 decided",
                                  "3: anywhere about \"arn:aws:iam::*:role/writer\" 0 decided"));
}

TEST_F(IgnoreEntriesTest, ASuppressionOfTheInputWinsAndBothCount) {
  files_.AddFile("apps/dev/b.yaml",
                 "kind: ServiceAccount\nmetadata:\n  name: b  # irsalint: ignore[all] here\n");
  Run("  - {rule: all, path: apps/dev, reason: there}\n");
  ASSERT_THAT(report_.suppressed, SizeIs(1));
  EXPECT_EQ(report_.suppressed[0].silencer, rule::Silencer::kInput);
  EXPECT_EQ(report_.suppressed[0].reason, "here");
  std::vector<std::string> told;
  for (const rule::LocatedFinding& finding : report_.findings) {
    if (finding.rule == "judge") told.push_back(finding.message);
  }
  EXPECT_THAT(told, ElementsAre("in \"apps/dev\" 1 decided", "on line 3 1 decided"));
}

TEST_F(IgnoreEntriesTest, ExpiresTheDayAfterItsDate) {
  options_.today = base::Date{.year = 2026, .month = 6, .day = 16};
  Run("  - {rule: all, path: apps/dev, expires: 2026-06-15}\n"
      "  - {rule: all, path: apps/prod, expires: 2026-06-16}\n");
  EXPECT_THAT(Silenced(), ElementsAre("a"));
  EXPECT_THAT(Told(),
              ElementsAre("2: in \"apps/dev\" 1 decided expired", "3: in \"apps/prod\" 1 decided"));
}

TEST_F(IgnoreEntriesTest, ARunOverAPartDecidesNothingOfTheRest) {
  constexpr char kEntries[] =
      "  - {rule: silent}\n"
      "  - {rule: silent, path: apps}\n"
      "  - {rule: silent, path: apps/dev}\n"
      "  - {rule: silent, path: apps/dev/*.yaml}\n"
      "  - {rule: silent, path: apps/*/b.yaml}\n"
      "  - {rule: silent, path: '**/b.yaml'}\n";
  options_.paths = {"apps/dev"};
  Run(kEntries);
  EXPECT_THAT(Told(),
              ElementsAre("2: anywhere 0", "3: in \"apps\" 0", "4: in \"apps/dev\" 0 decided",
                          "5: in \"apps/dev/*.yaml\" 0 decided", "6: in \"apps/*/b.yaml\" 0",
                          "7: in \"**/b.yaml\" 0"));
  options_.paths = {"apps/dev/b.yaml"};
  Run("  - {rule: silent, path: apps/dev}\n  - {rule: silent, path: apps/dev/b.yaml}\n");
  EXPECT_THAT(Told(), ElementsAre("2: in \"apps/dev\" 0", "3: in \"apps/dev/b.yaml\" 0 decided"));
}

TEST_F(IgnoreEntriesTest, NothingIsDecidedOfWhatWasNotReadInFull) {
  files_.AddFile("apps/dev/broken.yaml", "kind: ServiceAccount\nmetadata: [\n");
  Run("  - {rule: silent, path: apps/prod}\n"
      "  - {rule: silent, path: apps}\n"
      "  - {rule: silent, path: apps/dev/broken.yaml}\n");
  EXPECT_THAT(Told(), ElementsAre("2: in \"apps/prod\" 0 decided", "3: in \"apps\" 0",
                                  "4: in \"apps/dev/broken.yaml\" 0"));
}

TEST_F(IgnoreEntriesTest, NothingIsDecidedOfRulesThatDidNotRun) {
  Run("  - {rule: silent}\n  - {path: apps}\n", {&kAll});
  EXPECT_THAT(Told(), ElementsAre("2: anywhere 0", "3: in \"apps\" 2"));
}

TEST_F(IgnoreEntriesTest, HiddenFindingsCountAsFound) {
  Run("  - {rule: pedantic, path: apps/dev}\n", {&kPedantic});
  EXPECT_THAT(Told(), ElementsAre("2: in \"apps/dev\" 1 decided"));
  EXPECT_THAT(report_.suppressed, IsEmpty());
  EXPECT_EQ(report_.stats.hidden_by_persona, 2U);
}

TEST_F(IgnoreEntriesTest, PathsAreThoseFromTheFolderOfTheConfiguration) {
  files_.AddFile("apps/config.yaml", "ignore: [{path: prod}, {path: ../iam}]\n");
  base::Result<ParsedConfig> parsed = LoadConfig(files_, "apps/config.yaml", kCatalogue);
  ASSERT_TRUE(parsed.has_value());
  options_.config = std::move(parsed->config);
  report_ = engine::Run(files_, std::vector<const rule::Rule*>{&kAll}, options_).report;
  EXPECT_THAT(Silenced(), ElementsAre("a", "policy"));
}

}  // namespace
}  // namespace irsalint::engine
