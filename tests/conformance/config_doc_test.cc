// docs/configuration.md is what the table of keys makes of it, and its example is one.

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <set>

#include "analyzer/base/strings.h"
#include "analyzer/engine/config_keys.h"
#include "analyzer/engine/config_sections.h"
#include "analyzer/explain/config_page.h"
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

std::set<std::string> ParametersOfRules() {
  std::set<std::string> keys;
  for (const rule::Rule* rule : rules::AllRules()) {
    for (const rule::RuleParameter& parameter : rule->meta.parameters) {
      keys.insert(fmt::format("rules.RULE.{}", parameter.name));
    }
  }
  return keys;
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

TEST(ConfigurationDoc, IsThatOfTheTable) {
  std::vector<const rule::RuleMeta*> metas;
  for (const rule::Rule* rule : rules::AllRules()) metas.push_back(&rule->meta);
  const std::vector<engine::ConfigKey> keys = engine::ConfigKeys();
  EXPECT_EQ(Doc(), explain::ConfigPage(engine::ConfigSections(), keys, metas))
      << "docs/configuration.md is out of date: run scripts/docs";
}

TEST(ConfigurationDoc, HasARowForEveryKey) {
  const std::string doc = Doc();
  for (const engine::ConfigKey& key : engine::ConfigKeys()) {
    EXPECT_TRUE(base::Contains(doc, fmt::format("\n| `{}` | {} |\n", key.path, key.summary)))
        << key.path << " is in no section";
  }
}

TEST(ConfigurationDoc, ItsExampleUsesEveryKey) {
  const std::string example = Example();
  const syntax::Parsed parsed = syntax::ParseYaml(
      example, {.source = {}, .begin = 0, .end = static_cast<uint32_t>(example.size())});
  ASSERT_TRUE(parsed.document != nullptr);
  std::set<std::string> keys;
  CollectKeys(*parsed.document->root(), "", keys);
  for (const std::string& parameter : ParametersOfRules()) keys.erase(parameter);
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

// A parameter must not be taken for a key of every rule.
TEST(ConfigKeys, ParametersAreDescribedAndHaveNamesOfTheirOwn) {
  const std::set<std::string> keys = KeysOfTable();
  for (const rule::Rule* rule : rules::AllRules()) {
    for (const rule::RuleParameter& parameter : rule->meta.parameters) {
      EXPECT_FALSE(keys.contains(fmt::format("rules.RULE.{}", parameter.name))) << parameter.name;
      EXPECT_FALSE(parameter.expects.empty()) << parameter.name;
      EXPECT_FALSE(parameter.otherwise.empty()) << parameter.name;
      EXPECT_TRUE(parameter.summary.ends_with('.')) << parameter.name;
    }
  }
}

}  // namespace
}  // namespace irsalint::test
