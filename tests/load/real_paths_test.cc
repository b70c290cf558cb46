#include "analyzer/load/real_paths.h"

#include <gtest/gtest.h>

#include <string>

namespace irsalint::load {
namespace {

TEST(RealPathsTest, KnowsWhereFilesAre) {
  RealPaths paths;
  paths.Add({.path = "../b.yaml", .real_path = "/work/b.yaml"});
  paths.Add({.path = "a.yaml", .real_path = "/work/tree/a.yaml"});
  paths.Add({.path = "k/a.yaml", .real_path = "/work/shared/a.yaml"});
  paths.Add({.path = "l/a.yaml", .real_path = "/other/l/a.yaml"});
  EXPECT_EQ(paths.PathOf("/work/tree/a.yaml"), "a.yaml");
  EXPECT_EQ(paths.PathOf("/work/b.yaml"), "../b.yaml");
  EXPECT_EQ(paths.PathOf("/work/shared/a.yaml"), "k/a.yaml");
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
