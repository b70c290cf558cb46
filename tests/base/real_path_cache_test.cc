#include "analyzer/base/real_path_cache.h"

#include <gtest/gtest.h>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::base {
namespace {

TEST(RealPathCacheTest, RemembersWherePathsLedAtFirst) {
  InMemoryFileSystem files;
  files.AddFile("d/a", "1");
  files.AddSymlink("link", "d/a");
  const RealPathCache cache(files);
  const std::string before = *cache.RealPath("link");
  EXPECT_EQ(before, *files.RealPath("link"));
  EXPECT_FALSE(cache.RealPath("d/b").has_value());

  files.AddFile("d/b", "22");
  files.AddSymlink("link", "d/b");
  EXPECT_EQ(*cache.RealPath("link"), before);
  EXPECT_EQ(cache.RealPath("d/b").error().code, ErrorCode::kUnreadable);
}

TEST(RealPathCacheTest, AsksForAllElseAgain) {
  InMemoryFileSystem files;
  files.AddFile("d/a", "1");
  const RealPathCache cache(files);
  EXPECT_EQ(cache.Stat("d/a")->size, 1U);
  files.AddFile("d/a", "22");
  files.AddFile("d/b", "");
  EXPECT_EQ(cache.Stat("d/a")->size, 2U);
  EXPECT_EQ(cache.StatTarget("d/a")->size, 2U);
  EXPECT_EQ(*cache.Read("d/a", 9), "22");
  EXPECT_EQ(cache.List("d")->size(), 2U);
}

}  // namespace
}  // namespace irsalint::base
