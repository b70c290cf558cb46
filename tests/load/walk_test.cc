#include "analyzer/load/walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/real_file_system.h"
#include "tests/load/temp_dir.h"

namespace irsalint::load {
namespace {

using base::InMemoryFileSystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> PathsOf(const WalkResult& result) {
  std::vector<std::string> paths;
  for (const WalkedFile& file : result.files) paths.push_back(file.path);
  return paths;
}

WalkResult WalkAll(const base::FileSystem& fs, const std::vector<std::string>& paths = {"."}) {
  return Walk(fs, paths, {});
}

auto Notified(Notification::Kind kind, const std::string& path, Origin origin) {
  return AllOf(Field(&Notification::kind, kind), Field(&Notification::path, path),
               Field(&Notification::origin, origin));
}

TEST(WalkTest, FindsWhatMayMatterInByteOrder) {
  InMemoryFileSystem fs;
  fs.AddFile("b/z.yaml", "12345");
  fs.AddFile("a.json", "");
  fs.AddFile("B.YML", "");
  fs.AddFile("readme.md", "");
  fs.AddFile("main.tf", "");
  fs.AddFile("LICENSE", "");
  fs.AddFile(".hidden", "");
  fs.AddFile("trust.json.template", "");
  fs.AddFile("aws_iam_role_app.default.sa.example.com_policy", "");
  fs.AddFile(".git/config.yaml", "");
  fs.AddFile(".github/w.yaml", "");
  const WalkResult result = WalkAll(fs);
  EXPECT_THAT(PathsOf(result), ElementsAre(".github/w.yaml", "B.YML", "LICENSE", "a.json",
                                           "aws_iam_role_app.default.sa.example.com_policy",
                                           "b/z.yaml", "trust.json.template"));
  EXPECT_THAT(result.notifications, IsEmpty());
  EXPECT_EQ(result.terraform_files, 1U);
  EXPECT_EQ(result.files[1].form, FileForm::kYaml);
  EXPECT_EQ(result.files[2].form, FileForm::kPolicyOnly);
  EXPECT_EQ(result.files[3].form, FileForm::kJson);
  EXPECT_EQ(result.files[4].form, FileForm::kPolicyOnly);
  EXPECT_EQ(result.files[5].size, 5U);
  EXPECT_EQ(result.files[5].origin, Origin::kMet);
  EXPECT_EQ(result.files[6].form, FileForm::kPolicyOnly);
}

TEST(WalkTest, WhatIsNamedIsReadWhateverItsName) {
  InMemoryFileSystem fs;
  fs.AddDirectory(".git");
  fs.AddFile(".gitignore", "*.txt\n*.yaml\n");
  fs.AddFile("trust.txt", "{}");
  fs.AddFile("a.yaml", "");
  fs.AddFile("b.yaml", "");
  const WalkResult result = WalkAll(fs, {".", "trust.txt", "a.yaml"});
  ASSERT_THAT(PathsOf(result), ElementsAre("a.yaml", "trust.txt"));
  EXPECT_EQ(result.files[0].form, FileForm::kYaml);
  EXPECT_EQ(result.files[0].origin, Origin::kNamed);
  EXPECT_EQ(result.files[1].form, FileForm::kByContent);
}

TEST(WalkTest, AFileReachedTwiceIsThereOnce) {
  InMemoryFileSystem fs;
  fs.AddFile("d/a.yaml", "");
  const WalkResult result = WalkAll(fs, {"d", "./d/../d/a.yaml", "."});
  ASSERT_THAT(PathsOf(result), ElementsAre("d/a.yaml"));
  EXPECT_EQ(result.files[0].origin, Origin::kNamed);
}

TEST(WalkTest, IgnoreFilesAboveTheWalkedPathCount) {
  InMemoryFileSystem fs;
  fs.AddDirectory(".git");
  fs.AddFile(".git/info/exclude", "excluded.yaml\n");
  fs.AddFile(".gitignore", "/x/y/a.yaml\nb.yaml\n");
  fs.AddFile("x/.gitignore", "!b.yaml\n");
  for (const char* name : {"a.yaml", "b.yaml", "c.yaml", "excluded.yaml"}) {
    fs.AddFile("x/y/" + std::string(name), "");
  }
  EXPECT_THAT(PathsOf(WalkAll(fs, {"x/y"})), ElementsAre("x/y/b.yaml", "x/y/c.yaml"));
  const std::vector<std::string> paths = {"x/y"};
  EXPECT_THAT(PathsOf(Walk(fs, paths, {.use_ignore_files = false})),
              ElementsAre("x/y/a.yaml", "x/y/b.yaml", "x/y/c.yaml", "x/y/excluded.yaml"));
}

TEST(WalkTest, AnIgnoredDirectoryIsWalkedOnlyWhenNamed) {
  InMemoryFileSystem fs;
  fs.AddDirectory(".git");
  fs.AddFile(".gitignore", "build/\n!build/a.yaml\n");
  fs.AddFile("build/a.yaml", "");
  fs.AddFile("c.yaml", "");
  EXPECT_THAT(PathsOf(WalkAll(fs)), ElementsAre("c.yaml"));
  EXPECT_THAT(PathsOf(WalkAll(fs, {"build"})), ElementsAre("build/a.yaml"));
}

TEST(WalkTest, LinksInsideTheRootAreReadOnce) {
  InMemoryFileSystem fs;
  fs.AddFile("real/a.yaml", "");
  fs.AddSymlink("link.yaml", "real/a.yaml");
  fs.AddSymlink("other", "real");
  const WalkResult result = WalkAll(fs);
  EXPECT_THAT(PathsOf(result), ElementsAre("real/a.yaml"));
  EXPECT_THAT(result.notifications, IsEmpty());
}

TEST(WalkTest, ALinkToWhatIsIgnoredIsFollowed) {
  InMemoryFileSystem fs;
  fs.AddDirectory(".git");
  fs.AddFile(".gitignore", "hidden/\n");
  fs.AddFile("hidden/a.yaml", "");
  fs.AddFile("hidden/sub/b.yaml", "");
  fs.AddSymlink("shown.yaml", "hidden/a.yaml");
  fs.AddSymlink("folder", "hidden/sub");
  EXPECT_THAT(PathsOf(WalkAll(fs)), ElementsAre("folder/b.yaml", "shown.yaml"));
}

TEST(WalkTest, LinksThatAreNotFollowedAreTold) {
  InMemoryFileSystem fs;
  fs.AddFile("outside/secret.yaml", "");
  fs.AddDirectory("in");
  fs.AddSymlink("in/broken.yaml", "nowhere.yaml");
  fs.AddSymlink("in/self.yaml", "self.yaml");
  fs.AddSymlink("in/loop", "../in");
  fs.AddSymlink("in/out.yaml", "../outside/secret.yaml");
  fs.AddSymlink("in/out", "../outside");
  fs.AddSymlink("in/script.sh", "nowhere.sh");
  const WalkResult result = WalkAll(fs, {"in"});
  EXPECT_THAT(PathsOf(result), IsEmpty());
  EXPECT_THAT(result.notifications,
              ElementsAre(Notified(Notification::Kind::kBrokenLink, "in/broken.yaml", Origin::kMet),
                          Notified(Notification::Kind::kLinkLoop, "in/loop", Origin::kMet),
                          Notified(Notification::Kind::kOutsideRoot, "in/out", Origin::kMet),
                          Notified(Notification::Kind::kOutsideRoot, "in/out.yaml", Origin::kMet),
                          Notified(Notification::Kind::kBrokenLink, "in/self.yaml", Origin::kMet)));
  EXPECT_EQ(result.notifications[1].message,
            "this symbolic link leads to a directory that contains it; it is not followed");
}

TEST(WalkTest, ALinkIntoGitIsNotFollowed) {
  InMemoryFileSystem fs;
  fs.AddFile(".git/a.yaml", "");
  fs.AddSymlink("a.yaml", ".git/a.yaml");
  fs.AddSymlink("git", ".git");
  EXPECT_THAT(PathsOf(WalkAll(fs)), IsEmpty());
}

TEST(WalkTest, ANamedLinkOutOfTheRepositoryIsRefused) {
  InMemoryFileSystem fs;
  fs.AddDirectory("repository/.git");
  fs.AddFile("elsewhere/secret.yaml", "");
  fs.AddSymlink("repository/a.yaml", "../elsewhere/secret.yaml");
  const WalkResult result = WalkAll(fs, {"repository/a.yaml"});
  EXPECT_THAT(PathsOf(result), IsEmpty());
  EXPECT_THAT(result.notifications, ElementsAre(Notified(Notification::Kind::kOutsideRoot,
                                                         "repository/a.yaml", Origin::kNamed)));
}

TEST(WalkTest, NamedPathsThatCannotBeRead) {
  InMemoryFileSystem fs;
  fs.AddSpecial("pipe.yaml");
  fs.AddSymlink("broken.yaml", "nowhere");
  const WalkResult result = WalkAll(fs, {"missing", "pipe.yaml", "broken.yaml"});
  EXPECT_THAT(result.notifications,
              ElementsAre(Notified(Notification::Kind::kBrokenLink, "broken.yaml", Origin::kNamed),
                          Notified(Notification::Kind::kMissing, "missing", Origin::kNamed),
                          Notified(Notification::Kind::kSpecialFile, "pipe.yaml", Origin::kNamed)));
  EXPECT_EQ(result.notifications[2].message,
            "this is a FIFO, socket or device; only files and directories are read");
}

TEST(WalkTest, StopsWhenAsked) {
  InMemoryFileSystem fs;
  fs.AddFile("a.yaml", "");
  std::stop_source stop;
  stop.request_stop();
  const std::vector<std::string> paths = {"."};
  const WalkResult result = Walk(fs, paths, {}, stop.get_token());
  EXPECT_THAT(result.files, IsEmpty());
  EXPECT_THAT(result.notifications,
              ElementsAre(Notified(Notification::Kind::kCancelled, ".", Origin::kMet)));
}

TEST(WalkTest, RealFilesWithOddNames) {
  const TempDir scratch;
  scratch.Write("new\nline.yaml", "kind: Pod\n");
  scratch.Write("bad\xff.json", "{}");
  scratch.Write("a b.yaml", "");
  const WalkResult result = WalkAll(base::RealFileSystem(), {scratch.path().string()});
  EXPECT_THAT(PathsOf(result), ElementsAre(scratch.Path("a b.yaml"), scratch.Path("bad\xff.json"),
                                           scratch.Path("new\nline.yaml")));
}

TEST(WalkTest, RealFifoLoopAndUnreadableDirectory) {
  const TempDir scratch;
  ASSERT_EQ(mkfifo(scratch.Path("pipe.yaml").c_str(), 0600), 0);
  std::filesystem::create_directory_symlink(scratch.path(), scratch.path() / "loop");
  std::filesystem::create_directory(scratch.path() / "closed");
  std::filesystem::permissions(scratch.path() / "closed", std::filesystem::perms::none);
  const WalkResult result = WalkAll(base::RealFileSystem(), {scratch.path().string()});
  std::filesystem::permissions(scratch.path() / "closed", std::filesystem::perms::owner_all);
  std::vector<Notification::Kind> kinds;
  for (const Notification& notification : result.notifications) {
    kinds.push_back(notification.kind);
  }
  if (geteuid() == 0) {  // nothing is closed to root
    EXPECT_THAT(kinds,
                ElementsAre(Notification::Kind::kLinkLoop, Notification::Kind::kSpecialFile));
  } else {
    EXPECT_THAT(kinds, ElementsAre(Notification::Kind::kUnreadable, Notification::Kind::kLinkLoop,
                                   Notification::Kind::kSpecialFile));
  }
}

TEST(FileFormTest, PolicyFilesAreKnownByTheirContent) {
  EXPECT_TRUE(LooksLikePolicyFile("\xEF\xBB\xBF\n { \"Statement\": [] }"));
  EXPECT_FALSE(LooksLikePolicyFile("[\"Statement\"]"));
  EXPECT_FALSE(LooksLikePolicyFile("{\"statement\": []}"));
  EXPECT_FALSE(LooksLikePolicyFile("all: build"));
  EXPECT_FALSE(LooksLikePolicyFile(""));
}

}  // namespace
}  // namespace irsalint::load
