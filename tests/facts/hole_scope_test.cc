#include "analyzer/facts/hole_scope.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "analyzer/facts/json.h"
#include "analyzer/source/source_table.h"
#include "tests/facts/sample_facts.h"

namespace irsalint::facts {
namespace {

size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
  return count;
}

// Every text of the sample has a hole of the scope "unit".
TEST(SetHoleScopeTest, ReachesEveryHoleAndChangesNothingElse) {
  source::SourceTable sources;
  Facts facts = sample::Everything(sources);
  const std::string before = ToJson(facts);
  ASSERT_GT(Count(before, R"("scope":"unit")"), 50u);
  SetHoleScope("moved", &facts);
  const std::string after = ToJson(facts);
  EXPECT_EQ(Count(after, R"("scope":"unit")"), 0u);
  EXPECT_EQ(Count(after, R"("scope":"moved")"), Count(before, R"("scope":"unit")"));
  SetHoleScope("unit", &facts);
  EXPECT_EQ(ToJson(facts), before);
}

TEST(SetHoleScopeTest, LeavesLiteralsAndWhatHasNoValue) {
  Facts facts;
  facts.service_accounts.push_back({.meta = {.name = KnownText::Of(syntax::Text::Literal("a"), {}),
                                             .namespace_name = KnownText::Absent({})}});
  const Facts before = facts;
  SetHoleScope("moved", &facts);
  EXPECT_EQ(facts, before);
}

}  // namespace
}  // namespace irsalint::facts
