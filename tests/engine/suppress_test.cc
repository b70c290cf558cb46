#include "analyzer/engine/suppress.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <stdexcept>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/engine/run.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Reports the name of every ServiceAccount.
void ReportAccounts(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::ObjectMeta& meta = account.object->meta;
    sink.Report(meta.name.place(), "account " + meta.name->Written());
  }
}

void ReportNothing(const rule::RuleContext&, rule::FindingSink&) {}

void Throw(const rule::RuleContext&, rule::FindingSink&) { throw std::runtime_error("broken"); }

// Tells all that is known of each suppression.
void Tell(const rule::RuleContext&, const rule::JudgedSuppression& suppression,
          rule::FindingSink& sink) {
  sink.Report(suppression.place,
              fmt::format("{}{}{}{}", suppression.matches, suppression.decided ? " decided" : "",
                          suppression.expired ? " expired" : "",
                          suppression.faults.empty() ? "" : " " + suppression.faults[0].message));
}

constexpr rule::RuleMeta MetaOf(std::string_view id, rule::Persona persona) {
  return {.id = id, .group = "g", .summary = "s", .persona = persona};
}
constexpr rule::Rule kAccounts = {.meta = MetaOf("accounts", rule::Persona::kRegular),
                                  .check = &ReportAccounts};
constexpr rule::Rule kPedantic = {.meta = MetaOf("pedantic", rule::Persona::kPedantic),
                                  .check = &ReportAccounts};
constexpr rule::Rule kSilent = {.meta = MetaOf("silent", rule::Persona::kRegular),
                                .check = &ReportNothing};
constexpr rule::Rule kThrowing = {.meta = MetaOf("throwing", rule::Persona::kRegular),
                                  .check = &Throw};
constexpr rule::Rule kJudge = {.meta = MetaOf("judge", rule::Persona::kRegular), .check = &Tell};

constexpr std::array<const rule::Rule*, 5> kCatalogue = {&kAccounts, &kPedantic, &kSilent,
                                                         &kThrowing, &kJudge};

struct Told {
  std::vector<std::string> suppressions;  // in the order of the files
  rule::Report report;
};

Told RunOver(const base::FileSystem& files, std::vector<const rule::Rule*> rules,
             RunOptions options = {}) {
  options.paths = {"."};
  options.catalogue = kCatalogue;
  rules.push_back(&kJudge);
  Told told;
  told.report = Run(files, rules, options).report;
  for (const rule::LocatedFinding& finding : told.report.findings) {
    if (finding.rule == "judge") told.suppressions.push_back(finding.message);
  }
  return told;
}

// What is told of one account whose name carries a comment.
Told RunOn(std::string_view comment, std::vector<const rule::Rule*> rules,
           RunOptions options = {}) {
  base::InMemoryFileSystem files;
  files.AddFile(
      "a.yaml",
      fmt::format("kind: ServiceAccount\nmetadata:\n  name: a  # irsalint: {}\n", comment));
  return RunOver(files, std::move(rules), std::move(options));
}

std::vector<std::string> RulesOf(const std::vector<rule::LocatedFinding>& findings) {
  std::vector<std::string> rules;
  for (const rule::LocatedFinding& finding : findings) rules.push_back(finding.rule);
  return rules;
}

TEST(Suppress, TakesFindingsOutOfTheReport) {
  const Told told = RunOn("ignore[accounts] why", {&kAccounts, &kSilent});
  EXPECT_THAT(RulesOf(told.report.findings), ElementsAre("judge"));
  ASSERT_THAT(told.report.suppressed, SizeIs(1));
  EXPECT_EQ(told.report.suppressed[0].finding.rule, "accounts");
  EXPECT_EQ(told.report.suppressed[0].finding.primary.line, 3U);
  EXPECT_EQ(told.report.suppressed[0].reason, "why");
  EXPECT_EQ(told.report.stats.suppressed, 1U);
  EXPECT_THAT(told.suppressions, ElementsAre("1 decided"));
}

TEST(Suppress, OnlyTheRulesThatItNames) {
  const Told told = RunOn("ignore[silent]", {&kAccounts, &kSilent});
  EXPECT_THAT(RulesOf(told.report.findings), ElementsAre("accounts", "judge"));
  EXPECT_THAT(told.suppressions, ElementsAre("0 decided"));
}

TEST(Suppress, NothingIsDecidedOfRulesThatDidNotRun) {
  EXPECT_THAT(RunOn("ignore[silent]", {&kAccounts}).suppressions, ElementsAre("0"));
  EXPECT_THAT(RunOn("ignore[throwing]", {&kThrowing}).suppressions, ElementsAre("0"));
  EXPECT_THAT(RunOn("ignore", {&kSilent}).suppressions, ElementsAre("0"));
  EXPECT_THAT(RunOn("ignore", {&kAccounts}).suppressions, ElementsAre("1"));
}

TEST(Suppress, HiddenFindingsCountAsFound) {
  const Told told = RunOn("ignore[pedantic]", {&kPedantic});
  EXPECT_THAT(told.suppressions, ElementsAre("1 decided"));
  EXPECT_THAT(told.report.suppressed, IsEmpty());
  EXPECT_EQ(told.report.stats.hidden_by_persona, 0U);
  EXPECT_EQ(RunOn("ignore[silent]", {&kPedantic}).report.stats.hidden_by_persona, 1U);
  RunOptions options;
  options.persona = rule::Persona::kPedantic;
  EXPECT_THAT(RunOn("ignore[pedantic]", {&kPedantic}, options).report.suppressed, SizeIs(1));
}

TEST(Suppress, ExpiresTheDayAfterItsDate) {
  RunOptions options;
  EXPECT_THAT(RunOn("ignore[accounts] expires: 2026-06-15", {&kAccounts}, options).suppressions,
              ElementsAre("1 decided"));
  options.today = base::Date{.year = 2026, .month = 6, .day = 15};
  EXPECT_THAT(RunOn("ignore[accounts] expires: 2026-06-15", {&kAccounts}, options).suppressions,
              ElementsAre("1 decided"));
  options.today = base::Date{.year = 2026, .month = 6, .day = 16};
  const Told told = RunOn("ignore[accounts] expires: 2026-06-15", {&kAccounts}, options);
  EXPECT_THAT(told.suppressions, ElementsAre("1 decided expired"));
  EXPECT_THAT(RulesOf(told.report.findings), ElementsAre("accounts", "judge"));
}

TEST(Suppress, WhatMeansNothingSilencesNothing) {
  const Told unknown = RunOn("ignore[acounts]", {&kAccounts});
  EXPECT_THAT(unknown.suppressions,
              ElementsAre("0 no rule is called \"acounts\" (did you mean \"accounts\"?)"));
  EXPECT_THAT(unknown.report.suppressed, IsEmpty());
  EXPECT_THAT(RunOn("ignore accounts", {&kAccounts}).report.suppressed, IsEmpty());
  EXPECT_THAT(RunOn("ignore[judge]", {&kAccounts}).suppressions,
              ElementsAre("0 what judge says of suppressions cannot be suppressed"));
  // A wrong name beside a right one.
  EXPECT_THAT(RunOn("ignore[acounts, accounts]", {&kAccounts}).report.suppressed, SizeIs(1));
}

TEST(Suppress, WhatIsSaidOfSuppressionsStays) {
  const Told told = RunOn("ignore all of it", {&kAccounts, &kPedantic, &kSilent});
  EXPECT_THAT(RulesOf(told.report.findings), ElementsAre("judge"));
}

TEST(Suppress, AFileThatOverlaysShareSpeaksOnce) {
  base::InMemoryFileSystem files;
  files.AddFile("base/kustomization.yaml", "resources: [a.yaml]\n");
  files.AddFile("base/a.yaml",
                "kind: ServiceAccount\nmetadata:\n  name: a  # irsalint: ignore[accounts]\n");
  files.AddFile("dev/kustomization.yaml", "resources: [../base]\n");
  files.AddFile("prod/kustomization.yaml", "resources: [../base]\n");
  const Told told = RunOver(files, {&kAccounts});
  EXPECT_THAT(told.suppressions, ElementsAre("1 decided"));
  EXPECT_THAT(told.report.suppressed, SizeIs(1));
}

TEST(Suppress, AnObjectCoversItselfAndNothingElse) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", R"(kind: List
items:
- kind: ServiceAccount
  metadata: {name: a, annotations: {irsalint.dev/ignore: "accounts: one"}}
- kind: ServiceAccount
  metadata: {name: b}
---
kind: ServiceAccount
metadata: {name: c}
)");
  const Told told = RunOver(files, {&kAccounts});
  ASSERT_THAT(told.report.suppressed, SizeIs(1));
  EXPECT_EQ(told.report.suppressed[0].finding.message, "account a");
  EXPECT_THAT(RulesOf(told.report.findings), ElementsAre("judge", "accounts", "accounts"));
}

TEST(Suppress, NothingIsDecidedInAFileThatWasNotReadInFull) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml",
                "kind: ServiceAccount\nmetadata:\n  name: a  # irsalint: ignore[silent]\n---\n"
                "kind: ServiceAccount\nmetadata: [\n");
  files.AddFile("b.yaml", "kind: Pod  # irsalint: ignore[silent]\n");
  EXPECT_THAT(RunOver(files, {&kSilent}).suppressions, ElementsAre("0", "0 decided"));
}

}  // namespace
}  // namespace irsalint::engine
