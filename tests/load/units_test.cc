#include "analyzer/load/units.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::load {
namespace {

using base::InMemoryFileSystem;
using facts::OpenReason;
using facts::UnitKind;
using testing::ElementsAre;
using testing::IsEmpty;

LoadPlan Plan(const base::FileSystem& fs, const std::vector<std::string>& paths = {"."}) {
  return PlanUnits(fs, paths, {});
}

std::string Name(const Unit& unit) {
  switch (unit.kind) {
    case UnitKind::kStdin:
      return "stdin " + unit.name;
    case UnitKind::kKustomization:
      return "kustomization " + unit.name;
    case UnitKind::kFolder:
      return "folder " + unit.name;
  }
  return {};
}

std::vector<std::string> Names(const LoadPlan& plan) {
  std::vector<std::string> names;
  for (const Unit& unit : plan.units) names.push_back(Name(unit));
  return names;
}

std::string Show(const LoadPlan& plan, const FileUse& use) {
  constexpr std::string_view kTakes[] = {"", " (kubernetes)", " (aws)"};
  return plan.files[use.file].path + std::string(kTakes[static_cast<size_t>(use.take)]);
}

std::vector<std::string> FilesOf(const LoadPlan& plan, const std::vector<FileUse>& uses) {
  std::vector<std::string> files;
  for (const FileUse& use : uses) files.push_back(Show(plan, use));
  return files;
}

std::vector<std::string> ReasonsOf(const std::vector<OpenReason>& reasons) {
  std::vector<std::string> messages;
  for (const OpenReason& reason : reasons) {
    messages.push_back(reason.message + " @ " + syntax::ToString(reason.place.route));
  }
  return messages;
}

TEST(UnitsTest, EachFolderIsAUnit) {
  InMemoryFileSystem fs;
  fs.AddFile("a.yaml", "");
  fs.AddFile("x/b.yaml", "");
  fs.AddFile("x/c.json", "");
  const LoadPlan plan = Plan(fs);
  EXPECT_THAT(Names(plan), ElementsAre("folder .", "folder x"));
  EXPECT_THAT(FilesOf(plan, plan.units[1].files), ElementsAre("x/b.yaml", "x/c.json"));
  EXPECT_EQ(plan.sources.Path(plan.files[0].source), "a.yaml");
}

TEST(UnitsTest, StdinIsAUnitOfItsOwn) {
  InMemoryFileSystem fs;
  fs.AddFile("a.yaml", "");
  const std::vector<std::string> paths = {"a.yaml", "-"};
  const LoadPlan plan = PlanUnits(fs, paths, {}, "kind: Pod\n");
  EXPECT_THAT(Names(plan), ElementsAre("stdin -", "folder ."));
  EXPECT_EQ(plan.files[0].path, "-");
  EXPECT_EQ(plan.files[0].form, FileForm::kByContent);
  EXPECT_EQ(plan.files[0].size, 10U);
}

TEST(UnitsTest, AnIncludedBaseIsNoUnit) {
  InMemoryFileSystem fs;
  fs.AddFile("base/kustomization.yaml", "resources: [a.yaml, a.yaml]\n");
  fs.AddFile("base/a.yaml", "");
  fs.AddFile("dev/kustomization.yml", "resources: [../base, ./own.yaml]\n");
  fs.AddFile("dev/own.yaml", "");
  fs.AddFile("prod/Kustomization", "bases: [../base/]\ncomponents: [../part]\n");
  fs.AddFile("part/kustomization.yaml", "kind: Component\nresources: [p.yaml]\n");
  fs.AddFile("part/p.yaml", "");
  const LoadPlan plan = Plan(fs);
  ASSERT_THAT(Names(plan), ElementsAre("kustomization dev", "kustomization prod"));
  EXPECT_THAT(plan.units[0].includes, ElementsAre("base"));
  EXPECT_THAT(plan.units[1].includes, ElementsAre("base", "part"));
  const KustomizationLayer& dev = *plan.units[0].layer;
  EXPECT_THAT(FilesOf(plan, dev.files), ElementsAre("dev/own.yaml"));
  ASSERT_EQ(dev.included.size(), 1U);
  EXPECT_THAT(FilesOf(plan, dev.included[0].files), ElementsAre("base/a.yaml"));
  EXPECT_EQ(plan.files[0].path, "base/a.yaml");
  EXPECT_EQ(plan.uses[0], 2U);
}

TEST(UnitsTest, PatchesAndGeneratorInputsAreInNoUnit) {
  InMemoryFileSystem fs;
  fs.AddFile("kustomization.yaml",
             "resources: [a.yaml]\n"
             "patches:\n- path: p1.yaml\n- patch: '{}'\n"
             "patchesStrategicMerge:\n- p2.yaml\n- |\n  kind: Pod\n"
             "patchesJson6902:\n- path: p3.yaml\n"
             "replacements:\n- path: r.yaml\n"
             "configMapGenerator:\n- files: [c.json, key=d.json]\n  envs: [e.yaml]\n"
             "secretGenerator:\n- files: [s.json]\n"
             "helmCharts:\n- valuesFile: values.yaml\n"
             "generators: [g.yaml]\n"
             "transformers: [t.yaml]\n"
             "crds: [crd.json]\n");
  for (const char* name : {"a.yaml", "p1.yaml", "p2.yaml", "p3.yaml", "r.yaml", "c.json", "d.json",
                           "e.yaml", "s.json", "values.yaml", "g.yaml", "t.yaml", "crd.json"}) {
    fs.AddFile(name, "");
  }
  const LoadPlan plan = Plan(fs);
  ASSERT_THAT(Names(plan), ElementsAre("kustomization ."));
  EXPECT_THAT(FilesOf(plan, plan.units[0].layer->files), ElementsAre("a.yaml"));
  EXPECT_THAT(ReasonsOf(plan.kustomizations[0].open_reasons),
              ElementsAre("this patch is not applied @ patches[0]",
                          "this patch is not applied @ patches[1]",
                          "this patch is not applied @ patchesJson6902[0]",
                          "this patch is not applied @ patchesStrategicMerge[0]",
                          "this patch is not applied @ patchesStrategicMerge[1]",
                          "this replacement is not applied @ replacements[0]",
                          "what this configMapGenerator makes is not known @ configMapGenerator[0]",
                          "what this secretGenerator makes is not known @ secretGenerator[0]",
                          "this Helm chart is not rendered @ helmCharts[0]",
                          "what this generator makes is not known @ generators[0]",
                          "this transformer is not applied @ transformers[0]"));
}

TEST(UnitsTest, WhatLiesBesideAKustomization) {
  InMemoryFileSystem fs;
  fs.AddFile("kustomization.yaml", "resources: [a.yaml]\n");
  fs.AddFile("a.yaml", "");
  fs.AddFile("extra.yaml", "");
  fs.AddFile("trust.json", "");
  const LoadPlan plan = Plan(fs);
  ASSERT_THAT(Names(plan), ElementsAre("kustomization .", "folder ."));
  EXPECT_THAT(FilesOf(plan, plan.units[0].layer->files),
              ElementsAre("a.yaml", "extra.yaml (aws)", "trust.json (aws)"));
  EXPECT_THAT(FilesOf(plan, plan.units[1].files),
              ElementsAre("extra.yaml (kubernetes)", "trust.json (kubernetes)"));
}

TEST(UnitsTest, RemoteAndMissingResourcesOpenTheUnit) {
  InMemoryFileSystem fs;
  fs.AddDirectory("empty");
  fs.AddFile("k/kustomization.yaml",
             "resources:\n- https://example.com/a.yaml\n- github.com/o/r//p?ref=v1\n"
             "- git@github.com:o/r\n- gone.yaml\n- ../empty\n");
  const LoadPlan plan = Plan(fs);
  EXPECT_THAT(ReasonsOf(plan.kustomizations[0].open_reasons),
              ElementsAre("the remote base https://example.com/a.yaml is not read @ resources[0]",
                          "the remote base github.com/o/r//p?ref=v1 is not read @ resources[1]",
                          "the remote base git@github.com:o/r is not read @ resources[2]",
                          "the resource gone.yaml does not exist @ resources[3]",
                          "the directory ../empty holds no kustomization @ resources[4]"));
  EXPECT_EQ(plan.kustomizations[0].open_reasons[0].kind, OpenReason::Kind::kRemoteBase);
  EXPECT_EQ(plan.kustomizations[0].open_reasons[3].kind, OpenReason::Kind::kUnreadable);
}

TEST(UnitsTest, TheClosureReachesOutOfTheWalkedPathButNotOfTheRepository) {
  InMemoryFileSystem fs;
  fs.AddDirectory("repository/.git");
  fs.AddFile("repository/base/kustomization.yaml", "resources: [a.yaml]\n");
  fs.AddFile("repository/base/a.yaml", "");
  fs.AddFile("repository/prod/kustomization.yaml", "resources: [../base, ../../secret.yaml]\n");
  fs.AddFile("secret.yaml", "");
  const LoadPlan plan = Plan(fs, {"repository/prod"});
  ASSERT_THAT(Names(plan), ElementsAre("kustomization repository/prod"));
  ASSERT_EQ(plan.files.size(), 1U);
  EXPECT_EQ(plan.files[0].path, "repository/base/a.yaml");
  ASSERT_EQ(plan.notifications.size(), 1U);
  EXPECT_EQ(plan.notifications[0].kind, Notification::Kind::kOutsideRoot);
  EXPECT_EQ(plan.notifications[0].message,
            "the resource ../../secret.yaml lies outside of the input and is not read");
}

TEST(UnitsTest, NamedResourcesAreReadThoughTheyAreIgnored) {
  InMemoryFileSystem fs;
  fs.AddDirectory(".git");
  fs.AddFile(".gitignore", "rendered.yaml\n");
  fs.AddFile("kustomization.yaml", "resources: [rendered.yaml]\n");
  fs.AddFile("rendered.yaml", "");
  const LoadPlan plan = Plan(fs);
  EXPECT_THAT(FilesOf(plan, plan.units[0].layer->files), ElementsAre("rendered.yaml"));
}

TEST(UnitsTest, FilesThatWereNotWalkedStandAmongTheOthers) {
  InMemoryFileSystem fs;
  fs.AddDirectory(".git");
  fs.AddFile(".gitignore", "a.yaml\nc.yaml\n");
  fs.AddFile("a.yaml", "");
  fs.AddFile("b.yaml", "");
  fs.AddFile("c.yaml", "");
  fs.AddFile("d.yaml", "");
  fs.AddFile("e.yaml", "");
  fs.AddFile("kustomization.yaml",
             "resources: [d.yaml, c.yaml, a.yaml]\npatches: [{path: e.yaml}]\n");
  const LoadPlan plan = Plan(fs);
  std::vector<std::string> paths;
  for (const PlannedFile& file : plan.files) paths.push_back(file.path);
  EXPECT_THAT(paths, ElementsAre("a.yaml", "b.yaml", "c.yaml", "d.yaml", "e.yaml"));
  EXPECT_THAT(plan.uses, ElementsAre(1U, 2U, 1U, 1U, 0U));
  ASSERT_THAT(Names(plan), ElementsAre("kustomization .", "folder ."));
  EXPECT_THAT(FilesOf(plan, plan.units[0].layer->files),
              ElementsAre("d.yaml", "c.yaml", "a.yaml", "b.yaml (aws)"));
  EXPECT_THAT(FilesOf(plan, plan.units[1].files), ElementsAre("b.yaml (kubernetes)"));
}

TEST(UnitsTest, OneFileThatWasNotWalkedMayHaveTwoNames) {
  InMemoryFileSystem fs;
  fs.AddDirectory(".git");
  fs.AddFile(".gitignore", "out\nlink\n");
  fs.AddFile("out/a.yaml", "");
  fs.AddSymlink("link", "out");
  fs.AddFile("k/kustomization.yaml", "resources: [../out/a.yaml]\n");
  fs.AddFile("l/kustomization.yaml", "resources: [../link/a.yaml]\n");
  const LoadPlan plan = Plan(fs);
  ASSERT_EQ(plan.files.size(), 1U);
  EXPECT_EQ(plan.files[0].path, "out/a.yaml");
  EXPECT_EQ(plan.uses[0], 2U);
}

TEST(UnitsTest, ALinkAmongTheResourcesIsTheFileItLeadsTo) {
  InMemoryFileSystem fs;
  fs.AddFile("shared/a.yaml", "");
  fs.AddFile("base/kustomization.yaml", "resources: []\n");
  fs.AddFile("k/kustomization.yaml", "resources: [a.yaml, base]\n");
  fs.AddSymlink("k/a.yaml", "../shared/a.yaml");
  fs.AddSymlink("k/base", "../base");
  const LoadPlan plan = Plan(fs);
  ASSERT_THAT(Names(plan), ElementsAre("kustomization k"));
  EXPECT_THAT(FilesOf(plan, plan.units[0].layer->files), ElementsAre("shared/a.yaml"));
  EXPECT_THAT(plan.units[0].includes, ElementsAre("base"));
}

TEST(UnitsTest, CirclesEndWithAMessage) {
  InMemoryFileSystem fs;
  fs.AddFile("a/kustomization.yaml", "resources: [../b, x.yaml]\n");
  fs.AddFile("b/kustomization.yaml", "resources: [../a]\n");
  fs.AddFile("a/x.yaml", "");
  fs.AddFile("self/kustomization.yaml", "resources: [.]\n");
  const LoadPlan plan = Plan(fs);
  EXPECT_THAT(Names(plan), ElementsAre("kustomization a", "kustomization self"));
  ASSERT_EQ(plan.notifications.size(), 2U);
  EXPECT_EQ(plan.notifications[0].kind, Notification::Kind::kCycle);
  EXPECT_EQ(plan.notifications[0].message, "this kustomization includes itself in a circle");
  EXPECT_THAT(ReasonsOf(plan.units[0].open_reasons),
              ElementsAre("this kustomization includes itself in a circle @ resources[0]"));
}

TEST(UnitsTest, DiamondsAndChainsAreBounded) {
  InMemoryFileSystem fs;
  constexpr int kLevels = 200;
  for (int i = 0; i < kLevels; ++i) {
    const std::string next = std::to_string(i + 1);
    const std::string own = "k" + std::to_string(i);
    fs.AddFile(own + "/kustomization.yaml",
               "resources: [../k" + next + ", ../l" + std::to_string(i) + "]\n");
    fs.AddFile("l" + std::to_string(i) + "/kustomization.yaml", "resources: [../k" + next + "]\n");
  }
  fs.AddFile("k" + std::to_string(kLevels) + "/kustomization.yaml", "resources: []\n");
  const LoadPlan plan = Plan(fs);
  ASSERT_FALSE(plan.units.empty());
  EXPECT_EQ(plan.units[0].name, "k0");
  ASSERT_FALSE(plan.units[0].open_reasons.empty());
  EXPECT_EQ(plan.units[0].open_reasons[0].message,
            "more than 64 kustomizations below one another or 2000 in all; the rest is left out");
}

TEST(UnitsTest, ABrokenKustomizationOpensItsFolder) {
  InMemoryFileSystem fs;
  fs.AddFile("kustomization.yaml", "resources: [a.yaml\n");
  fs.AddFile("a.yaml", "");
  const LoadPlan plan = Plan(fs);
  ASSERT_THAT(Names(plan), ElementsAre("kustomization .", "folder ."));
  ASSERT_EQ(plan.kustomizations[0].open_reasons.size(), 1U);
  EXPECT_EQ(plan.kustomizations[0].open_reasons[0].kind, OpenReason::Kind::kParseError);
  EXPECT_EQ(plan.units[1].open_reasons, plan.kustomizations[0].open_reasons);
}

TEST(KustomizationTest, RemoteEntries) {
  EXPECT_TRUE(IsRemote("https://example.com/x.yaml"));
  EXPECT_TRUE(IsRemote("ssh://git@example.com/o/r"));
  EXPECT_TRUE(IsRemote("git::https://example.com/o/r"));
  EXPECT_TRUE(IsRemote("github.com/o/r"));
  EXPECT_TRUE(IsRemote("example.com/o/r?ref=main"));
  EXPECT_FALSE(IsRemote("../base"));
  EXPECT_FALSE(IsRemote("github.com-export/x.yaml"));
}

TEST(UnitsTest, NothingToRead) {
  const InMemoryFileSystem fs;
  const LoadPlan plan = Plan(fs);
  EXPECT_THAT(plan.units, IsEmpty());
  EXPECT_THAT(plan.files, IsEmpty());
}

TEST(PlanWalkedTest, KeepsTheIdsOfFilesAndReadsNoKustomizationTwice) {
  base::InMemoryFileSystem fs;
  fs.AddFile("a.yaml", "");
  fs.AddFile("b.yaml", "");
  fs.AddFile("kustomization.yaml", "resources: [b.yaml]\n");
  const std::vector<std::string> paths = {"."};
  const WalkedInput walked = WalkPaths(fs, paths, {});
  source::SourceTable sources;
  const PlannedFiles files = FilesOf(walked, sources);
  KustomizationFiles kustomizations(fs);
  LoadPlan first = PlanWalked(fs, walked, files, kustomizations, std::move(sources));
  ASSERT_EQ(first.files.size(), 2U);
  const source::SourceId a = first.files[0].source;
  const source::SourceId b = first.files[1].source;
  const source::SourceId kustomization = first.kustomizations[0].source;

  fs.AddFile("kustomization.yaml", "resources: [a.yaml]\n");
  LoadPlan second = PlanWalked(fs, walked, files, kustomizations, std::move(first.sources));
  EXPECT_TRUE(second.files.IsSharedWith(first.files));
  EXPECT_EQ(second.kustomizations[0].content->resources[0].text, "b.yaml");
  EXPECT_TRUE(kustomizations.ReadAgain(kustomization, "kustomization.yaml"));
  EXPECT_FALSE(kustomizations.ReadAgain(kustomization, "kustomization.yaml"));

  fs.AddFile("aa.yaml", "");
  const WalkedInput walked_again = WalkPaths(fs, paths, {});
  PlannedFiles more_files = FilesOf(walked_again, second.sources);
  const LoadPlan third = PlanWalked(fs, walked_again, std::move(more_files), kustomizations,
                                    std::move(second.sources));
  EXPECT_EQ(third.kustomizations[0].content->resources[0].text, "a.yaml");
  EXPECT_EQ(third.kustomizations[0].source, kustomization);
  ASSERT_EQ(third.files.size(), 3U);
  EXPECT_EQ(third.files[0].source, a);
  EXPECT_EQ(third.sources.Path(third.files[1].source), "aa.yaml");
  EXPECT_EQ(third.files[2].source, b);
}

}  // namespace
}  // namespace irsalint::load
