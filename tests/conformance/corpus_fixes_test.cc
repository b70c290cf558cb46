// All safe fixes over real files of other projects: everything that is not fixed stays as it is.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "analyzer/base/in_memory_file_system.h"
#include "analyzer/base/strings.h"
#include "analyzer/engine/fix.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"
#include "rules/all_rules.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using syntax::Node;
using ::testing::IsEmpty;

// `document 2: spec.containers[0].name` → its value. Keys name the way, so a new pair changes no
// name of another.
using Leaves = std::multimap<std::string, std::string>;

void AddLeaves(const Node& node, const std::string& name, Leaves& leaves) {
  if (node.IsScalar()) {
    leaves.emplace(name, fmt::format("{} {}", static_cast<int>(node.kind), node.text));
    return;
  }
  leaves.emplace(name, node.IsList() ? "list" : "map");
  for (size_t i = 0; i < node.items.size(); ++i) {
    AddLeaves(*node.items[i], fmt::format("{}[{}]", name, i), leaves);
  }
  for (const syntax::Pair& pair : node.pairs) {
    AddLeaves(*pair.value, fmt::format("{}.{}", name, pair.key->text), leaves);
  }
}

// Of every document; a document that cannot be read is one leaf with the reason.
Leaves LeavesOf(std::string_view text, syntax::Syntax syntax) {
  std::vector<syntax::Slice> slices = {{0, static_cast<uint32_t>(text.size())}};
  if (syntax == syntax::Syntax::kYaml) slices = syntax::SplitStream(text, 10'000).slices;
  Leaves leaves;
  for (size_t i = 0; i < slices.size(); ++i) {
    const std::string name = fmt::format("document {}: ", i);
    const syntax::DocumentId id = {source::SourceId{0}, slices[i].begin, slices[i].end};
    const syntax::Parsed parsed =
        syntax == syntax::Syntax::kJson ? syntax::ParseJson(text, id) : syntax::ParseYaml(text, id);
    if (parsed.error.has_value()) {
      leaves.emplace(name, "unreadable: " + parsed.error->message);
    } else if (parsed.document->root() != nullptr) {
      AddLeaves(*parsed.document->root(), name, leaves);
    }
  }
  return leaves;
}

// How many values the edits of a fix write or take away in one file at most.
size_t ValuesIn(const syntax::NewValue& value) {
  size_t count = 1;
  for (const syntax::NewValue& item : value.items) count += ValuesIn(item);
  for (const syntax::NewPair& pair : value.pairs) count += ValuesIn(pair.value);
  return count;
}

struct Change {
  size_t added = 0;
  size_t removed = 0;
};

Change ChangeOf(const syntax::Edit& edit) {
  if (const auto* set = std::get_if<syntax::SetValue>(&edit)) {
    return {.added = ValuesIn(set->value), .removed = 1};
  }
  // The map may have been null before.
  if (const auto* insert = std::get_if<syntax::InsertPair>(&edit)) {
    return {.added = ValuesIn(insert->value) + 1, .removed = 1};
  }
  if (const auto* insert = std::get_if<syntax::InsertItem>(&edit)) {
    return {.added = ValuesIn(insert->value), .removed = 0};
  }
  return {.added = 1, .removed = 1};
}

Leaves Without(Leaves leaves, const Leaves& others) {
  for (const auto& [name, value] : others) {
    const auto [first, last] = leaves.equal_range(name);
    const auto same = std::find_if(
        first, last, [&value = value](const auto& leaf) { return leaf.second == value; });
    if (same != last) leaves.erase(same);
  }
  return leaves;
}

TEST(CorpusFixes, EveryFileStaysReadableAndEverythingElseAsItIs) {
  const auto corpus = Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  base::InMemoryFileSystem files;
  for (const auto& [path, text] : ReadTree(*corpus)) files.AddFile(path, text);
  engine::RunOptions options;
  options.paths = {"."};
  options.persona = rule::Persona::kAuditor;
  options.today = kToday;
  const engine::FixResult result = engine::Fix(files, rules::AllRules(), options, {});

  EXPECT_FALSE(result.made.empty());
  std::map<std::string, Change> expected;
  for (const engine::FixRecord& record : result.made) {
    const auto fix = std::ranges::find(record.finding.fixes, record.title, &rule::Fix::title);
    ASSERT_NE(fix, record.finding.fixes.end());
    for (const syntax::Edit& edit : fix->edits) {
      const source::SourceId source = syntax::PlaceOf(edit).document.source;
      Change& change = expected[std::string(result.before.sources.Path(source))];
      change.added += ChangeOf(edit).added;
      change.removed += ChangeOf(edit).removed;
    }
  }
  for (const engine::FixedFile& file : result.files) {
    SCOPED_TRACE(file.path);
    const syntax::Syntax syntax =
        file.path.ends_with(".json") ? syntax::Syntax::kJson : syntax::Syntax::kYaml;
    const Leaves before = LeavesOf(file.before, syntax);
    const Leaves after = LeavesOf(file.after, syntax);
    EXPECT_LE(Without(after, before).size(), expected[file.path].added);
    EXPECT_LE(Without(before, after).size(), expected[file.path].removed);
    EXPECT_NE(before, after) << "nothing changed";
    for (const auto& [name, value] : Without(after, before)) {
      EXPECT_FALSE(value.starts_with("unreadable")) << name << value;
    }
  }
  std::vector<std::string> reasons;
  for (const engine::FixRecord& record : result.refused) {
    reasons.push_back(record.finding.primary.path + ": " + record.finding.rule + ": " +
                      record.title + ": " + record.reason);
  }
  EXPECT_THAT(reasons, IsEmpty()) << "fixes that rules offer and that do no good";

  // What is left cannot be fixed.
  base::InMemoryFileSystem fixed;
  for (const auto& [path, text] : ReadTree(*corpus)) fixed.AddFile(path, text);
  for (const engine::FixedFile& file : result.files) fixed.AddFile(file.path, file.after);
  EXPECT_THAT(engine::Fix(fixed, rules::AllRules(), options, {}).made, IsEmpty());
}

}  // namespace
}  // namespace irsalint::test
