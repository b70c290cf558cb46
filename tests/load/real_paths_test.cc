#include "analyzer/load/real_paths.h"

#include <gtest/gtest.h>

#include <string>

namespace irsalint::load {
namespace {

TEST(RealPathsTest, KnowsWhereFilesAre) {
  RealPaths paths;
  paths.Add({.path = "../b.yaml", .real_path = "/repo/b.yaml"});
  paths.Add({.path = "a.yaml", .real_path = "/repo/tree/a.yaml"});
  paths.Add({.path = "k/a.yaml", .real_path = "/repo/shared/a.yaml"});
  paths.Add({.path = "l/a.yaml", .real_path = "/other/l/a.yaml"});
  EXPECT_EQ(paths.PathOf("/repo/tree/a.yaml"), "a.yaml");
  EXPECT_EQ(paths.PathOf("/repo/b.yaml"), "../b.yaml");
  EXPECT_EQ(paths.PathOf("/repo/shared/a.yaml"), "k/a.yaml");
  EXPECT_EQ(paths.PathOf("/other/l/a.yaml"), "l/a.yaml");
  EXPECT_EQ(paths.PathOf("/other/a.yaml"), std::nullopt);
}

TEST(RealPathsTest, AbsolutePathsAreWhereTheySay) {
  RealPaths paths;
  EXPECT_EQ(paths.PathOf("/x/a.yaml"), std::nullopt);
  paths.Add({.path = "/x/a.yaml", .real_path = "/x/a.yaml"});
  EXPECT_EQ(paths.PathOf("/x/a.yaml"), "/x/a.yaml");
}

}  // namespace
}  // namespace irsalint::load
