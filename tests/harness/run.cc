#include "tests/harness/run.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/engine/config_file.h"
#include "analyzer/engine/run.h"
#include "analyzer/load/file_form.h"
#include "rules/all_rules.h"
#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"

namespace irsalint::test {

Tree ReadTree(const std::string& folder) {
  Tree tree;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (!entry.is_regular_file()) continue;
    tree[std::filesystem::relative(entry.path(), folder).generic_string()] =
        ReadFile(entry.path().string());
  }
  EXPECT_FALSE(tree.empty()) << folder;
  return tree;
}

std::optional<engine::Config> ConfigOf(const base::FileSystem& files) {
  if (!files.Stat(load::kConfigFileName)) return std::nullopt;
  base::Result<engine::ParsedConfig> parsed =
      engine::LoadConfig(files, load::kConfigFileName, rules::AllRules());
  EXPECT_TRUE(parsed.has_value());
  if (!parsed.has_value()) return std::nullopt;
  for (const engine::ConfigProblem& problem : parsed->problems) {
    ADD_FAILURE() << load::kConfigFileName << ":" << problem.line << ":" << problem.column << ": "
                  << problem.message;
  }
  return std::move(parsed->config);
}

rule::Report RunTree(const Tree& tree, const Settings& settings) {
  base::InMemoryFileSystem files;
  for (const auto& [path, text] : tree) files.AddFile(path, text);
  engine::RunOptions options;
  options.paths = {"."};
  options.link = settings.link;
  options.persona = settings.persona;
  options.today = kToday;
  options.extract.threads = settings.threads;
  options.config = ConfigOf(files);
  rule::Report report = engine::Run(files, rules::AllRules(), options).report;
  EXPECT_TRUE(report.faults.empty()) << report.faults.front().message;
  return report;
}

std::vector<std::string> FindingsOf(const Tree& tree, const Settings& settings) {
  return PrimaryLines(RunTree(tree, settings));
}

std::string_view TextAt(const Tree& tree, const rule::LocatedPlace& place) {
  const auto file = tree.find(place.path);
  if (file == tree.end()) return "(no such file)";
  return std::string_view(file->second).substr(place.span.begin, place.span.end - place.span.begin);
}

std::string ReplaceOnce(const std::string& text, std::string_view from, std::string_view to) {
  const size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  if (at == std::string::npos) return text;
  EXPECT_EQ(text.find(from, at + 1), std::string::npos) << from << " stands twice";
  std::string replaced = text;
  return replaced.replace(at, from.size(), to);
}

}  // namespace irsalint::test
