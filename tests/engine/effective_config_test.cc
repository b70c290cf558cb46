#include "analyzer/engine/effective_config.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::engine {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Not;

void SaysNothing(const rule::RuleContext&, rule::FindingSink&) {}

constexpr rule::RuleParameter kParameters[] = {
    {.name = "limit", .shape = rule::RuleParameter::Shape::kNumber, .otherwise = "7"},
    {.name = "allowed"},
};
const rule::Rule kPlain = {.meta = {.id = "plain", .group = "trust"}, .check = SaysNothing};
const rule::Rule kRich = {.meta = {.id = "rich", .group = "trust", .parameters = kParameters},
                          .check = SaysNothing};
constexpr const rule::Rule* kCatalogue[] = {&kPlain, &kRich};

// `key = text (origin)` of each value, without those that are not set.
std::vector<std::string> Shown(std::string_view text, const ConfigFlags& flags = {}) {
  ParsedConfig parsed = ParseConfig(text, kCatalogue);
  for (const ConfigProblem& problem : parsed.problems) ADD_FAILURE() << problem.message;
  parsed.config.path = "c.yaml";
  std::vector<std::string> shown;
  for (const rule::ConfigValue& value : EffectiveConfig(parsed.config, flags, kCatalogue)) {
    if (!value.text.has_value()) continue;
    const std::string origin =
        value.origin == rule::ConfigOrigin::kFile
            ? fmt::format("{}:{}", value.source, value.line)
            : std::string(value.source.empty() ? ToString(value.origin) : value.source);
    shown.push_back(fmt::format("{} = {} ({})", value.key, *value.text, origin));
  }
  return shown;
}

TEST(EffectiveConfig, WithoutAConfigurationDefaultsHold) {
  EXPECT_THAT(Shown(""),
              ElementsAre("rules.rich.limit = 7 (default)", "fail-on = warning (default)"));
}

TEST(EffectiveConfig, ValuesOfTheFileHaveTheirLine) {
  EXPECT_THAT(
      Shown("namespace: web\n"
            "external:\n"
            "  roles:\n"
            "    - arn:aws:iam::*:role/a\n"
            "    - '*-b'\n"
            "rules:\n"
            "  trust: off\n"
            "  rich:\n"
            "    severity: note\n"
            "    limit: 9\n"
            "    allowed: [x,\n"
            "              z]\n"
            "ignore:\n"
            "  - rule: plain\n"
            "    expires: 2027-01-31\n"
            "  - rule: [plain, rich]\n"
            "fail-on: never\n"
            "baseline: b.json\n"),
      ElementsAre(
          "namespace = web (c.yaml:1)", "external.roles[0] = arn:aws:iam::*:role/a (c.yaml:4)",
          "external.roles[1] = *-b (c.yaml:5)", "rules.trust = off (c.yaml:7)",
          "rules.rich.severity = note (c.yaml:9)", "rules.rich.limit = 9 (c.yaml:10)",
          "rules.rich.allowed[0] = x (c.yaml:11)", "rules.rich.allowed[1] = z (c.yaml:12)",
          "ignore[0].rule = plain (c.yaml:14)", "ignore[0].expires = 2027-01-31 (c.yaml:15)",
          "ignore[1].rule[0] = plain (c.yaml:16)", "ignore[1].rule[1] = rich (c.yaml:16)",
          "fail-on = never (c.yaml:17)", "baseline = b.json (c.yaml:18)"));
}

TEST(EffectiveConfig, WhatFollowsFromAnIssuerIsADefault) {
  const std::vector<std::string> shown =
      Shown("clusters:\n  - {name: a, issuer: oidc.eks.cn-north-1.amazonaws.com.cn/id/0A}\n");
  EXPECT_THAT(shown, Contains("clusters[0].name = a (c.yaml:2)"));
  EXPECT_THAT(shown, Contains("clusters[0].region = cn-north-1 (default)"));
  EXPECT_THAT(shown, Contains("clusters[0].partition = aws-cn (default)"));
  EXPECT_THAT(shown, Contains("clusters[0].complete = false (default)"));
}

TEST(EffectiveConfig, FlagsWin) {
  const ConfigFlags flags = {.namespace_name = "db", .fail_on = "note", .baseline = "x.json"};
  EXPECT_THAT(Shown("namespace: web\nbaseline: b.json\n", flags),
              ElementsAre("namespace = db (--namespace)", "rules.rich.limit = 7 (default)",
                          "fail-on = note (--fail-on)", "baseline = x.json (--baseline)"));
  EXPECT_THAT(Shown("baseline: b.json\n", {.baseline = "none"}),
              Not(Contains(::testing::HasSubstr("baseline"))));
}

TEST(EffectiveConfig, KeysThatAreNotSetAreThereWithoutAText) {
  const std::vector<rule::ConfigValue> values = EffectiveConfig({}, {}, kCatalogue);
  std::vector<std::string> unset;
  for (const rule::ConfigValue& value : values) {
    if (!value.text.has_value()) unset.push_back(value.key);
  }
  EXPECT_THAT(unset, ElementsAre("clusters", "namespace", "external.service-accounts",
                                 "external.roles", "rules.rich.allowed", "ignore", "baseline"));
}

}  // namespace
}  // namespace irsalint::engine
