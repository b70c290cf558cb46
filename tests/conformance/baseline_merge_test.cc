// Baselines of two branches, merged by git itself.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "analyzer/engine/baseline.h"
#include "analyzer/engine/baseline_text.h"
#include "tests/harness/paths.h"

namespace irsalint::test {
namespace {

using engine::Baseline;
using engine::BaselineEntry;

bool HasGit() { return std::system("git --version >/dev/null 2>&1") == 0; }

// An entry of a file; its number makes the fingerprint.
BaselineEntry Entry(const std::string& path, int number) {
  const std::string digits = std::to_string(number);
  return {.path = path,
          .rule = "sub-mismatch",
          .fingerprint = std::string(32 - digits.size(), '0') + digits,
          .resource = ""};
}

std::vector<BaselineEntry> With(std::vector<BaselineEntry> entries,
                                const std::vector<BaselineEntry>& more) {
  entries.insert(entries.end(), more.begin(), more.end());
  return entries;
}

class MergeTest : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!HasGit()) GTEST_SKIP() << "git is not installed";
    std::string name = ::testing::TempDir() + "/irsalint_merge_XXXXXX";
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }

  void Write(const std::string& name, const std::vector<BaselineEntry>& entries) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << engine::ToText(Baseline(entries));
  }

  // The number of conflicts; the result is in the file "ours".
  int Merge(const std::string& option = "") const {
    const std::string command =
        "cd '" + folder_ + "' && git merge-file " + option + " ours base theirs 2>/dev/null";
    const int status = std::system(command.c_str());
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  void ExpectMerged(const std::vector<BaselineEntry>& entries) const {
    const base::Result<Baseline> merged = engine::ParseBaseline(ReadFile(folder_ + "/ours"));
    ASSERT_TRUE(merged.has_value()) << merged.error().message;
    EXPECT_EQ(*merged, Baseline(entries));
  }

  const std::vector<BaselineEntry> base_ = {Entry("b.yaml", 1), Entry("d.yaml", 2),
                                            Entry("f.yaml", 3)};
  std::string folder_;
};

TEST_F(MergeTest, AdditionsAtDifferentPlacesMergeByThemselves) {
  const std::vector<BaselineEntry> ours = {Entry("a.yaml", 4), Entry("b.yaml", 5)};
  const std::vector<BaselineEntry> theirs = {Entry("e.yaml", 6), Entry("g.yaml", 7)};
  Write("base", base_);
  Write("ours", With(base_, ours));
  Write("theirs", With(base_, theirs));
  EXPECT_EQ(Merge(), 0);
  ExpectMerged(With(base_, With(ours, theirs)));
  EXPECT_EQ(ReadFile(folder_ + "/ours"), engine::ToText(Baseline(With(base_, With(ours, theirs)))));
}

// The line of the last entry ends with a comma, as all others do.
TEST_F(MergeTest, AnAdditionAtTheEndChangesNoOtherLine) {
  Write("base", base_);
  Write("ours", With(base_, {Entry("z.yaml", 4)}));
  Write("theirs", {base_[0], base_[1], Entry("c.yaml", 5), base_[2]});
  EXPECT_EQ(Merge(), 0);
  ExpectMerged(With(base_, {Entry("z.yaml", 4), Entry("c.yaml", 5)}));
}

TEST_F(MergeTest, AdditionsAtTheSamePlaceMergeAsAUnion) {
  for (const char* path : {"a.yaml", "c.yaml", "z.yaml"}) {
    const BaselineEntry both = Entry(path, 7);
    Write("base", base_);
    Write("ours", With(base_, {Entry(path, 4), both}));
    Write("theirs", With(base_, {both, Entry(path, 9)}));
    EXPECT_EQ(Merge("--union"), 0);
    ExpectMerged(With(base_, {Entry(path, 4), both, Entry(path, 9)}));
  }
}

TEST_F(MergeTest, FirstBaselinesOfTwoBranchesMergeAsAUnion) {
  Write("base", {});
  Write("ours", {Entry("c.yaml", 4), Entry("d.yaml", 5)});
  Write("theirs", {Entry("a.yaml", 6), Entry("d.yaml", 5), Entry("e.yaml", 7)});
  EXPECT_EQ(Merge("--union"), 0);
  ExpectMerged({Entry("a.yaml", 6), Entry("c.yaml", 4), Entry("d.yaml", 5), Entry("e.yaml", 7)});
}

TEST_F(MergeTest, WhatOneSidePrunesIsGone) {
  Write("base", base_);
  Write("ours", {base_[0], base_[2]});
  Write("theirs", With(base_, {Entry("g.yaml", 4)}));
  EXPECT_EQ(Merge(), 0);
  ExpectMerged({base_[0], base_[2], Entry("g.yaml", 4)});
}

TEST_F(MergeTest, AConflictIsNamedWithItsLine) {
  Write("base", base_);
  Write("ours", With(base_, {Entry("z.yaml", 4)}));
  Write("theirs", With(base_, {Entry("z.yaml", 5)}));
  EXPECT_EQ(Merge(), 1);
  const base::Result<Baseline> merged = engine::ParseBaseline(ReadFile(folder_ + "/ours"));
  ASSERT_FALSE(merged.has_value());
  EXPECT_EQ(merged.error(),
            (base::Error{.code = base::ErrorCode::kConfig,
                         .message = "this is a merge conflict; keep the entries of both sides and "
                                    "delete its marks",
                         .line = 7}));
}

}  // namespace
}  // namespace irsalint::test
