// Facts of other people's files survive their stored form, and say the same when they are linked.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <vector>

#include "analyzer/base/real_file_system.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/extract.h"
#include "analyzer/facts/json.h"
#include "analyzer/load/units.h"
#include "rules/all_rules.h"
#include "tests/harness/paths.h"
#include "tests/harness/sample.h"

namespace irsalint::test {
namespace {

struct Totals {
  size_t inputs = 0;
  size_t files = 0;
  size_t units = 0;
  size_t findings = 0;
};

std::vector<rule::Finding> FindingsOf(const std::vector<facts::Facts>& units,
                                      const graph::LinkOptions& options) {
  std::vector<const facts::Facts*> pointers;
  for (const facts::Facts& unit : units) pointers.push_back(&unit);
  const graph::IdentityGraph graph = graph::Link(pointers, options);
  engine::Checked checked = engine::Check(graph, rules::AllRules());
  EXPECT_TRUE(checked.faults.empty());
  return checked.findings;
}

void ExpectRoundTrip(const std::string& path, Totals& totals) {
  SCOPED_TRACE(path);
  const base::RealFileSystem files;
  const std::vector<std::string> paths = {path};
  load::LoadPlan plan = load::PlanUnits(files, paths, {.walk = {}});
  const engine::Extraction extraction = engine::Extract(files, plan, {});
  std::vector<facts::Facts> back;
  for (const facts::Facts& unit : extraction.units) {
    const std::string json = facts::ToJson(unit);
    base::Result<facts::Facts> read = facts::FromJson(json, plan.sources);
    ASSERT_TRUE(read.has_value()) << unit.unit << ": " << read.error().message;
    EXPECT_TRUE(*read == unit) << unit.unit;
    EXPECT_EQ(facts::ToJson(*read), json) << unit.unit;
    back.push_back(*std::move(read));
  }
  for (const bool complete : {false, true}) {
    const graph::LinkOptions options = {.namespace_name = complete ? "default" : "",
                                        .assume_complete = complete};
    const std::vector<rule::Finding> findings = FindingsOf(extraction.units, options);
    EXPECT_TRUE(FindingsOf(back, options) == findings);
    totals.findings += findings.size();
  }
  ++totals.inputs;
  totals.files += extraction.stats.files;
  totals.units += extraction.units.size();
}

std::vector<std::string> EntriesOf(const std::string& folder) {
  std::vector<std::string> entries;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    entries.push_back(entry.path().string());
  }
  std::ranges::sort(entries);
  return entries;
}

std::vector<std::string> FilesBelow(const std::string& folder) {
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file()) files.push_back(entry.path().string());
  }
  std::ranges::sort(files);
  return files;
}

TEST(RoundTripTest, EveryRepositoryOfTheCorpus) {
  const auto corpus = Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  Totals totals;
  size_t number = 0;
  for (const std::string& repository : EntriesOf(*corpus)) {
    if (IsSampled(number++)) ExpectRoundTrip(repository, totals);
  }
  fmt::print("{} repositories, {} files, {} units, {} findings\n", totals.inputs, totals.files,
             totals.units, totals.findings);
  EXPECT_GT(totals.units, 300u / kSampling / 2);
  EXPECT_GT(totals.findings, 0u);
}

TEST(RoundTripTest, EveryFileOfTheCorpusByItself) {
  const auto corpus = Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  Totals totals;
  size_t number = 0;
  for (const std::string& file : FilesBelow(*corpus)) {
    if (IsSampled(number++)) ExpectRoundTrip(file, totals);
  }
  fmt::print("{} files, {} units, {} findings\n", totals.inputs, totals.units, totals.findings);
  EXPECT_GT(totals.units, 500u / kSampling / 2);
}

TEST(RoundTripTest, OurOwnInputs) {
  Totals totals;
  std::vector<std::string> folders = {Testdata("walkthrough"), Testdata("inputs")};
  if (kSampling == 1) folders.push_back(Testdata("rules"));
  for (const std::string& folder : folders) ExpectRoundTrip(folder, totals);
  EXPECT_GT(totals.units, 10u);
  EXPECT_GT(totals.findings, 0u);
}

}  // namespace
}  // namespace irsalint::test
