// Every file of testdata/inputs/{yaml,json} against its reviewed tree in testdata/trees, and
// against what must hold for any tree.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"
#include "tests/harness/paths.h"
#include "tests/harness/sample.h"
#include "tests/syntax/tree_text.h"

namespace irsalint::syntax {
namespace {

constexpr source::SourceId kSource{0};

std::vector<std::string> Inputs(const std::string& folder, const std::string& extension) {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(test::Testdata("inputs/" + folder))) {
    if (entry.path().extension() == extension) names.push_back(entry.path().stem().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<Parsed> ParseAll(std::string_view file, Syntax syntax) {
  std::vector<Parsed> parsed;
  if (syntax == Syntax::kJson) {
    parsed.push_back(ParseJson(file, {kSource, 0, static_cast<uint32_t>(file.size())}));
    return parsed;
  }
  for (const Slice& slice : SplitStream(file, 100).slices) {
    parsed.push_back(ParseYaml(file, {kSource, slice.begin, slice.end}));
  }
  return parsed;
}

std::string TreesOf(std::string_view file, Syntax syntax) {
  std::string text;
  for (const Parsed& parsed : ParseAll(file, syntax)) {
    if (parsed.error) return "error at " + std::to_string(parsed.error->offset);
    const DocumentId& id = parsed.document->id();
    text += fmt::format("document {}-{}\n{}", id.begin, id.end, TreeText(*parsed.document));
  }
  return text;
}

// Links agree with positions, and the byte at `start` is the first byte of the value as written.
void CheckNode(const Node& node, std::string_view file) {
  ASSERT_NE(node.document, nullptr);
  ASSERT_LE(node.start, file.size());
  const std::string_view rest = file.substr(node.start);
  if (node.is_alias) {
    EXPECT_EQ(rest.substr(0, 1), "*") << node.start;
    return;
  }
  switch (node.style) {
    case ScalarStyle::kDoubleQuoted:
      EXPECT_EQ(rest.substr(0, 1), "\"") << node.start;
      break;
    case ScalarStyle::kSingleQuoted:
      EXPECT_EQ(rest.substr(0, 1), "'") << node.start;
      break;
    case ScalarStyle::kLiteral:
      EXPECT_EQ(rest.substr(0, 1), "|") << node.start;
      break;
    case ScalarStyle::kFolded:
      EXPECT_EQ(rest.substr(0, 1), ">") << node.start;
      break;
    case ScalarStyle::kPlain: {
      const std::string_view first_word = node.text.substr(0, node.text.find_first_of(" \n"));
      EXPECT_TRUE(rest.starts_with(first_word)) << node.start << " " << node.text;
      break;
    }
    case ScalarStyle::kNone:
      break;
  }
  for (size_t i = 0; i < node.items.size(); ++i) {
    EXPECT_EQ(node.items[i]->parent, &node);
    EXPECT_EQ(node.items[i]->index, i);
    EXPECT_FALSE(node.items[i]->is_key);
    EXPECT_GE(node.items[i]->start, node.start);
    CheckNode(*node.items[i], file);
  }
  for (size_t i = 0; i < node.pairs.size(); ++i) {
    const Pair& pair = node.pairs[i];
    EXPECT_EQ(pair.key->parent, &node);
    EXPECT_EQ(pair.value->parent, &node);
    EXPECT_EQ(pair.key->index, i);
    EXPECT_EQ(pair.value->index, i);
    EXPECT_TRUE(pair.key->is_key);
    EXPECT_FALSE(pair.value->is_key);
    EXPECT_GE(pair.value->start, pair.key->start);
    CheckNode(*pair.key, file);
    CheckNode(*pair.value, file);
  }
}

void CheckFolder(const std::string& folder, const std::string& extension, Syntax syntax) {
  const std::vector<std::string> names = Inputs(folder, extension);
  ASSERT_FALSE(names.empty());
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    const std::string file =
        test::ReadFile(test::Testdata("inputs/" + folder + "/" + name + extension));
    const std::string golden = test::Testdata("trees/" + folder + "/" + name + ".tree");
    ASSERT_TRUE(std::filesystem::exists(golden)) << "write the reviewed tree:\n"
                                                 << TreesOf(file, syntax);
    EXPECT_EQ(TreesOf(file, syntax), test::ReadFile(golden));
    for (const Parsed& parsed : ParseAll(file, syntax)) {
      ASSERT_FALSE(parsed.error.has_value()) << parsed.error->message;
      CheckNode(*parsed.document->root(), file);
    }
  }
}

TEST(TreesTest, YamlFilesGiveTheirReviewedTrees) { CheckFolder("yaml", ".yaml", Syntax::kYaml); }

TEST(TreesTest, JsonFilesGiveTheirReviewedTrees) { CheckFolder("json", ".json", Syntax::kJson); }

TEST(TreesTest, NodesOfRealFilesStandWhereTheyWereWritten) {
  const auto corpus = test::Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  size_t documents = 0;
  size_t number = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*corpus)) {
    if (!entry.is_regular_file()) continue;
    const std::string extension = entry.path().extension().string();
    const bool is_json = extension == ".json";
    if (!is_json && extension != ".yaml" && extension != ".yml") continue;
    if (!test::IsSampled(number++)) continue;
    const std::string file = test::ReadFile(entry.path().string());
    if (CheckEncoding(file) || (!is_json && IsGoTemplate(file))) continue;
    SCOPED_TRACE(entry.path().string());
    for (const Parsed& parsed : ParseAll(file, is_json ? Syntax::kJson : Syntax::kYaml)) {
      if (parsed.error) continue;
      CheckNode(*parsed.document->root(), file);
      ++documents;
    }
    if (testing::Test::HasFailure()) return;
  }
  EXPECT_GT(documents, 1'500u / test::kSampling / 2);
}

}  // namespace
}  // namespace irsalint::syntax
