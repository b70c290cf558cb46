#include "analyzer/base/in_memory_file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace irsalint::base {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(InMemoryFileSystemTest, ReadsWhatWasAddedAndRemembersIt) {
  InMemoryFileSystem files;
  files.AddFile("a/b.yaml", "text");
  files.AddFile("c", "");
  EXPECT_THAT(files.FilesRead(), IsEmpty());
  EXPECT_EQ(*files.Read("./a//b.yaml", 4), "text");
  EXPECT_EQ(files.Read("a/b.yaml", 3).error().code, ErrorCode::kLimit);
  EXPECT_EQ(files.Read("a/x", 3).error().message, "no such file or directory");
  EXPECT_EQ(files.Read("c/x", 3).error().message, "not a directory");
  EXPECT_EQ(files.Read("a", 3).error().message, "is a directory");
  EXPECT_THAT(files.FilesRead(), ElementsAre("a/b.yaml"));
}

TEST(InMemoryFileSystemTest, RefusesUnreadableAndSpecialFiles) {
  InMemoryFileSystem files;
  files.AddUnreadable("secret");
  files.AddSpecial("pipe");
  EXPECT_EQ(files.Read("secret", 9).error().message, "cannot read: permission denied");
  EXPECT_EQ(files.Read("pipe", 9).error().message, "is not a regular file");
  EXPECT_EQ(files.Stat("secret")->kind, FileKind::kFile);
  EXPECT_EQ(files.Stat("pipe")->kind, FileKind::kOther);
}

TEST(InMemoryFileSystemTest, ListsChildrenOfDirectories) {
  InMemoryFileSystem files;
  files.AddFile("b/x", "");
  files.AddFile("a", "");
  files.AddSymlink("l", "b");
  files.AddDirectory("empty");
  EXPECT_THAT(*files.List("."), ElementsAre(DirEntry{.name = "a", .kind = FileKind::kFile},
                                            DirEntry{.name = "b", .kind = FileKind::kDirectory},
                                            DirEntry{.name = "empty", .kind = FileKind::kDirectory},
                                            DirEntry{.name = "l", .kind = FileKind::kSymlink}));
  EXPECT_THAT(*files.List("l"), ElementsAre(DirEntry{.name = "x", .kind = FileKind::kFile}));
  EXPECT_THAT(*files.List("empty"), IsEmpty());
  EXPECT_FALSE(files.List("a"));
  EXPECT_FALSE(files.List("none"));
}

TEST(InMemoryFileSystemTest, AbsolutePathsAreApart) {
  InMemoryFileSystem files;
  files.AddFile("/r/f", "1");
  EXPECT_EQ(*files.Read("/r/f", 9), "1");
  EXPECT_FALSE(files.Read("r/f", 9));
  EXPECT_THAT(*files.List("/"), ElementsAre(DirEntry{.name = "r", .kind = FileKind::kDirectory}));
  EXPECT_THAT(*files.List("."), IsEmpty());
}

TEST(InMemoryFileSystemTest, FollowsLinks) {
  InMemoryFileSystem files;
  files.AddFile("d/f", "1");
  files.AddSymlink("e/link", "../d");
  files.AddSymlink("broken", "nowhere");
  files.AddSymlink("one", "two");
  files.AddSymlink("two", "one");
  EXPECT_EQ(*files.Read("e/link/f", 9), "1");
  EXPECT_EQ(*files.RealPath("e/link/f"), "d/f");
  EXPECT_EQ(files.StatTarget("e/link")->kind, FileKind::kDirectory);
  EXPECT_EQ(files.Stat("e/link")->kind, FileKind::kSymlink);
  EXPECT_EQ(files.StatTarget("e/link")->inode, files.Stat("d")->inode);
  EXPECT_EQ(files.Read("broken", 9).error().message, "no such file or directory");
  EXPECT_EQ(files.Read("one", 9).error().message, "too many levels of symbolic links");
  EXPECT_THAT(files.FilesRead(), ElementsAre("d/f"));
}

TEST(InMemoryFileSystemTest, ReadingFromSeveralThreadsIsRecordedOnce) {
  InMemoryFileSystem files;
  files.AddFile("a", "1");
  files.AddFile("b", "2");
  const auto read_all = [&files] {
    for (int i = 0; i < 100; ++i) {
      EXPECT_EQ(*files.Read("a", 9), "1");
      EXPECT_EQ(*files.Read("b", 9), "2");
    }
  };
  std::jthread other(read_all);
  read_all();
  other.join();
  EXPECT_THAT(files.FilesRead(), ElementsAre("a", "b"));
}

}  // namespace
}  // namespace irsalint::base
