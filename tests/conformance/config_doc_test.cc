// docs/configuration.md documents exactly the keys that there are.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "analyzer/base/strings.h"
#include "analyzer/engine/config_keys.h"
#include "analyzer/syntax/parse.h"
#include "rules/all_rules.h"
#include "tests/harness/doc_example.h"
#include "tests/harness/paths.h"

namespace irsalint::test {
namespace {

std::string Doc() { return ReadFile(SourceDir() + "/docs/configuration.md"); }

std::string Example() {
  const Tree files = FilesBelow(Doc(), "");
  EXPECT_EQ(files.size(), 1U);
  return files.empty() ? "" : files.begin()->second;
}

std::set<std::string> KeysOfTable() {
  std::set<std::string> keys;
  for (const engine::ConfigKey& key : engine::ConfigKeys()) keys.emplace(key.path);
  return keys;
}

// Rows of tables whose first cell is code.
std::set<std::string> RowsOfDoc() {
  std::set<std::string> rows;
  const std::string doc = Doc();
  for (const std::string_view line : base::SplitBy(doc, '\n')) {
    if (line.starts_with("| `")) rows.emplace(line);
  }
  return rows;
}

// The paths of all keys below `node`, with a rule's name as RULE.
void CollectKeys(const syntax::Node& node, const std::string& path, std::set<std::string>& keys) {
  for (const syntax::Node* item : node.items) CollectKeys(*item, path + "[]", keys);
  for (const syntax::Pair& pair : node.pairs) {
    const std::string name = path == "rules" ? "RULE" : std::string(pair.key->text);
    const std::string key = path.empty() ? name : path + "." + name;
    keys.insert(key);
    CollectKeys(*pair.value, key, keys);
  }
}

TEST(ConfigurationDoc, HasARowForEveryKey) {
  std::set<std::string> rows;
  for (const engine::ConfigKey& key : engine::ConfigKeys()) {
    rows.insert(fmt::format("| `{}` | {} |", key.path, key.summary));
  }
  EXPECT_EQ(RowsOfDoc(), rows);
}

TEST(ConfigurationDoc, ItsExampleUsesEveryKey) {
  const std::string example = Example();
  const syntax::Parsed parsed = syntax::ParseYaml(
      example, {.source = {}, .begin = 0, .end = static_cast<uint32_t>(example.size())});
  ASSERT_TRUE(parsed.document != nullptr);
  std::set<std::string> keys;
  CollectKeys(*parsed.document->root(), "", keys);
  EXPECT_EQ(keys, KeysOfTable());
}

TEST(ConfigurationDoc, ItsExampleIsCorrect) {
  const engine::ParsedConfig parsed = engine::ParseConfig(Example(), rules::AllRules());
  for (const engine::ConfigProblem& problem : parsed.problems) {
    ADD_FAILURE() << problem.line << ":" << problem.column << ": " << problem.message;
  }
}

TEST(ConfigKeys, EveryKeyIsInItsParent) {
  const std::set<std::string> keys = KeysOfTable();
  EXPECT_EQ(keys.size(), engine::ConfigKeys().size());
  for (const engine::ConfigKey& key : engine::ConfigKeys()) {
    const std::string parent(base::StripSuffix(key.Parent(), "[]").value_or(key.Parent()));
    EXPECT_TRUE(parent.empty() || keys.contains(parent)) << key.path;
    EXPECT_FALSE(key.expects.empty()) << key.path;
    EXPECT_TRUE(key.summary.ends_with('.')) << key.path;
  }
}

}  // namespace
}  // namespace irsalint::test
