#include "analyzer/base/git_tree_file_system.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace irsalint::base {
namespace {

using ::testing::ElementsAre;

// Objects by ids of our own making: forty times one letter.
class FakeObjects final : public GitObjects {
 public:
  void Add(char id, GitObject::Type type, std::string bytes) {
    objects_[std::string(40, id)] = {
        .type = type, .id = std::string(40, id), .bytes = std::move(bytes)};
  }

  Result<GitObject> Read(std::string_view name, size_t max_bytes) const override {
    const auto found = objects_.find(name);
    if (found == objects_.end()) {
      return Error{.code = ErrorCode::kUnreadable, .message = "git knows no such object"};
    }
    if (found->second.bytes.size() > max_bytes) {
      return Error{.code = ErrorCode::kLimit, .message = "is too large"};
    }
    return found->second;
  }
  Result<uint64_t> Size(std::string_view name) const override {
    const Result<GitObject> object = Read(name, 1000);
    if (!object.has_value()) return object.error();
    return object->bytes.size();
  }

 private:
  std::map<std::string, GitObject, std::less<>> objects_;
};

// `letter` is a digit of the id: 'a' stands for twenty bytes 0xaa.
std::string Entry(std::string_view mode, std::string_view name, char letter) {
  const int digit = letter >= 'a' ? letter - 'a' + 10 : letter - '0';
  std::string text(mode);
  text += ' ';
  text += name;
  text += '\0';
  return text + std::string(20, static_cast<char>(digit * 16 + digit));
}

class GitTreeFileSystemTest : public ::testing::Test {
 protected:
  GitTreeFileSystemTest() {
    objects_.Add('1', GitObject::Type::kTree,
                 Entry("40000", "dir", '2') + Entry("120000", "link", '5') +
                     Entry("120000", "out", '6') + Entry("120000", "self", '7') +
                     Entry("160000", "sub", '9') + Entry("100644", "top", '3'));
    objects_.Add('2', GitObject::Type::kTree,
                 Entry("100644", "a", '4') + Entry("100644", "lost", '8'));
    objects_.Add('3', GitObject::Type::kBlob, "top!");
    objects_.Add('4', GitObject::Type::kBlob, "in dir");
    objects_.Add('5', GitObject::Type::kBlob, "dir");
    objects_.Add('6', GitObject::Type::kBlob, "/etc/passwd");
    objects_.Add('7', GitObject::Type::kBlob, "self");
  }

  FakeObjects objects_;
  GitTreeFileSystem files_{
      objects_, std::string(40, '1'), {.repository = "/repo", .working_directory = "/repo/dir"}};
};

TEST_F(GitTreeFileSystemTest, PathsStartInTheWorkingDirectory) {
  EXPECT_EQ(*files_.Read("a", 100), "in dir");
  EXPECT_EQ(*files_.Read("../top", 100), "top!");
  EXPECT_EQ(*files_.Read("/repo/dir/a", 100), "in dir");
  EXPECT_EQ(*files_.RealPath("../link/a"), "/repo/dir/a");
  EXPECT_EQ(*files_.RealPath("."), "/repo/dir");
}

TEST_F(GitTreeFileSystemTest, ListsAndDescribes) {
  EXPECT_THAT(*files_.List("."), ElementsAre(DirEntry{.name = "a", .kind = FileKind::kFile},
                                             DirEntry{.name = "lost", .kind = FileKind::kFile}));
  EXPECT_THAT(*files_.List("../sub"), ElementsAre());
  EXPECT_EQ(files_.List("../top").error().message, "cannot list: not a directory");
  EXPECT_EQ(files_.Stat("a")->kind, FileKind::kFile);
  EXPECT_EQ(files_.Stat("a")->size, 6u);
  EXPECT_EQ(files_.Stat("../link")->kind, FileKind::kSymlink);
  EXPECT_EQ(files_.StatTarget("../link")->kind, FileKind::kDirectory);
  EXPECT_EQ(files_.StatTarget("../link")->inode, files_.Stat("../dir")->inode);
  EXPECT_NE(files_.Stat("..")->inode, files_.Stat("../dir")->inode);
}

TEST_F(GitTreeFileSystemTest, NothingLeadsOutOfTheRepository) {
  EXPECT_EQ(files_.Read("../out", 100).error().message, "is outside of the repository");
  EXPECT_EQ(files_.Read("../../x", 100).error().message, "is outside of the repository");
  EXPECT_EQ(files_.Read("../self", 100).error().message, "too many levels of symbolic links");
}

TEST_F(GitTreeFileSystemTest, WhatIsNotThere) {
  EXPECT_EQ(files_.Read("b", 100).error().message, "no such file or directory");
  EXPECT_EQ(files_.Read("a/b", 100).error().message, "not a directory");
  EXPECT_EQ(files_.Read("../dir", 100).error().message, "is a directory");
  EXPECT_EQ(files_.Read("a", 3).error().code, ErrorCode::kLimit);
  EXPECT_EQ(files_.Read("a", 3).error().path, "a");
  EXPECT_EQ(files_.Read("lost", 100).error().message, "git knows no such object");
  EXPECT_FALSE(files_.Stat("lost").has_value());
}

// The repository ends where it ends today.
TEST_F(GitTreeFileSystemTest, TheRepositorysRootIsKnown) {
  EXPECT_TRUE(files_.Stat("/repo/.git").has_value());
  EXPECT_FALSE(files_.Stat("/repo/dir/.git").has_value());
}

TEST(GitTreeFileSystem, AWorkingDirectoryThatWasNotThere) {
  FakeObjects objects;
  objects.Add('1', GitObject::Type::kTree, "");
  const GitTreeFileSystem files(objects, std::string(40, '1'),
                                {.repository = "/repo", .working_directory = "/repo/new"});
  EXPECT_EQ(*files.RealPath("."), "/repo/new");
  EXPECT_FALSE(files.Stat(".").has_value());
}

}  // namespace
}  // namespace irsalint::base
