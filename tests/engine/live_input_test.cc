#include "analyzer/engine/live_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/engine/judge.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

// Reports every ServiceAccount's name, and what cannot be parsed.
void ReportAccounts(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Account& account : context.graph.accounts()) {
    const kube::KnownText& name = account.object->meta.name;
    sink.Report(name.place(), "account " + name->Written());
  }
}

void ReportErrors(const rule::RuleContext& context, rule::FindingSink& sink) {
  for (const graph::Unit& unit : context.graph.units()) {
    for (const facts::OpenReason& reason : unit.facts->open_reasons) {
      sink.Report(reason.place, "error");
    }
  }
}

constexpr rule::Rule kAccounts = {.meta = {.id = "accounts", .group = "g", .summary = "s"},
                                  .check = &ReportAccounts};
constexpr rule::Rule kErrors = {.meta = {.id = "parse-error", .group = "g", .summary = "s"},
                                .check = &ReportErrors};
constexpr std::array<const rule::Rule*, 2> kRules = {&kAccounts, &kErrors};

std::string AccountNamed(const std::string& name) {
  return "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: " + name + "\n";
}

// Tells which files were read.
class WatchedFiles final : public base::FileSystem {
 public:
  explicit WatchedFiles(const base::FileSystem& files) : files_(files) {}

  // Since it was asked last, sorted, each once.
  std::vector<std::string> TakeRead() const {
    std::vector<std::string> read(read_.begin(), read_.end());
    read_.clear();
    return read;
  }

  base::Result<base::FileInfo> Stat(std::string_view path) const override {
    return files_.Stat(path);
  }
  base::Result<base::FileInfo> StatTarget(std::string_view path) const override {
    return files_.StatTarget(path);
  }
  base::Result<std::string> Read(std::string_view path, size_t max_bytes) const override {
    read_.insert(std::string(path));
    return files_.Read(path, max_bytes);
  }
  base::Result<std::vector<base::DirEntry>> List(std::string_view directory) const override {
    return files_.List(directory);
  }
  base::Result<std::string> RealPath(std::string_view path) const override {
    return files_.RealPath(path);
  }

 private:
  const base::FileSystem& files_;
  mutable std::set<std::string> read_;
};

class LiveInputTest : public ::testing::Test {
 protected:
  LiveInputTest() : live_(watched_, {.paths = {"."}}) { live_.SetEdited({"a.yaml"}); }

  InputChange Write(const std::string& path, std::string text) {
    files_.AddFile(path, std::move(text));
    const std::string paths[] = {path};
    return live_.Refresh(paths);
  }

  // `path:line: message` of what is found now.
  std::vector<std::string> Found() const {
    PhaseClock clock({});
    const Judgement judgement =
        Judge(live_.files(), live_.linked(), kRules, {.paths = {"."}}, clock);
    EXPECT_THAT(judgement.report.faults, IsEmpty());
    std::vector<std::string> found;
    for (const rule::LocatedFinding& finding : judgement.report.findings) {
      found.push_back(std::string(LiveInput::Original(finding.primary.path)) + ":" +
                      std::to_string(finding.primary.line) + ": " + finding.message);
    }
    return found;
  }

  base::InMemoryFileSystem files_;
  WatchedFiles watched_{files_};
  LiveInput live_;
};

TEST_F(LiveInputTest, ReadsAChangedFileAgain) {
  files_.AddFile("a.yaml", AccountNamed("one"));
  files_.AddFile("sub/b.yaml", AccountNamed("two"));
  live_.Read();
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account one", "sub/b.yaml:4: account two"));
  EXPECT_EQ(Write("a.yaml", "# moved\n" + AccountNamed("uno")), InputChange::kFacts);
  EXPECT_THAT(Found(), ElementsAre("a.yaml:5: account uno", "sub/b.yaml:4: account two"));
  EXPECT_EQ(Write("a.yaml", "kind: Unrelated\n"), InputChange::kFacts);
  EXPECT_THAT(Found(), ElementsAre("sub/b.yaml:4: account two"));
  EXPECT_EQ(Write("a.yaml", AccountNamed("three")), InputChange::kFacts);
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account three", "sub/b.yaml:4: account two"));
}

TEST_F(LiveInputTest, TellsWhereNothingButOtherBytesChanged) {
  files_.AddFile("a.yaml", AccountNamed("one") + "---\nkind: Unrelated\nx: 1\n");
  live_.Read();
  EXPECT_EQ(Write("a.yaml", AccountNamed("one") + "---\nkind: Unrelated\nx: 234\n"),
            InputChange::kNone);
  // The place is found in the new bytes, as their hash is known.
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account one"));
}

TEST_F(LiveInputTest, FilesThatComeAndGo) {
  files_.AddFile("a.yaml", AccountNamed("one"));
  live_.Read();
  EXPECT_EQ(Write("b.yaml", AccountNamed("two")), InputChange::kFacts);
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account one", "b.yaml:4: account two"));
  EXPECT_EQ(Write("notes.txt", "text"), InputChange::kNone);
  EXPECT_EQ(Write(".gitignore", "a.yaml\n"), InputChange::kFacts);
  EXPECT_THAT(Found(), ElementsAre("b.yaml:4: account two"));
  EXPECT_EQ(Write("kustomization.yaml", "namePrefix: x-\nresources: [b.yaml]\n"),
            InputChange::kFacts);
  EXPECT_THAT(Found(), ElementsAre("b.yaml:4: account x-two"));
}

TEST_F(LiveInputTest, ReadsNoMoreThanWhatChanged) {
  files_.AddFile("a.yaml", AccountNamed("one"));
  files_.AddFile("b.yaml", AccountNamed("two"));
  files_.AddFile("kustomization.yaml", "namePrefix: x-\nresources: [a.yaml]\n");
  live_.Read();
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account x-one", "b.yaml:4: account two"));
  watched_.TakeRead();

  EXPECT_EQ(Write("kustomization.yaml", "namePrefix: y-\nresources: [a.yaml, b.yaml]\n"),
            InputChange::kFacts);
  EXPECT_THAT(watched_.TakeRead(), ElementsAre("kustomization.yaml"));
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account y-one", "b.yaml:4: account y-two"));
  watched_.TakeRead();

  EXPECT_EQ(Write("c.yaml", AccountNamed("three")), InputChange::kFacts);
  EXPECT_THAT(watched_.TakeRead(), ElementsAre("c.yaml"));
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account y-one", "b.yaml:4: account y-two",
                                   "c.yaml:4: account three"));
}

TEST_F(LiveInputTest, AKustomizationThatSaysTheSameChangesNothing) {
  files_.AddFile("a.yaml", AccountNamed("one"));
  files_.AddFile("kustomization.yaml", "namePrefix: x-\nresources: [a.yaml]\n# some\n");
  live_.Read();
  EXPECT_EQ(Write("kustomization.yaml", "namePrefix: x-\nresources: [a.yaml]\n# more\n"),
            InputChange::kNone);
  // Its places are found in the new bytes, as their hash is known.
  const source::SourceId source = live_.linked().plan.kustomizations[0].source;
  EXPECT_EQ(live_.linked().files.at(source).sha256, live_.linked().plan.kustomizations[0].sha256);
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account x-one"));
}

TEST_F(LiveInputTest, ABrokenFileStillSaysWhatItSaidLast) {
  files_.AddFile("a.yaml", AccountNamed("one"));
  live_.Read();
  Write("a.yaml", "# two lines\n# more\n" + AccountNamed("two"));
  EXPECT_EQ(Write("a.yaml", AccountNamed("three: [")), InputChange::kFacts);
  const std::vector<std::string> found = Found();
  ASSERT_THAT(found, SizeIs(2));
  // What it said stands where it stood then; the error where it is now.
  EXPECT_THAT(found, ElementsAre("a.yaml:4: error", "a.yaml:6: account two"));
  EXPECT_TRUE(live_.linked().extraction.units[0].IsOpen());
  Write("a.yaml", AccountNamed("three"));
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: account three"));
  EXPECT_FALSE(live_.linked().extraction.units[0].IsOpen());
}

TEST_F(LiveInputTest, ABrokenFileIsRememberedOverAFullRead) {
  files_.AddFile("a.yaml", AccountNamed("one"));
  live_.Read();
  Write("a.yaml", AccountNamed("two"));
  Write("a.yaml", AccountNamed("three: ["));
  Write("b.yaml", AccountNamed("other"));
  EXPECT_THAT(Found(), ::testing::Contains("a.yaml:4: account two"));
}

TEST_F(LiveInputTest, AFileThatNobodyWritesIsNotRemembered) {
  files_.AddFile("b.yaml", AccountNamed("one"));
  live_.Read();
  Write("b.yaml", AccountNamed("two"));
  Write("b.yaml", AccountNamed("three: ["));
  EXPECT_THAT(Found(), ElementsAre("b.yaml:4: error"));
}

TEST_F(LiveInputTest, WhatIsNoLongerWrittenIsForgotten) {
  files_.AddFile("a.yaml", AccountNamed("one"));
  live_.Read();
  Write("a.yaml", AccountNamed("two"));
  live_.SetEdited({});
  Write("a.yaml", AccountNamed("three: ["));
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: error"));
}

TEST_F(LiveInputTest, AFileThatNeverCouldBeParsedSaysNothing) {
  files_.AddFile("a.yaml", AccountNamed("one: ["));
  live_.Read();
  EXPECT_THAT(Found(), ElementsAre("a.yaml:4: error"));
}

}  // namespace
}  // namespace irsalint::engine
