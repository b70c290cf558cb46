// Every rule against its fixtures, and every rule against every fixture.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/render/json.h"
#include "analyzer/render/sarif.h"
#include "analyzer/render/text.h"
#include "rules/all_rules.h"
#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"

namespace irsalint::test {
namespace {

using ::testing::IsEmpty;

const rule::Rule* RuleOf(const Fixture& fixture) {
  for (const rule::Rule* rule : rules::AllRules()) {
    if (rule->meta.id == fixture.RuleId()) return rule;
  }
  return nullptr;
}

std::string TestName(const ::testing::TestParamInfo<Fixture>& info) {
  std::string name = info.param.rule + "_" + info.param.name;
  for (char& c : name) {
    if (!base::IsAsciiAlnum(c)) c = '_';
  }
  return name;
}

class RuleFixtureTest : public ::testing::TestWithParam<Fixture> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RuleFixtureTest);
INSTANTIATE_TEST_SUITE_P(Fixtures, RuleFixtureTest, ::testing::ValuesIn(AllFixtures()), TestName);

TEST_P(RuleFixtureTest, TheRuleSaysExactlyWhatIsExpected) {
  const Fixture& fixture = GetParam();
  const rule::Rule* rule = RuleOf(fixture);
  ASSERT_NE(rule, nullptr) << "no rule is called " << fixture.RuleId();
  const LoadedFixture loaded = Load(fixture);
  const bool expects = !loaded.expectations.empty() || !loaded.expected_lines.empty();
  EXPECT_EQ(fixture.IsBad(), expects) << "bad fixtures expect something, good ones nothing";
  for (const Expectation& expectation : loaded.expectations) {
    EXPECT_EQ(expectation.rule, rule->meta.id) << expectation.file << ":" << expectation.line;
  }
  const rule::Report report = RunFixture(loaded, {&rule, 1}, rule->meta.persona);
  EXPECT_THAT(Differences(loaded, report), IsEmpty());
}

// IRSALINT_UPDATE_GOLDENS=1 writes the files anew.
TEST_P(RuleFixtureTest, TheWholeCatalogueSaysWhatIsRecorded) {
  const Fixture& fixture = GetParam();
  if (!fixture.IsBad()) return;
  const rule::Rule* rule = RuleOf(fixture);
  ASSERT_NE(rule, nullptr);
  const rule::Report report = RunFixture(Load(fixture), rules::AllRules(), rule->meta.persona);
  std::string said;
  for (const std::string& line : PrimaryLines(report)) said += line + "\n";
  const std::string path = fixture.TwinPath("all");
  if (std::getenv("IRSALINT_UPDATE_GOLDENS") != nullptr) std::ofstream(path) << said;
  ASSERT_TRUE(std::filesystem::exists(path)) << path << " is missing; it would hold:\n" << said;
  EXPECT_EQ(said, ReadFile(path));
}

// Whether line and column lie in the file's text.
void ExpectInside(const rule::LocatedPlace& place, const LoadedFixture& fixture) {
  for (const auto& [name, text] : fixture.files) {
    if (name != place.path) continue;
    EXPECT_LE(place.span.begin, place.span.end) << name;
    EXPECT_LE(place.span.end, text.size()) << name;
    const auto lines = base::SplitBy(text, '\n');
    ASSERT_GE(place.line, 1U) << name;
    ASSERT_LE(place.end_line, lines.size()) << name;
    EXPECT_LE(place.column, base::CountCodePoints(lines[place.line - 1]) + 1) << name;
    EXPECT_LE(place.end_column, base::CountCodePoints(lines[place.end_line - 1]) + 1) << name;
    return;
  }
  ADD_FAILURE() << place.path << " is no file of the fixture";
}

TEST_P(RuleFixtureTest, AllRulesRunSafelyOverIt) {
  const LoadedFixture loaded = Load(GetParam());
  const rule::Report one = RunFixture(loaded, rules::AllRules(), rule::Persona::kAuditor, 1);
  const rule::Report many = RunFixture(loaded, rules::AllRules(), rule::Persona::kAuditor, 4);
  EXPECT_THAT(one.faults, IsEmpty());
  std::vector<const rule::RuleMeta*> metas;
  for (const rule::Rule* rule : rules::AllRules()) metas.push_back(&rule->meta);
  EXPECT_EQ(render::RenderText(one, {}), render::RenderText(many, {}));
  EXPECT_EQ(render::RenderJson(one), render::RenderJson(many));
  EXPECT_EQ(render::RenderSarif({.report = one, .rules = metas}),
            render::RenderSarif({.report = many, .rules = metas}));
  for (const rule::LocatedFinding& finding : one.findings) {
    SCOPED_TRACE(finding.rule);
    ExpectInside(finding.primary, loaded);
    for (const rule::LocatedPlace& place : finding.related) ExpectInside(place, loaded);
  }
}

}  // namespace
}  // namespace irsalint::test
