#include "analyzer/base/working_directory_file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::base {
namespace {

class WorkingDirectoryFileSystemTest : public ::testing::Test {
 protected:
  WorkingDirectoryFileSystemTest() {
    files_.AddFile("/repo/app/a.yaml", "in app");
    files_.AddFile("/repo/b.yaml", "above");
  }

  InMemoryFileSystem files_;
  WorkingDirectoryFileSystem app_{files_, "/repo/app"};
};

TEST_F(WorkingDirectoryFileSystemTest, RelativePathsStartThere) {
  EXPECT_EQ(app_.Read("a.yaml", 100).value_or(""), "in app");
  EXPECT_EQ(app_.Read("../b.yaml", 100).value_or(""), "above");
  EXPECT_EQ(app_.Read("/repo/b.yaml", 100).value_or(""), "above");
  EXPECT_EQ(app_.RealPath(".").value_or(""), "/repo/app");
  EXPECT_EQ(app_.Stat("a.yaml")->kind, FileKind::kFile);
  EXPECT_EQ(app_.StatTarget("..")->kind, FileKind::kDirectory);
  ASSERT_TRUE(app_.List(".").has_value());
  EXPECT_THAT(*app_.List("."),
              ::testing::ElementsAre(DirEntry{.name = "a.yaml", .kind = FileKind::kFile}));
}

TEST_F(WorkingDirectoryFileSystemTest, ErrorsNameThePathThatWasAskedFor) {
  const Result<std::string> read = app_.Read("b.yaml", 100);
  ASSERT_FALSE(read.has_value());
  EXPECT_EQ(read.error().path, "b.yaml");
}

}  // namespace
}  // namespace irsalint::base
