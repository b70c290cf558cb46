#include "analyzer/base/real_file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>

namespace irsalint::base {
namespace {

using ::testing::ElementsAre;

class RealFileSystemTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = ::testing::TempDir() + "irsalint_base_XXXXXX";
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }

  void TearDown() override {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }

  std::string Path(std::string_view name) const { return root_ + "/" + std::string(name); }

  std::string Write(std::string_view name, std::string_view content) const {
    std::ofstream(Path(name), std::ios::binary) << content;
    return Path(name);
  }

  std::string root_;
  RealFileSystem files_;
};

TEST_F(RealFileSystemTest, ReadsBytesAsTheyAre) {
  const std::string content(
      "\xEF\xBB\xBF"
      "a\r\n\0b\xFF",
      9);
  const std::string path = Write("f", content);
  const Result<std::string> read = files_.Read(path, 9);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(*read, content);
  EXPECT_EQ(*files_.Read(Write("empty", ""), 0), "");
}

TEST_F(RealFileSystemTest, RefusesLargerFilesThanAllowed) {
  const std::string path = Write("f", "12345");
  const Result<std::string> read = files_.Read(path, 4);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error(), (Error{.code = ErrorCode::kLimit,
                                 .message = "is larger than the limit of 4 bytes",
                                 .path = path}));
}

TEST_F(RealFileSystemTest, MissingFiles) {
  const Result<std::string> read = files_.Read(Path("none"), 10);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error(), (Error{.code = ErrorCode::kUnreadable,
                                 .message = "cannot read: no such file or directory",
                                 .path = Path("none")}));
  EXPECT_EQ(files_.Stat(Path("none")).error().message, "cannot look up: no such file or directory");
  EXPECT_EQ(files_.List(Path("none")).error().message, "cannot list: no such file or directory");
  EXPECT_EQ(files_.RealPath(Path("none")).error().message,
            "cannot resolve: no such file or directory");
}

TEST_F(RealFileSystemTest, NeverOpensAFifo) {
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  const Result<std::string> read = files_.Read(Path("pipe"), 10);
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().code, ErrorCode::kUnreadable);
  EXPECT_EQ(read.error().message, "is not a regular file (a FIFO, socket or device)");
  EXPECT_EQ(files_.Stat(Path("pipe"))->kind, FileKind::kOther);
  ASSERT_EQ(symlink("pipe", Path("link").c_str()), 0);
  EXPECT_FALSE(files_.Read(Path("link"), 10));
}

TEST_F(RealFileSystemTest, NeverReadsADeviceOrADirectory) {
  EXPECT_EQ(files_.Read("/dev/zero", 10).error().message,
            "is not a regular file (a FIFO, socket or device)");
  EXPECT_EQ(files_.Read(root_, 10).error().message, "is a directory");
}

TEST_F(RealFileSystemTest, PseudoFilesOfSizeZeroAreReadToTheirEnd) {
  if (access("/proc/self/status", R_OK) != 0) GTEST_SKIP() << "no /proc on this system";
  const Result<std::string> read = files_.Read("/proc/self/status", 1 << 20);
  ASSERT_TRUE(read);
  EXPECT_GT(read->size(), 100U);
  EXPECT_EQ(files_.Read("/proc/self/status", 10).error().code, ErrorCode::kLimit);
}

TEST_F(RealFileSystemTest, StatKeepsLinksAndStatTargetFollows) {
  Write("f", "123");
  ASSERT_EQ(symlink("f", Path("link").c_str()), 0);
  EXPECT_EQ(files_.Stat(Path("link"))->kind, FileKind::kSymlink);
  EXPECT_EQ(files_.Stat(Path("link"))->size, 0U);
  const Result<FileInfo> target = files_.StatTarget(Path("link"));
  ASSERT_TRUE(target);
  EXPECT_EQ(*target, *files_.Stat(Path("f")));
  EXPECT_EQ(target->size, 3U);
  EXPECT_EQ(*files_.Read(Path("link"), 10), "123");
  EXPECT_EQ(files_.Stat(root_)->kind, FileKind::kDirectory);
}

TEST_F(RealFileSystemTest, BrokenLinksAndLoopsAreErrors) {
  ASSERT_EQ(symlink("nowhere", Path("broken").c_str()), 0);
  ASSERT_EQ(symlink("loop2", Path("loop1").c_str()), 0);
  ASSERT_EQ(symlink("loop1", Path("loop2").c_str()), 0);
  EXPECT_EQ(files_.Read(Path("broken"), 10).error().message,
            "cannot read: no such file or directory");
  EXPECT_EQ(files_.Stat(Path("broken"))->kind, FileKind::kSymlink);
  const Result<std::string> loop = files_.Read(Path("loop1"), 10);
  ASSERT_FALSE(loop);
  EXPECT_EQ(loop.error().code, ErrorCode::kUnreadable);
  EXPECT_EQ(loop.error().message, "cannot read: Too many levels of symbolic links");
  EXPECT_FALSE(files_.RealPath(Path("loop1")));
  EXPECT_FALSE(files_.StatTarget(Path("loop1")));
}

TEST_F(RealFileSystemTest, DirectoryLoopsAreSeenByIdentity) {
  ASSERT_EQ(mkdir(Path("d").c_str(), 0700), 0);
  ASSERT_EQ(symlink("..", Path("d/up").c_str()), 0);
  const Result<FileInfo> up = files_.StatTarget(Path("d/up"));
  const Result<FileInfo> root = files_.Stat(root_);
  ASSERT_TRUE(up);
  EXPECT_EQ(up->inode, root->inode);
  EXPECT_EQ(up->device, root->device);
  EXPECT_EQ(*files_.RealPath(Path("d/up/d")), *files_.RealPath(Path("d")));
}

// In a process of its own, because root may read everything.
TEST_F(RealFileSystemTest, UnreadableFilesSaySo) {
  const std::string path = Write("secret", "x");
  ASSERT_EQ(chmod(path.c_str(), 0), 0);
  ASSERT_EQ(chmod(root_.c_str(), 0755), 0);
  const auto read_as_nobody = [this, &path] {
    constexpr uid_t kNobody = 65534;
    if (geteuid() == 0 && setuid(kNobody) != 0) std::exit(2);
    const Result<std::string> read = files_.Read(path, 10);
    if (read) std::exit(3);
    std::fputs(read.error().message.c_str(), stderr);
    std::exit(0);
  };
  EXPECT_EXIT(read_as_nobody(), ::testing::ExitedWithCode(0), "^cannot read: Permission denied$");
}

TEST_F(RealFileSystemTest, ListsSortedByBytesWithKinds) {
  Write("b", "");
  Write("B", "");
  Write("new\nline", "");
  Write("\xFF", "");
  Write(".hidden", "");
  ASSERT_EQ(mkdir(Path("dir").c_str(), 0700), 0);
  ASSERT_EQ(symlink("dir", Path("link").c_str()), 0);
  ASSERT_EQ(mkfifo(Path("pipe").c_str(), 0600), 0);
  const Result<std::vector<DirEntry>> entries = files_.List(root_);
  ASSERT_TRUE(entries);
  EXPECT_THAT(*entries, ElementsAre(DirEntry{.name = ".hidden", .kind = FileKind::kFile},
                                    DirEntry{.name = "B", .kind = FileKind::kFile},
                                    DirEntry{.name = "b", .kind = FileKind::kFile},
                                    DirEntry{.name = "dir", .kind = FileKind::kDirectory},
                                    DirEntry{.name = "link", .kind = FileKind::kSymlink},
                                    DirEntry{.name = "new\nline", .kind = FileKind::kFile},
                                    DirEntry{.name = "pipe", .kind = FileKind::kOther},
                                    DirEntry{.name = "\xFF", .kind = FileKind::kFile}));
  EXPECT_EQ(files_.List(Path("b")).error().message, "cannot list: Not a directory");
}

TEST_F(RealFileSystemTest, NulBytesDoNotCutPaths) {
  Write("f", "x");
  const std::string path = Path("f") + std::string("\0.yaml", 6);
  EXPECT_EQ(files_.Read(path, 10).error().message, "the path contains a NUL byte");
  EXPECT_FALSE(files_.Stat(path));
  EXPECT_FALSE(files_.List(path));
  EXPECT_FALSE(files_.RealPath(path));
}

}  // namespace
}  // namespace irsalint::base
