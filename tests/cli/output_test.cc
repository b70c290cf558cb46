#include "analyzer/cli/output.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "tests/harness/paths.h"

namespace irsalint::cli {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(ParseOutputs, TextByDefault) {
  const auto outputs = ParseOutputs({});
  ASSERT_TRUE(outputs.has_value());
  EXPECT_THAT(*outputs, ElementsAre(Output{.format = Format::kText, .file = ""}));
}

TEST(ParseOutputs, FormatsAndFiles) {
  const auto outputs = ParseOutputs({"json", "sarif=a=b.sarif"});
  ASSERT_TRUE(outputs.has_value());
  EXPECT_THAT(*outputs, ElementsAre(Output{.format = Format::kJson, .file = ""},
                                    Output{.format = Format::kSarif, .file = "a=b.sarif"}));
}

TEST(ParseOutputs, RefusesWhatCannotBeMeant) {
  EXPECT_EQ(ParseOutputs({"xml"}).error().message,
            "unknown format \"xml\"; there are text, json and sarif");
  EXPECT_EQ(ParseOutputs({"json="}).error().message, "--format json= names no file");
  EXPECT_EQ(ParseOutputs({"json=x", "sarif=x"}).error().message, "two formats go to x");
  EXPECT_THAT(ParseOutputs({"json", "text"}).error().message, HasSubstr("standard output"));
}

class WriteFileTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = ::testing::TempDir() + "/irsalint_output_XXXXXX";
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

}  // namespace
}  // namespace irsalint::cli
