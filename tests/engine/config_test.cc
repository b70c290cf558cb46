// Reading a configuration: what is kept, and exactly what is said, and where, of what is wrong.

#include "analyzer/engine/config.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

void SaysNothing(const rule::RuleContext&, rule::FindingSink&) {}

const rule::Rule kSubMismatch = {.meta = {.id = "sub-mismatch", .group = "trust"},
                                 .check = SaysNothing};
const rule::Rule kRoleShared = {.meta = {.id = "role-shared", .group = "trust"},
                                .check = SaysNothing};
const rule::Rule kTokenAutomounted = {.meta = {.id = "token-automounted", .group = "token"},
                                      .check = SaysNothing};
constexpr const rule::Rule* kCatalogue[] = {&kSubMismatch, &kRoleShared, &kTokenAutomounted};

// `line:column-column: message` of each problem.
std::vector<std::string> ProblemsOf(std::string_view text) {
  std::vector<std::string> lines;
  for (const ConfigProblem& problem : ParseConfig(text, kCatalogue).problems) {
    lines.push_back(fmt::format("{}:{}-{}: {}", problem.line, problem.column, problem.end_column,
                                problem.message));
  }
  return lines;
}

Config Read(std::string_view text) {
  ParsedConfig parsed = ParseConfig(text, kCatalogue);
  for (const ConfigProblem& problem : parsed.problems) {
    ADD_FAILURE() << problem.line << ":" << problem.column << ": " << problem.message;
  }
  return std::move(parsed.config);
}

TEST(ParseConfig, NothingIsAnEmptyConfiguration) {
  for (const std::string_view text :
       {"", "# only a comment\n", "---\n", "{}\n", "clusters:\nexternal:\nrules:\n"}) {
    const Config config = Read(text);
    EXPECT_TRUE(config.clusters.empty() && config.rules.empty()) << text;
    EXPECT_EQ(config.fail_on, "") << text;
  }
}

TEST(ParseConfig, UnknownKeysAreNamedWithTheNearest) {
  EXPECT_THAT(ProblemsOf("clusers: []\n"),
              ElementsAre("1:1-8: unknown key \"clusers\" (did you mean \"clusters\"?)"));
  EXPECT_THAT(ProblemsOf("clusters:\n  - name: prod\n    regoin: eu-central-1\n"),
              ElementsAre("3:5-11: unknown key \"regoin\" (did you mean \"region\"?)"));
  EXPECT_THAT(
      ProblemsOf("external:\n  buckets: []\n"),
      ElementsAre("2:3-10: unknown key \"buckets\"; here can stand service-accounts, roles"));
  EXPECT_THAT(ProblemsOf("clusters[].name: x\n"),
              ElementsAre("1:1-16: unknown key \"clusters[].name\"; here can stand clusters, "
                          "namespace, external, rules, fail-on"));
}

}  // namespace
}  // namespace irsalint::engine
