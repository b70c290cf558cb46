#include "analyzer/graph/cluster_paths.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// "depth/literals", "" for no match.
std::string Match(std::string_view glob, std::string_view path) {
  const auto match = FolderGlob(glob).Match(path);
  if (!match.has_value()) return "";
  return std::to_string(match->depth) + "/" + std::to_string(match->literals);
}

TEST(FolderGlobTest, AFolderHoldsWhatLiesBelowIt) {
  EXPECT_EQ(Match("clusters/prod", "clusters/prod"), "2/2");
  EXPECT_EQ(Match("clusters/prod/", "clusters/prod/apps/web"), "2/2");
  EXPECT_EQ(Match("clusters/prod", "clusters/production"), "");
  EXPECT_EQ(Match("clusters/prod", "clusters"), "");
  EXPECT_EQ(Match("prod", "clusters/prod"), "");
}

TEST(FolderGlobTest, TheRootHoldsEverythingOfItsKind) {
  EXPECT_EQ(Match(".", "clusters/prod"), "0/0");
  EXPECT_EQ(Match(".", "."), "0/0");
  EXPECT_EQ(Match(".", "-"), "0/0");
  EXPECT_EQ(Match(".", "/srv/other"), "");
  EXPECT_EQ(Match("/srv", "/srv/other"), "1/1");
  EXPECT_EQ(Match("/srv", "srv/other"), "");
  EXPECT_EQ(Match("../platform", "../platform/prod"), "2/2");
}

TEST(FolderGlobTest, WildcardsStandForPartsOfNamesAndForFolders) {
  EXPECT_EQ(Match("apps/*/prod", "apps/web/prod/base"), "3/2");
  EXPECT_EQ(Match("apps/*/prod", "apps/web/x/prod"), "");
  EXPECT_EQ(Match("clusters/prod-*", "clusters/prod-eu"), "2/1");
  EXPECT_EQ(Match("**/prod", "a/b/prod/c/prod"), "3/1");
  EXPECT_EQ(Match("**/prod", "prod"), "1/1");
  EXPECT_EQ(Match("**", "a/b"), "0/0");
  EXPECT_EQ(Match("a/**/b", "a/b"), "2/2");
  EXPECT_EQ(Match("a/**/b", "a/x/y/b"), "4/2");
  EXPECT_EQ(Match("a/**/b", "a/x/y"), "");
}

DeclaredCluster ClusterAt(std::vector<std::string> paths) {
  DeclaredCluster cluster;
  cluster.paths = std::move(paths);
  return cluster;
}

TEST(ClusterPathsTest, TheDeepestFolderWinsThenTheOneWithoutWildcard) {
  const std::vector<DeclaredCluster> clusters = {ClusterAt({"."}), ClusterAt({"clusters/*"}),
                                                 ClusterAt({"clusters/prod"}),
                                                 ClusterAt({"clusters/prod/edge"}), ClusterAt({})};
  const ClusterPaths paths(clusters);
  EXPECT_THAT(paths.ClustersOf("apps"), ElementsAre(0));
  EXPECT_THAT(paths.ClustersOf("clusters/dev"), ElementsAre(1));
  EXPECT_THAT(paths.ClustersOf("clusters/prod/web"), ElementsAre(2));
  EXPECT_THAT(paths.ClustersOf("clusters/prod/edge/web"), ElementsAre(3));
  EXPECT_THAT(paths.ClustersOf("/elsewhere"), IsEmpty());
}

TEST(ClusterPathsTest, AFolderMayBelongToSeveral) {
  const std::vector<DeclaredCluster> clusters = {ClusterAt({"apps", "./apps"}),
                                                 ClusterAt({"apps"})};
  EXPECT_THAT(ClusterPaths(clusters).ClustersOf("apps/web"), ElementsAre(0, 1));
}

}  // namespace
}  // namespace irsalint::graph
