#include "analyzer/engine/config_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/path.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// Files in memory, seen from a working directory below the root.
class SeenFrom final : public base::FileSystem {
 public:
  SeenFrom(std::string working_directory, const base::InMemoryFileSystem& files)
      : working_directory_(std::move(working_directory)), files_(files) {}

  base::Result<base::FileInfo> Stat(std::string_view path) const override {
    return files_.Stat(Absolute(path));
  }
  base::Result<base::FileInfo> StatTarget(std::string_view path) const override {
    return files_.StatTarget(Absolute(path));
  }
  base::Result<std::string> Read(std::string_view path, size_t max_bytes) const override {
    return files_.Read(Absolute(path), max_bytes);
  }
  base::Result<std::vector<base::DirEntry>> List(std::string_view directory) const override {
    return files_.List(Absolute(directory));
  }
  base::Result<std::string> RealPath(std::string_view path) const override {
    return files_.RealPath(Absolute(path));
  }

 private:
  std::string Absolute(std::string_view path) const {
    return base::path::Normalize(base::path::Join(working_directory_, path));
  }

  std::string working_directory_;
  const base::InMemoryFileSystem& files_;
};

std::string FoundIn(const base::FileSystem& files) {
  const base::Result<std::optional<std::string>> found = FindConfig(files);
  if (!found.has_value()) return found.error().path + ": " + found.error().message;
  return found->value_or("(none)");
}

std::vector<std::string> PathsOf(const base::FileSystem& files, std::string_view config) {
  const base::Result<ParsedConfig> parsed = LoadConfig(files, config, {});
  if (!parsed.has_value() || parsed->config.clusters.empty()) return {"(error)"};
  return parsed->config.clusters[0].paths;
}

constexpr char kCluster[] = "clusters: [{name: a, paths: [apps/../prod/*, .]}]\n";

TEST(FindConfig, IsTheOneOfTheWorkingDirectory) {
  base::InMemoryFileSystem files;
  files.AddFile("sub/.irsalint.yaml", "");
  EXPECT_EQ(FoundIn(files), "(none)");
  files.AddFile(".irsalint.yaml", "");
  EXPECT_EQ(FoundIn(files), ".irsalint.yaml");
}

TEST(FindConfig, IsLookedForUpToTheRootOfTheRepository) {
  base::InMemoryFileSystem files;
  files.AddDirectory("/top/repo/a/b");
  files.AddFile("/top/.irsalint.yaml", "");
  const SeenFrom folder("/top/repo/a/b", files);
  EXPECT_EQ(FoundIn(folder), "../../../.irsalint.yaml");
  files.AddDirectory("/top/repo/.git");
  EXPECT_EQ(FoundIn(folder), "(none)");
  files.AddFile("/top/repo/.irsalint.yaml", "");
  EXPECT_EQ(FoundIn(folder), "../../.irsalint.yaml");
  files.AddFile("/top/repo/a/.irsalint.yaml", "");
  EXPECT_EQ(FoundIn(folder), "../.irsalint.yaml");
}

TEST(FindConfig, ALinkOutOfTheTreeIsNotFollowed) {
  base::InMemoryFileSystem files;
  files.AddFile("/etc/secret", "");
  files.AddSymlink(".irsalint.yaml", "/etc/secret");
  EXPECT_EQ(FoundIn(files),
            ".irsalint.yaml: this symbolic link leads out of the directory tree that it lies in; "
            "name the file with --config to use it");
  base::InMemoryFileSystem inside;
  inside.AddFile("ci/irsalint.yaml", "");
  inside.AddSymlink(".irsalint.yaml", "ci/irsalint.yaml");
  EXPECT_EQ(FoundIn(inside), ".irsalint.yaml");
}

TEST(LoadConfig, PathsAreRelativeToItsFolder) {
  base::InMemoryFileSystem files;
  files.AddFile(".irsalint.yaml", kCluster);
  files.AddFile("ci/config.yaml", kCluster);
  EXPECT_THAT(PathsOf(files, ".irsalint.yaml"), ElementsAre("prod/*", "."));
  EXPECT_THAT(PathsOf(files, "ci/config.yaml"), ElementsAre("ci/prod/*", "ci"));
}

TEST(LoadConfig, PathsOfOneAboveAreSeenFromTheWorkingDirectory) {
  base::InMemoryFileSystem files;
  files.AddDirectory("/repo/prod");
  files.AddFile("/repo/.irsalint.yaml", "clusters: [{name: a, paths: [prod, prod/web, stage]}]\n");
  EXPECT_THAT(PathsOf(SeenFrom("/repo/prod", files), "../.irsalint.yaml"),
              ElementsAre(".", "/repo/prod", "web", "/repo/prod/web", "../stage", "/repo/stage"));
}

TEST(LoadConfig, AnAbsoluteNameOfAFolderFitsToo) {
  base::InMemoryFileSystem files;
  files.AddFile("/repo/.irsalint.yaml", kCluster);
  EXPECT_THAT(PathsOf(files, "/repo/.irsalint.yaml"), ElementsAre("/repo/prod/*", "/repo"));
}

TEST(LoadConfig, TheBaselineLiesInItsFolder) {
  base::InMemoryFileSystem files;
  files.AddDirectory("/repo/apps");
  files.AddFile("/repo/.irsalint.yaml", "baseline: ci/known.json\n");
  const base::Result<ParsedConfig> parsed =
      LoadConfig(SeenFrom("/repo/apps", files), "../.irsalint.yaml", {});
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->config.baseline, "../ci/known.json");
  EXPECT_EQ(parsed->config.folder, "/repo");
}

TEST(LoadConfig, KeepsWhereItCameFrom) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", "");
  const base::Result<ParsedConfig> parsed = LoadConfig(files, "a.yaml", {});
  ASSERT_TRUE(parsed.has_value());
  EXPECT_EQ(parsed->config.path, "a.yaml");
  EXPECT_EQ(parsed->config.sha256,
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_THAT(parsed->problems, IsEmpty());
}

TEST(LoadConfig, WhatCannotBeReadIsAnError) {
  base::InMemoryFileSystem files;
  files.AddFile("big.yaml", std::string(kMaxConfigBytes + 1, '#'));
  EXPECT_FALSE(LoadConfig(files, "missing.yaml", {}).has_value());
  const base::Result<ParsedConfig> big = LoadConfig(files, "big.yaml", {});
  ASSERT_FALSE(big.has_value());
  EXPECT_EQ(big.error().code, base::ErrorCode::kLimit);
}

}  // namespace
}  // namespace irsalint::engine
