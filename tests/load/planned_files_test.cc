#include "analyzer/load/planned_files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace irsalint::load {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

PlannedFiles FilesAt(const std::vector<std::string>& paths) {
  std::vector<PlannedFile> files;
  for (const std::string& path : paths) files.push_back({.source = {}, .path = path});
  return PlannedFiles(std::move(files));
}

// `PATH: FILE…` of each directory.
std::vector<std::string> Directories(const PlannedFiles& files) {
  std::vector<std::string> shown;
  for (const PlannedFiles::Directory& directory : files.directories()) {
    std::string line = std::string(directory.path) + ":";
    for (const size_t file : directory.files) line += " " + files[file].path;
    shown.push_back(line);
  }
  return shown;
}

TEST(PlannedFilesTest, AreSortedWithStdinFirst) {
  const PlannedFiles files = FilesAt({"b.yaml", "a/x.yaml", "-", "+.yaml"});
  std::vector<std::string> paths;
  for (const PlannedFile& file : files) paths.push_back(file.path);
  EXPECT_THAT(paths, ElementsAre("-", "+.yaml", "a/x.yaml", "b.yaml"));
}

TEST(PlannedFilesTest, ADirectoryHasItsFilesThoughOthersLieBetween) {
  const PlannedFiles files =
      FilesAt({"a.yaml", "a/1.yaml", "a/b/1.yaml", "a/c.yaml", "b.yaml", "-", "/x/y.yaml"});
  EXPECT_THAT(Directories(files), ElementsAre(".: a.yaml b.yaml", "/x: /x/y.yaml",
                                              "a: a/1.yaml a/c.yaml", "a/b: a/b/1.yaml"));
  EXPECT_EQ(files.FindDirectory("a/b")->files, std::vector<size_t>{4});
  EXPECT_EQ(files.FindDirectory("a/c"), nullptr);
}

TEST(PlannedFilesTest, AreFoundByTheirPathAlone) {
  const PlannedFiles files = FilesAt({"a/1.yaml", "a/2.yaml", "b.yaml", "-"});
  EXPECT_EQ(files.Find("a/2.yaml"), 2U);
  EXPECT_EQ(files.Find("b.yaml"), 3U);
  for (const std::string_view path : {"-", "a", "a/3.yaml", "c/1.yaml", "./b.yaml", ""}) {
    EXPECT_EQ(files.Find(path), std::nullopt) << path;
  }
}

TEST(PlannedFilesTest, CopiesShareThem) {
  const PlannedFiles files = FilesAt({"a.yaml"});
  const PlannedFiles copy = files;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_TRUE(copy.IsSharedWith(files));
  EXPECT_FALSE(FilesAt({"a.yaml"}).IsSharedWith(files));
  EXPECT_THAT(PlannedFiles(), IsEmpty());
  EXPECT_THAT(PlannedFiles().directories(), IsEmpty());
}

}  // namespace
}  // namespace irsalint::load
