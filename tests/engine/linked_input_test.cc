#include "analyzer/engine/linked_input.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr char kAccount[] = "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: app\n";

LinkedInput Read(const base::FileSystem& files, RunOptions options = {}) {
  if (options.paths.empty()) options.paths = {"."};
  PhaseClock clock({});
  return ReadAndLink(files, options, clock);
}

std::vector<std::string> Told(const InputProblems& problems) {
  std::vector<std::string> told;
  for (const rule::Notification& one : problems.notifications) {
    told.push_back(one.path + ":" + std::to_string(one.line) + ": " + one.message);
  }
  return told;
}

TEST(LinkedInput, KeepsItsFactsWhereTheGraphPointsAt) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", kAccount);
  LinkedInput first = Read(files);
  const LinkedInput input = std::move(first);
  ASSERT_THAT(input.graph->accounts(), SizeIs(1));
  EXPECT_EQ(input.graph->accounts()[0].object, &input.extraction.units[0].service_accounts[0]);
  EXPECT_THAT(ProblemsOf(files, input).notifications, IsEmpty());
  EXPECT_EQ(ProblemsOf(files, input).health, InputHealth::kComplete);
}

TEST(LinkedInput, TheConfigurationSaysTheNamespace) {
  base::InMemoryFileSystem files;
  files.AddFile("a.yaml", kAccount);
  RunOptions options;
  options.config = Config{.path = ".irsalint.yaml", .namespace_name = "web"};
  EXPECT_EQ(Read(files, options).graph->accounts()[0].namespace_name.Written(), "web");
  options.link.namespace_name = "shop";
  EXPECT_EQ(Read(files, options).graph->accounts()[0].namespace_name.Written(), "shop");
}

TEST(LinkedInput, TellsWhatWasNotReadOrFollowed) {
  base::InMemoryFileSystem files;
  files.AddFile("broken.yaml", "kind: ServiceAccount\nmetadata: {name: [}\n");
  files.AddFile("main.tf", "resource \"x\" \"y\" {}\n");
  files.AddFile("chart.yaml", "kind: ServiceAccount\nmetadata: {name: {{ .x }}}\n");
  const InputProblems problems = ProblemsOf(files, Read(files));
  EXPECT_EQ(problems.health, InputHealth::kMetProblem);
  EXPECT_THAT(Told(problems),
              ElementsAre(":0: 1 Terraform file was not read: what it makes is not known",
                          "broken.yaml:2: a closing bracket without the one that opens it",
                          ":0: 1 document that may matter is an unrendered template and was not "
                          "read; render it and lint the result"));

  RunOptions named;
  named.paths = {"none.yaml"};
  EXPECT_EQ(ProblemsOf(files, Read(files, named)).health, InputHealth::kNamedProblem);
}

}  // namespace
}  // namespace irsalint::engine
