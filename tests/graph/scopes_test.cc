#include "analyzer/graph/scopes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using Kind = EnvironmentWord::Kind;

// `kind:word@component` of each.
std::vector<std::string> Words(std::string_view path,
                               const std::vector<std::string>& clusters = {}) {
  constexpr const char* kKinds[] = {"stage", "account", "region", "cluster"};
  std::vector<std::string> words;
  for (const EnvironmentWord& word : EnvironmentWordsOf(path, clusters)) {
    words.push_back(std::string(kKinds[static_cast<size_t>(word.kind)]) + ":" + word.word + "@" +
                    std::to_string(word.component));
  }
  return words;
}

bool Conflict(std::string_view a, std::string_view b,
              const std::vector<std::string>& clusters = {}) {
  const bool conflict = EnvironmentsConflict(a, b, clusters);
  EXPECT_EQ(EnvironmentsConflict(b, a, clusters), conflict) << a << " " << b;
  return conflict;
}

TEST(EnvironmentWordsTest, AreFoundInEveryComponentInOneSpelling) {
  EXPECT_THAT(Words("apps/media"), IsEmpty());
  EXPECT_THAT(Words("apps/production/media"), ElementsAre("stage:prod@1"));
  EXPECT_THAT(Words("PRD"), ElementsAre("stage:prod@0"));
  EXPECT_THAT(Words("./eks_stg.yaml"), ElementsAre("stage:stage@0"));
  EXPECT_THAT(Words("a/493827165038/b"), ElementsAre("account:493827165038@1"));
  EXPECT_THAT(Words("eu-central-1/us-gov-west-1"),
              ElementsAre("region:eu-central-1@0", "region:us-gov-west-1@1"));
  EXPECT_THAT(Words("dev-eu-west-1-493827165038"),
              ElementsAre("stage:dev@0", "region:eu-west-1@0", "account:493827165038@0"));
  EXPECT_THAT(Words("clusters/blue", {"blue"}), ElementsAre("cluster:blue@1"));
}

TEST(EnvironmentWordsTest, AreWholeWords) {
  EXPECT_THAT(Words("products/developer/latest/protest"), IsEmpty());
  EXPECT_THAT(Words("49382716503/4938271650381"), IsEmpty());  // eleven and thirteen digits
  EXPECT_THAT(Words("us-east/east-1/us-1"), IsEmpty());
  EXPECT_THAT(Words("blueish", {"blue"}), IsEmpty());
}

TEST(EnvironmentsConflictTest, TwoNamesOfOneKind) {
  EXPECT_TRUE(Conflict("dev", "prod"));
  EXPECT_TRUE(Conflict("a/dev/x", "a/prod/x"));
  EXPECT_TRUE(Conflict("a/dev/x", "b/y/production"));
  EXPECT_TRUE(Conflict("us-east-1", "eu-west-1"));
  EXPECT_TRUE(Conflict("493827165038", "218450937716"));
  EXPECT_TRUE(Conflict("blue/x", "green/x", {"blue", "green"}));
}

TEST(EnvironmentsConflictTest, NoConflict) {
  EXPECT_FALSE(Conflict("prod", "production"));
  EXPECT_FALSE(Conflict("dev", "base"));
  EXPECT_FALSE(Conflict("dev", "us-east-1"));            // two kinds
  EXPECT_FALSE(Conflict("dev/us-east-1", "us-east-1"));  // one in common
  EXPECT_FALSE(Conflict("prod/a", "prod/b"));            // the common folder does not count
  EXPECT_FALSE(Conflict("dev-and-prod", "prod"));        // one in common
  EXPECT_FALSE(Conflict("blue/x", "green/x"));
  EXPECT_FALSE(Conflict("", "prod"));
}

// Below the common folder `prod`, `dev` is a word of one side only.
TEST(EnvironmentsConflictTest, OnlyWhatLiesBelowTheCommonFolderCounts) {
  EXPECT_FALSE(Conflict("prod/dev/a", "prod/b"));
  EXPECT_TRUE(Conflict("prod/dev/a", "prod/test/a"));
}

facts::Facts UnitAt(std::string path, std::vector<std::string> includes = {}) {
  facts::Facts unit;
  unit.unit = std::move(path);
  unit.includes = std::move(includes);
  return unit;
}

facts::Facts WithCluster(facts::Facts unit, const std::string& name, const std::string& issuer) {
  facts::Cluster cluster;
  cluster.name = facts::KnownText::Of(syntax::Text::Literal(name), {});
  cluster.issuer = facts::KnownText::Of(syntax::Text::Literal(issuer), {});
  unit.clusters.push_back(std::move(cluster));
  return unit;
}

struct World {
  std::vector<facts::Facts> units;

  Scopes Build() const {
    std::vector<const facts::Facts*> pointers;
    for (const facts::Facts& unit : units) pointers.push_back(&unit);
    return Scopes(pointers);
  }
};

TEST(ScopesTest, LevelsOfTwoUnits) {
  const World world{{UnitAt("base"), UnitAt("overlays/dev", {"base"}),
                     UnitAt("overlays/prod", {"base"}), UnitAt("iam"),
                     WithCluster(UnitAt("x/prod"), "a", "ISSUER"),
                     WithCluster(UnitAt("y/dev"), "b", "ISSUER")}};
  const Scopes scopes = world.Build();
  EXPECT_EQ(scopes.Between(1, 1), Level::kSameUnit);
  EXPECT_EQ(scopes.Between(0, 1), Level::kRelatedUnit);
  EXPECT_EQ(scopes.Between(1, 0), Level::kRelatedUnit);
  EXPECT_EQ(scopes.Between(1, 2), Level::kWholeInput);  // two overlays of one base are no relatives
  EXPECT_EQ(scopes.Between(1, 3), Level::kNearestFolder);
  EXPECT_EQ(scopes.Between(4, 5), Level::kSameCluster);  // whatever the paths say
}

TEST(ScopesTest, TheFirstLevelWinsAndNoOtherIsMixedIn) {
  const World world{{UnitAt("base"), UnitAt("overlays/dev", {"base"}),
                     UnitAt("overlays/prod", {"base"}), UnitAt("overlays/shared")}};
  const Scopes scopes = world.Build();
  const auto resolve = [&](size_t unit, const std::vector<size_t>& candidates) {
    return scopes.Resolve(unit, candidates);
  };
  Scopes::Winners winners = resolve(1, {2, 3, 0, 1, 1});
  EXPECT_EQ(winners.level, Level::kSameUnit);
  EXPECT_THAT(winners.candidates, ElementsAre(3, 4));
  winners = resolve(1, {2, 3, 0});
  EXPECT_EQ(winners.level, Level::kRelatedUnit);
  EXPECT_THAT(winners.candidates, ElementsAre(2));
  winners = resolve(1, {2, 3});
  EXPECT_EQ(winners.level, Level::kNearestFolder);
  EXPECT_THAT(winners.candidates, ElementsAre(1));
  winners = resolve(1, {2});
  EXPECT_EQ(winners.level, Level::kWholeInput);
  EXPECT_THAT(winners.candidates, ElementsAre(0));
  winners = resolve(1, {});
  EXPECT_EQ(winners.level, Level::kWholeInput);
  EXPECT_THAT(winners.candidates, IsEmpty());
}

TEST(ScopesTest, TheDeepestCommonFolderWins) {
  const World world{
      {UnitAt("a/b/c"), UnitAt("z"), UnitAt("a/x"), UnitAt("a/b/y"), UnitAt("a/b/w/v")}};
  const Scopes::Winners winners = world.Build().Resolve(0, std::vector<size_t>{1, 2, 3, 4});
  EXPECT_EQ(winners.level, Level::kNearestFolder);
  EXPECT_THAT(winners.candidates, ElementsAre(2, 3));
}

}  // namespace
}  // namespace irsalint::graph
