// testdata/config: configurations that are good, and bad ones that begin with what is said of them.
// tests/external gives the same files to a validator of JSON Schema.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "analyzer/base/strings.h"
#include "analyzer/engine/config.h"
#include "rules/all_rules.h"
#include "tests/harness/paths.h"

namespace irsalint::test {
namespace {

namespace fs = std::filesystem;

using ::testing::ElementsAreArray;

std::vector<fs::path> Samples() {
  std::vector<fs::path> paths;
  for (const fs::directory_entry& entry : fs::directory_iterator(Testdata("config"))) {
    paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  return paths;
}

// The comments before the first other line.
std::vector<std::string> ExpectedOf(const std::string& text) {
  std::vector<std::string> expected;
  for (const std::string_view line : base::SplitBy(text, '\n')) {
    const auto comment = base::StripPrefix(line, "# ");
    if (!comment.has_value()) break;
    expected.emplace_back(*comment);
  }
  return expected;
}

TEST(ConfigSamples, AreReadAsTheirNamesSay) {
  const std::vector<fs::path> samples = Samples();
  EXPECT_FALSE(samples.empty());
  for (const fs::path& path : samples) {
    SCOPED_TRACE(path.filename().string());
    const bool is_good = path.filename().string().starts_with("good_");
    const std::string text = ReadFile(path.string());
    std::vector<std::string> problems;
    for (const engine::ConfigProblem& problem :
         engine::ParseConfig(text, rules::AllRules()).problems) {
      problems.push_back(fmt::format("{}:{}: {}", problem.line, problem.column, problem.message));
    }
    const std::vector<std::string> expected =
        is_good ? std::vector<std::string>() : ExpectedOf(text);
    EXPECT_EQ(is_good, expected.empty());
    EXPECT_THAT(problems, ElementsAreArray(expected));
  }
}

}  // namespace
}  // namespace irsalint::test
