#include "analyzer/engine/selection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

void CheckNothing(const rule::RuleContext&, rule::FindingSink&) {}

constexpr rule::Rule RuleOf(std::string_view id, std::string_view group) {
  return {.meta = {.id = id, .group = group, .summary = "s"}, .check = &CheckNothing};
}

constexpr rule::Rule kSubMismatch = RuleOf("sub-mismatch", "trust");
constexpr rule::Rule kSubMissing = RuleOf("sub-missing", "trust");
constexpr rule::Rule kOther = RuleOf("service-account-other-namespace", "link");
constexpr std::array<const rule::Rule*, 3> kCatalogue = {&kOther, &kSubMismatch, &kSubMissing};

std::vector<std::string> Selected(SelectionOptions options) {
  std::vector<std::string> ids;
  const auto rules = SelectRules(kCatalogue, options);
  EXPECT_TRUE(rules.has_value());
  if (!rules.has_value()) return ids;
  for (const rule::Rule* rule : *rules) ids.emplace_back(rule->meta.id);
  return ids;
}

std::string Refusal(SelectionOptions options) {
  const auto rules = SelectRules(kCatalogue, options);
  EXPECT_FALSE(rules.has_value());
  return rules.has_value() ? "" : rules.error().message;
}

TEST(SelectRules, AllWithoutSelectors) {
  EXPECT_THAT(Selected({}),
              ElementsAre("service-account-other-namespace", "sub-mismatch", "sub-missing"));
}

TEST(SelectRules, IdsGroupsAndGlobs) {
  EXPECT_THAT(Selected({.select = {"sub-mismatch"}, .ignore = {}}), ElementsAre("sub-mismatch"));
  EXPECT_THAT(Selected({.select = {"trust"}, .ignore = {}}),
              ElementsAre("sub-mismatch", "sub-missing"));
  EXPECT_THAT(Selected({.select = {"link/*"}, .ignore = {}}),
              ElementsAre("service-account-other-namespace"));
  EXPECT_THAT(Selected({.select = {"sub-*"}, .ignore = {}}),
              ElementsAre("sub-mismatch", "sub-missing"));
}

TEST(SelectRules, IgnoreWins) {
  EXPECT_THAT(Selected({.select = {"trust"}, .ignore = {"*-missing"}}),
              ElementsAre("sub-mismatch"));
  EXPECT_THAT(Selected({.select = {"trust"}, .ignore = {"trust"}}), IsEmpty());
}

TEST(SelectRules, UnknownNamesAreErrorsWithTheNearest) {
  EXPECT_EQ(Refusal({.select = {"sub-mismtach"}, .ignore = {}}),
            "no rule is called \"sub-mismtach\" (did you mean \"sub-mismatch\"?); "
            "`irsalint rules` lists them");
  EXPECT_EQ(Refusal({.select = {}, .ignore = {"zzz"}}),
            "no rule is called \"zzz\"; `irsalint rules` lists them");
  EXPECT_EQ(Refusal({.select = {"x\x1b"}, .ignore = {}}),
            "no rule is called \"x\\u{1b}\"; `irsalint rules` lists them");
}

TEST(NearestNameHint, TwoEditsOrAThird) {
  constexpr std::array<std::string_view, 2> kNames = {"json", "sarif"};
  EXPECT_EQ(NearestNameHint("jsno", kNames), " (did you mean \"json\"?)");
  EXPECT_EQ(NearestNameHint("sarfi", kNames), " (did you mean \"sarif\"?)");
  EXPECT_EQ(NearestNameHint("xml", kNames), "");
}

}  // namespace
}  // namespace irsalint::engine
