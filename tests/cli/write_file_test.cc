#include "analyzer/cli/write_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "tests/harness/paths.h"

namespace irsalint::cli {
namespace {

using ::testing::HasSubstr;

class WriteFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "/irsalint_write_XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { std::filesystem::remove_all(folder_); }

  size_t CountFiles() const {
    size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder_)) {
      (void)entry;
      ++count;
    }
    return count;
  }

  std::string folder_;
};

TEST_F(WriteFileTest, ReplacesAFileAndLeavesNothingElse) {
  const std::string path = folder_ + "/out.json";
  std::ofstream(path) << "old and longer";
  ASSERT_TRUE(WriteFileAtomically(path, "new").has_value());
  EXPECT_EQ(test::ReadFile(path), "new");
  EXPECT_EQ(CountFiles(), 1U);
}

TEST_F(WriteFileTest, NewFilesAreReadableByOthersAsTheMaskAllows) {
  const mode_t before = ::umask(022);
  const std::string path = folder_ + "/out.json";
  ASSERT_TRUE(WriteFileAtomically(path, "x").has_value());
  ::umask(before);
  struct stat info = {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0644U);
}

TEST_F(WriteFileTest, DevicesAreWrittenToAndStay) {
  ASSERT_TRUE(WriteFileAtomically("/dev/null", "x").has_value());
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/null"));
}

TEST_F(WriteFileTest, ALinkStaysALink) {
  const std::string target = folder_ + "/target.json";
  const std::string link = folder_ + "/link.json";
  std::ofstream(target) << "old";
  std::filesystem::create_symlink("target.json", link);
  ASSERT_TRUE(WriteFileAtomically(link, "new").has_value());
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(test::ReadFile(target), "new");
}

TEST_F(WriteFileTest, AMissingFolderIsAnError) {
  const base::Result<void> written = WriteFileAtomically(folder_ + "/no/out.json", "x");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().path, folder_ + "/no/out.json");
  EXPECT_THAT(written.error().message, HasSubstr("No such file"));
}

TEST_F(WriteFileTest, AReplacedFileKeepsItsPermissions) {
  const std::string path = folder_ + "/run.yaml";
  std::ofstream(path) << "old";
  ASSERT_EQ(::chmod(path.c_str(), 0750), 0);
  ASSERT_TRUE(ReplaceFile(path, "old", "new").has_value());
  EXPECT_EQ(test::ReadFile(path), "new");
  struct stat info = {};
  ASSERT_EQ(::stat(path.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0750U);
  EXPECT_EQ(CountFiles(), 1U);
}

TEST_F(WriteFileTest, AFileThatChangedMeanwhileStaysAsItIs) {
  const std::string path = folder_ + "/run.yaml";
  std::ofstream(path) << "somebody else's";
  const base::Result<void> written = ReplaceFile(path, "old", "new");
  ASSERT_FALSE(written.has_value());
  EXPECT_EQ(written.error().message, "cannot be written: it changed while it was analysed");
  EXPECT_EQ(test::ReadFile(path), "somebody else's");
  EXPECT_EQ(CountFiles(), 1U);
}

TEST_F(WriteFileTest, ALinkIsNotReplaced) {
  const std::string target = folder_ + "/target.yaml";
  const std::string link = folder_ + "/link.yaml";
  std::ofstream(target) << "old";
  std::filesystem::create_symlink("target.yaml", link);
  EXPECT_FALSE(ReplaceFile(link, "old", "new").has_value());
  EXPECT_TRUE(std::filesystem::is_symlink(link));
  EXPECT_EQ(test::ReadFile(target), "old");
}

TEST_F(WriteFileTest, AFileThatMayNotBeWrittenStaysAsItIs) {
  if (::geteuid() == 0) GTEST_SKIP() << "root may write everything";
  const std::string path = folder_ + "/run.yaml";
  std::ofstream(path) << "old";
  ASSERT_EQ(::chmod(path.c_str(), 0444), 0);
  const base::Result<void> written = ReplaceFile(path, "old", "new");
  ASSERT_FALSE(written.has_value());
  EXPECT_THAT(written.error().message, HasSubstr("Permission denied"));
  EXPECT_EQ(test::ReadFile(path), "old");
}

}  // namespace
}  // namespace irsalint::cli
