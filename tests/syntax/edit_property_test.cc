// For every value of real documents: an edit of it is refused, or the text has the tree that it
// should have. What the tree should be is decided here without any text (edit_model.h).

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "analyzer/syntax/edit.h"
#include "analyzer/syntax/locate.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"
#include "tests/harness/paths.h"
#include "tests/harness/sample.h"
#include "tests/syntax/edit_model.h"

namespace irsalint::syntax {
namespace {

constexpr source::SourceId kSource{7};

struct Counts {
  size_t edits = 0;
  size_t elsewhere = 0;  // pairs that stand behind another pair than was asked for
  std::map<std::string, size_t> refusals;  // by message
};

// Every node of a document and of the documents in its scalars, keys left out.
class NodeCollector {
 public:
  explicit NodeCollector(const Node& root) { Collect(root); }

  const std::vector<const Node*>& nodes() const { return nodes_; }

 private:
  void Collect(const Node& node) {
    nodes_.push_back(&node);
    if (node.is_alias) return;
    for (const Node* item : node.items) Collect(*item);
    for (const Pair& pair : node.pairs) Collect(*pair.value);
    const auto embed = EmbedOf(node);
    if (!embed.has_value()) return;
    Parsed inner = ParseEmbedded(node, *embed);
    if (inner.error) return;
    embedded_.push_back(std::move(inner.document));
    Collect(*embedded_.back()->root());
  }

  std::vector<const Node*> nodes_;
  std::vector<std::unique_ptr<Document>> embedded_;
};

class FileCheck {
 public:
  FileCheck(std::string_view file, Syntax syntax, Counts* counts)
      : file_(file),
        syntax_(syntax),
        documents_(ParseDocuments(file, syntax)),
        locator_(kSource, file, syntax),
        counts_(counts) {}

  // Every `stride`-th edit, counted over all files.
  void Run(size_t stride, size_t* turn) {
    for (const Parsed& parsed : documents_) {
      if (parsed.error) continue;
      const NodeCollector collector(*parsed.document->root());
      for (const Node* node : collector.nodes()) {
        for (const Edit& edit : EditsOf(*node)) {
          if ((*turn)++ % stride == 0) Check(*node, edit);
        }
      }
    }
  }

 private:
  static std::vector<Edit> EditsOf(const Node& node) {
    const Place place = PlaceOf(node);
    const NewValue text = NewValue::String("new: #1 'text'");
    const NewValue nested = NewValue::Map({{"list", NewValue::List({text, NewValue::Bool(true)})},
                                           {"3600", NewValue::String("3600")}});
    std::vector<Edit> edits;
    if (node.IsScalar()) {
      edits.push_back(SetValue{.place = place, .value = NewValue::String("new")});
      edits.push_back(SetValue{.place = place, .value = text});
      edits.push_back(SetValue{.place = place, .value = nested});
    } else {
      edits.push_back(SetValue{.place = place, .value = text});
      edits.push_back(SetValue{.place = place, .value = nested});
    }
    if (node.IsMap() || node.IsNull()) {
      edits.push_back(InsertPair{.map = place, .key = "a/new.key", .value = text});
      edits.push_back(InsertPair{.map = place, .key = "new:key", .value = nested});
    }
    if (node.IsMap() && !node.pairs.empty()) {
      const std::string first(node.pairs.front().key->text);
      edits.push_back(InsertPair{.map = place, .key = "new", .value = text, .after = first});
    }
    if (node.IsList()) {
      edits.push_back(InsertItem{.list = place, .value = text});
      edits.push_back(InsertItem{.list = place, .value = nested});
    }
    if (node.parent != nullptr) {
      edits.push_back(Remove{.place = place});
      if (node.parent->IsMap()) edits.push_back(RenameKey{.pair = place, .key = "a/new.key"});
    }
    return edits;
  }

  void Check(const Node& node, const Edit& edit) {
    ++counts_->edits;
    const auto edits = EditText(kSource, file_, syntax_, std::vector<Edit>{edit});
    if (!edits) {
      EXPECT_EQ(edits.error().code, base::ErrorCode::kInvalid);
      ++counts_->refusals[edits.error().message];
      return;
    }
    const std::string after = ApplyTextEdits(file_, *edits);
    const Outcome outcome = OutcomeOf(file_, documents_, after, syntax_, edit);
    if (outcome == Outcome::kElsewhere) ++counts_->elsewhere;
    ASSERT_NE(outcome, Outcome::kWrong) << Described(edit) << "\n" << after;
    CheckSpans(node, edit, *edits);
  }

  // A new scalar or key changes no byte outside the old one.
  void CheckSpans(const Node& node, const Edit& edit,
                  const std::vector<source::TextEdit>& text_edits) {
    Place place = PlaceOf(edit);
    const auto* set = std::get_if<SetValue>(&edit);
    const bool sets_scalar = set != nullptr && set->value.kind == NodeKind::kString &&
                             (node.IsScalar() || node.is_alias);
    if (std::holds_alternative<RenameKey>(edit)) {
      place.part = Part::kKey;
    } else if (!sets_scalar) {
      return;
    }
    const source::Span span = locator_.Locate(place);
    for (const source::TextEdit& text_edit : text_edits) {
      ASSERT_GE(text_edit.span.begin, span.begin) << Described(edit);
      ASSERT_LE(text_edit.span.end, span.end) << Described(edit);
    }
  }

  static std::string Described(const Edit& edit) {
    constexpr std::string_view kNames[] = {"set", "insert a pair", "insert an item", "rename",
                                           "remove"};
    return fmt::format("{} at {}", kNames[edit.index()], ToString(PlaceOf(edit).route));
  }

  std::string_view file_;
  Syntax syntax_;
  std::vector<Parsed> documents_;
  Locator locator_;
  Counts* counts_;
};

std::vector<std::string> FilesBelow(const std::string& folder) {
  std::vector<std::string> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const std::string extension = entry.path().extension().string();
    const bool is_input = extension == ".json" || extension == ".yaml" || extension == ".yml";
    if (entry.is_regular_file() && is_input) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

// By the name of the file: refusals of what could be written by other means. Values that are shared
// or tagged and keys that are no text are refused on purpose.
using Refusals = std::map<std::string, size_t>;

struct Checked {
  size_t edits = 0;
  size_t elsewhere = 0;
  Refusals not_written;
};

Checked CheckFiles(const std::string& folder, size_t stride) {
  Checked checked;
  std::map<std::string, size_t> messages;
  size_t turn = 0;
  for (const std::string& path : FilesBelow(folder)) {
    SCOPED_TRACE(path);
    const bool is_json = path.ends_with(".json");
    const std::string file = test::ReadFile(path);
    if (file.size() > 100'000 || CheckEncoding(file) || (!is_json && IsGoTemplate(file))) continue;
    Counts counts;
    FileCheck(file, is_json ? Syntax::kJson : Syntax::kYaml, &counts).Run(stride, &turn);
    checked.edits += counts.edits;
    checked.elsewhere += counts.elsewhere;
    for (const auto& [message, count] : counts.refusals) {
      messages[message] += count;
      const bool is_shared = message.starts_with("the value is written once and used in several");
      const bool is_tagged = message.starts_with("the value has the tag ");
      const bool is_no_text = message == "the key is not a plain or quoted text";
      if (is_shared || is_tagged || is_no_text) continue;
      checked.not_written[std::filesystem::path(path).filename().string()] += count;
    }
    if (testing::Test::HasFatalFailure()) break;
  }
  std::string shown;
  for (const auto& [message, count] : messages) shown += fmt::format("\n  {} × {}", count, message);
  fmt::print("{} edits, {} pairs elsewhere, refused:{}\n", checked.edits, checked.elsewhere, shown);
  return checked;
}

// Files that hold every corner of YAML. What cannot be written in them: keys and values behind a
// `?`, an anchor without a value that is used elsewhere, a map on the line of a `---`, a second
// pair of `[a: b]`, and what stands behind a tab.
TEST(EditPropertyTest, EveryValueOfTheInputsOfTheParsers) {
  const Checked checked = CheckFiles(test::Testdata("inputs"), test::kSampling);
  EXPECT_GT(checked.edits, 8'000u / test::kSampling / 2);
  EXPECT_EQ(checked.elsewhere, 0u);
  if (test::kSampling > 1) return;
  EXPECT_EQ(checked.not_written, (Refusals{{"anchors.yaml", 6},
                                           {"complex_keys.yaml", 12},
                                           {"documents.yaml", 2},
                                           {"empty_values.yaml", 2},
                                           {"flow.yaml", 9},
                                           {"tabs.yaml", 1}}));
}

TEST(EditPropertyTest, ValuesOfTheWalkthrough) {
  const Checked checked = CheckFiles(test::Testdata("walkthrough"), 1);
  EXPECT_GT(checked.edits, 500u);
  EXPECT_EQ(checked.elsewhere, 0u);
  EXPECT_EQ(checked.not_written, Refusals());
}

TEST(EditPropertyTest, ValuesOfTheFixturesOfRules) {
  const Checked checked = CheckFiles(test::Testdata("rules"), 11 * test::kSampling);
  EXPECT_GT(checked.edits, 5'000u / test::kSampling / 2);
  EXPECT_EQ(checked.elsewhere, 0u);
  EXPECT_EQ(checked.not_written, Refusals());
}

TEST(EditPropertyTest, ValuesOfRealFiles) {
  const auto corpus = test::Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  const Checked checked = CheckFiles(*corpus, 331 * test::kSampling);
  EXPECT_GT(checked.edits, 1'000u / test::kSampling / 2);
  EXPECT_EQ(checked.not_written, Refusals());
}

}  // namespace
}  // namespace irsalint::syntax
