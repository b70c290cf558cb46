#include "analyzer/base/path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::base::path {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(PathTest, Join) {
  EXPECT_EQ(Join("a", "b"), "a/b");
  EXPECT_EQ(Join("a/", "b"), "a/b");
  EXPECT_EQ(Join(".", "b"), "b");
  EXPECT_EQ(Join("", "b"), "b");
  EXPECT_EQ(Join("a", "/b"), "/b");
  EXPECT_EQ(Join("/", "b"), "/b");
  EXPECT_EQ(Join("a", ""), "a");
  EXPECT_EQ(Join("a", "../b"), "a/../b");
}

TEST(PathTest, Normalize) {
  EXPECT_EQ(Normalize(""), ".");
  EXPECT_EQ(Normalize("."), ".");
  EXPECT_EQ(Normalize("./a//b/./c/"), "a/b/c");
  EXPECT_EQ(Normalize("a/../b"), "b");
  EXPECT_EQ(Normalize("a/.."), ".");
  EXPECT_EQ(Normalize("../a"), "../a");
  EXPECT_EQ(Normalize("a/../../b/.."), "..");
  EXPECT_EQ(Normalize("/.."), "/");
  EXPECT_EQ(Normalize("//a/../../b"), "/b");
  EXPECT_EQ(Normalize("a\nb/..."), "a\nb/...");
}

TEST(PathTest, DirnameAndBasename) {
  EXPECT_EQ(Dirname("a/b"), "a");
  EXPECT_EQ(Dirname("a"), ".");
  EXPECT_EQ(Dirname("/a"), "/");
  EXPECT_EQ(Dirname("/"), "/");
  EXPECT_EQ(Dirname("a//b/"), "a");
  EXPECT_EQ(Dirname(""), ".");
  EXPECT_EQ(Basename("a/b/"), "b");
  EXPECT_EQ(Basename("a"), "a");
  EXPECT_EQ(Basename("/"), "");
  EXPECT_EQ(Basename(""), "");
}

TEST(PathTest, ExtensionAndStem) {
  EXPECT_EQ(Extension("a/b.tar.gz"), ".gz");
  EXPECT_EQ(Stem("a/b.tar.gz"), "b.tar");
  EXPECT_EQ(Extension("a.d/b"), "");
  EXPECT_EQ(Stem("a.d/b"), "b");
  EXPECT_EQ(Extension(".bashrc"), "");
  EXPECT_EQ(Extension(".."), "");
  EXPECT_EQ(Extension("a."), ".");
}

TEST(PathTest, IsWithin) {
  EXPECT_TRUE(IsWithin("a/b", "a"));
  EXPECT_TRUE(IsWithin("a", "a/"));
  EXPECT_FALSE(IsWithin("ab", "a"));
  EXPECT_FALSE(IsWithin("a", "a/b"));
  EXPECT_FALSE(IsWithin("a/../b", "a"));
  EXPECT_TRUE(IsWithin("x", "."));
  EXPECT_FALSE(IsWithin("../x", "."));
  EXPECT_FALSE(IsWithin("../../x", ".."));
  EXPECT_TRUE(IsWithin("../x", ".."));
  EXPECT_TRUE(IsWithin("/x", "/"));
  EXPECT_FALSE(IsWithin("x", "/"));
  EXPECT_FALSE(IsWithin("/x", "."));
}

TEST(PathTest, Relative) {
  EXPECT_EQ(Relative("a/b/c", "a"), "b/c");
  EXPECT_EQ(Relative("a/x", "a/b/c"), "../../x");
  EXPECT_EQ(Relative("a", "a"), ".");
  EXPECT_EQ(Relative("/r/a", "/r/b"), "../a");
  EXPECT_EQ(Relative("/r/a", "b"), "/r/a");
  EXPECT_EQ(Relative("../a", "."), "../a");
  EXPECT_EQ(Relative("a", "../b"), "a");
}

TEST(PathTest, Components) {
  EXPECT_THAT(Components("/a//b/../c/."), ElementsAre("a", "c"));
  EXPECT_THAT(Components("../../a"), ElementsAre("..", "..", "a"));
  EXPECT_THAT(Components("."), IsEmpty());
  EXPECT_THAT(Components("/"), IsEmpty());
}

}  // namespace
}  // namespace irsalint::base::path
