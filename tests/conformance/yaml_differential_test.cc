// The value parsers (yaml-cpp, nlohmann) against tree-sitter over real files: the same kinds, pair
// order, keys, texts and start offsets at every route.

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/syntax/lexical_end.h"
#include "analyzer/syntax/locate.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/scalar_map.h"
#include "analyzer/syntax/stream.h"
#include "analyzer/syntax/tree_sitter.h"
#include "tests/harness/paths.h"
#include "tests/harness/sample.h"

namespace irsalint::syntax {
namespace {

using ::testing::IsEmpty;

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// A document on which the two parsers rightly differ, and why.
struct Exception {
  std::string_view file;  // the end of its path
  size_t slice = 0;
  std::string_view reason;
};

constexpr std::array<Exception, 0> kExceptions = {};  // none is needed at present

std::string WithoutSpace(std::string_view text) {
  std::string kept;
  for (const char c : text) {
    if (c != ' ' && c != '\t' && c != '\n' && c != '\r') kept += c;
  }
  return kept;
}

// Flow folding (YAML 1.2 §6.5): lines are trimmed and joined; an empty line is a line break.
std::string Folded(std::string_view raw) {
  std::string folded;
  size_t empty_lines = 0;
  bool is_first = true;
  for (const std::string_view line : base::SplitBy(raw, '\n')) {
    const std::string_view trimmed = base::TrimAscii(line);
    if (is_first) {
      folded = trimmed;
      is_first = false;
    } else if (trimmed.empty()) {
      ++empty_lines;
    } else {
      folded += empty_lines == 0 ? " " : std::string(empty_lines, '\n');
      folded += trimmed;
      empty_lines = 0;
    }
  }
  return folded;
}

// What a quoted scalar on one line stands for; nothing for an escape that is not common.
std::optional<std::string> Unquoted(std::string_view raw) {
  std::string text;
  const bool is_single = raw.front() == '\'';
  for (size_t at = 1; at + 1 < raw.size(); ++at) {
    if (is_single && raw[at] == '\'') ++at;
    if (is_single || raw[at] != '\\') {
      text += raw[at];
      continue;
    }
    ++at;
    constexpr std::string_view kEscapes = "\\\"/ntrbf";
    constexpr std::string_view kMeaning = "\\\"/\n\t\r\b\f";
    if (raw[at] == 'u' && at + 4 < raw.size()) {
      const auto code =
          static_cast<char32_t>(std::stoul(std::string(raw.substr(at + 1, 4)), nullptr, 16));
      if (code >= 0xD800 && code < 0xE000) return std::nullopt;
      base::AppendUtf8(code, &text);
      at += 4;
    } else if (const size_t known = kEscapes.find(raw[at]); known != std::string_view::npos) {
      text += kMeaning[known];
    } else {
      return std::nullopt;
    }
  }
  return text;
}

// Compares a tree of the parser with the outline of the same bytes.
class Comparison {
 public:
  // Offsets of the outline count from `base` in `text`.
  Comparison(std::string_view text, uint32_t base, const Outline& outline, Syntax syntax)
      : text_(text), base_(base), nodes_(outline.nodes), locator_({0}, text, syntax) {}

  size_t nodes() const { return node_count_; }

  // The first difference, or nothing.
  std::optional<std::string> Run(const Node& root) {
    std::vector<uint32_t> top = Children(0, static_cast<uint32_t>(nodes_.size()));
    if (top.size() > 1) return "tree-sitter sees several values";
    Compare("", root, top.empty() ? std::nullopt : std::optional<uint32_t>(top.front()));
    return difference_;
  }

 private:
  using Index = std::optional<uint32_t>;

  std::vector<uint32_t> Children(uint32_t begin, uint32_t end) const {
    std::vector<uint32_t> children;
    for (uint32_t at = begin; at < end; at = nodes_[at].after) {
      if (nodes_[at].kind != OutlineKind::kComment) children.push_back(at);
    }
    return children;
  }
  std::vector<uint32_t> Children(uint32_t index) const {
    return Children(index + 1, nodes_[index].after);
  }

  std::string_view Raw(const OutlineNode& node) const {
    return text_.substr(base_ + node.begin, node.end - node.begin);
  }

  static bool IsInsideKey(const Node& node) {
    for (const Node* at = node.parent; at != nullptr; at = at->parent) {
      if (at->is_key) return true;
    }
    return false;
  }

  void Differ(const std::string& route, std::string_view what) {
    if (!difference_.has_value()) difference_ = fmt::format("{}: {}", route, what);
  }

  void Compare(const std::string& route, const Node& node, Index index) {
    if (difference_.has_value()) return;
    ++node_count_;
    if (!index.has_value()) {
      if (!IsUnwritten(node)) Differ(route, "tree-sitter sees no value");
      return;
    }
    const OutlineNode& outline = nodes_[*index];
    if (node.start != base_ + outline.begin) {
      Differ(route, fmt::format("starts at {} and {}", node.start, base_ + outline.begin));
    }
    // No route leads into a key that is a collection.
    const source::Span seen{{0}, base_ + outline.begin, base_ + outline.end};
    const source::Span span = IsInsideKey(node) ? seen : locator_.Locate(PlaceOf(node));
    if (span != seen) {
      Differ(route, fmt::format("is located at [{}, {}), tree-sitter says [{}, {})", span.begin,
                                span.end, seen.begin, seen.end));
    }
    const bool is_alias = outline.kind == OutlineKind::kAlias;
    if (is_alias != node.is_alias) return Differ(route, "only one sees an alias");
    if (is_alias) return;
    switch (outline.kind) {
      case OutlineKind::kMap:
        return CompareMap(route, node, Children(*index));
      case OutlineKind::kPair:
        return CompareMap(route, node, {*index});
      case OutlineKind::kList:
        return CompareList(route, node, *index);
      case OutlineKind::kPlain:
      case OutlineKind::kSingleQuoted:
      case OutlineKind::kDoubleQuoted:
      case OutlineKind::kBlock:
        return CompareScalar(route, node, outline);
      case OutlineKind::kAlias:
      case OutlineKind::kComment:
        return;
    }
  }

  void CompareMap(const std::string& route, const Node& node,
                  const std::vector<uint32_t>& entries) {
    if (!node.IsMap()) return Differ(route, "tree-sitter sees a map");
    if (node.pairs.size() != entries.size()) {
      return Differ(route, fmt::format("{} and {} pairs", node.pairs.size(), entries.size()));
    }
    for (size_t i = 0; i < entries.size(); ++i) {
      Index key;
      Index value;
      if (nodes_[entries[i]].kind == OutlineKind::kPair) {
        for (const uint32_t child : Children(entries[i])) {
          if (nodes_[child].role == OutlineRole::kKey) key = child;
          if (nodes_[child].role == OutlineRole::kValue) value = child;
        }
      } else {
        key = entries[i];
      }
      const std::string below = fmt::format("{}/{}", route, node.pairs[i].key->text);
      Compare(below + " (key)", *node.pairs[i].key, key);
      Compare(below, *node.pairs[i].value, value);
    }
  }

  void CompareList(const std::string& route, const Node& node, uint32_t index) {
    if (!node.IsList()) return Differ(route, "tree-sitter sees a list");
    const std::vector<uint32_t> children = Children(index);
    // An item without a value is no node of the outline.
    size_t empty = 0;
    for (const Node* item : node.items) empty += IsUnwritten(*item) ? 1 : 0;
    if (node.items.size() != children.size() + empty) {
      return Differ(route, fmt::format("{} and {} items", node.items.size(), children.size()));
    }
    size_t next = 0;
    for (size_t i = 0; i < node.items.size(); ++i) {
      const Node& item = *node.items[i];
      if (IsUnwritten(item)) continue;
      Compare(fmt::format("{}[{}]", route, i), item, children[next++]);
    }
  }

  // Each byte of the text comes from the same byte of the file or from an escape.
  void CheckMap(const std::string& route, const Node& node, std::string_view raw) {
    const ScalarMap map = node.document->syntax() == Syntax::kJson
                              ? ScalarMap::ForJson(raw, node.text)
                              : ScalarMap::ForYaml(node.style, raw, node.text);
    for (uint32_t at = 0; at < node.text.size(); ++at) {
      const char c = node.text[at];
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') continue;
      const uint32_t raw_at = map.ToRaw(at);
      const bool is_same = raw_at < raw.size() && (raw[raw_at] == c || raw[raw_at] == '\\');
      if (!is_same) {
        return Differ(route, fmt::format("byte {} of the text is mapped to {}", at, raw_at));
      }
    }
  }

  void CompareScalar(const std::string& route, const Node& node, const OutlineNode& outline) {
    if (!node.IsScalar()) return Differ(route, "tree-sitter sees a scalar");
    const std::string_view raw = Raw(outline);
    const bool is_one_line = raw.find_first_of("\r\n") == std::string_view::npos;
    CheckMap(route, node, raw);
    switch (outline.kind) {
      case OutlineKind::kPlain:
        if (node.style != ScalarStyle::kPlain) return Differ(route, "tree-sitter sees it plain");
        if (node.text != Folded(raw)) {
          Differ(route, fmt::format("text '{}' and '{}'", node.text, Folded(raw)));
        }
        return;
      case OutlineKind::kSingleQuoted:
      case OutlineKind::kDoubleQuoted: {
        const ScalarStyle style = outline.kind == OutlineKind::kSingleQuoted
                                      ? ScalarStyle::kSingleQuoted
                                      : ScalarStyle::kDoubleQuoted;
        if (node.style != style) return Differ(route, "tree-sitter sees other quotes");
        const auto text = is_one_line ? Unquoted(raw) : std::nullopt;
        if (text.has_value() && node.text != *text) {
          Differ(route, fmt::format("text '{}' and '{}'", node.text, *text));
        }
        return;
      }
      case OutlineKind::kBlock: {
        const ScalarStyle style = raw.front() == '|' ? ScalarStyle::kLiteral : ScalarStyle::kFolded;
        if (node.style != style) return Differ(route, "tree-sitter sees another block");
        const size_t header = std::min(raw.find('\n'), raw.size());
        if (WithoutSpace(node.text) != WithoutSpace(raw.substr(header))) {
          Differ(route, "the block has other bytes");
        }
        return;
      }
      case OutlineKind::kMap:
      case OutlineKind::kList:
      case OutlineKind::kPair:
      case OutlineKind::kAlias:
      case OutlineKind::kComment:
        return;
    }
  }

  std::string_view text_;
  uint32_t base_;
  const std::vector<OutlineNode>& nodes_;
  Locator locator_;
  size_t node_count_ = 0;
  std::optional<std::string> difference_;
};

class Differential {
 public:
  void CompareFolder(const std::string& folder) {
    std::vector<std::string> paths;
    std::error_code error;
    for (auto at = std::filesystem::recursive_directory_iterator(folder, error);
         !error && at != std::filesystem::recursive_directory_iterator(); at.increment(error)) {
      std::error_code ignored;  // hostile inputs hold broken links
      if (at->is_regular_file(ignored)) paths.push_back(at->path().string());
    }
    std::ranges::sort(paths);
    for (size_t i = 0; i < paths.size(); ++i) {
      if (!test::IsSampled(i)) continue;
      const std::string& path = paths[i];
      if (path.ends_with(".yaml") || path.ends_with(".yml")) CompareYaml(path);
      if (path.ends_with(".json")) CompareJson(path);
    }
  }

  // Fails for each difference that is not in the table and each entry of it that was not needed.
  void ExpectNoDifferences() const {
    for (const std::string& difference : differences_) ADD_FAILURE() << difference;
    EXPECT_LE(excused_ * 100, compared_) << "more than 1 % of the documents are exceptions";
  }

  size_t compared() const { return compared_; }

  const std::vector<std::string>& refused_by_tree_sitter() const { return refused_by_tree_sitter_; }
  const std::vector<std::string>& refused_by_parser() const { return refused_by_parser_; }

  std::string Summary() const {
    return fmt::format(
        "{} documents with {} nodes compared, {} exceptions, {} Go templates; refused by both "
        "parsers {}, by tree-sitter alone {}, by our parser alone {}",
        compared_, nodes_, excused_, templates_, refused_by_both_, refused_by_tree_sitter_.size(),
        refused_by_parser_.size());
  }

 private:
  void CompareYaml(const std::string& path) {
    const std::string file = test::ReadFile(path);
    if (CheckEncoding(file).has_value()) return;
    const Stream stream = SplitStream(file, 10'000);
    for (size_t i = 0; i < stream.slices.size(); ++i) {
      const Slice& slice = stream.slices[i];
      const std::string_view bytes =
          std::string_view(file).substr(slice.begin, slice.end - slice.begin);
      if (IsGoTemplate(bytes)) {
        ++templates_;
        continue;
      }
      const DocumentId id{.source = {0}, .begin = slice.begin, .end = slice.end};
      CompareDocument(path, i, file, slice.begin, ParseYaml(file, id),
                      BuildOutline(bytes, Syntax::kYaml), Syntax::kYaml);
    }
  }

  void CompareJson(const std::string& path) {
    const std::string file = test::ReadFile(path);
    if (CheckEncoding(file).has_value()) return;
    const DocumentId id{.source = {0}, .begin = 0, .end = static_cast<uint32_t>(file.size())};
    const auto base =
        static_cast<uint32_t>(file.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0);
    CompareDocument(path, 0, file, base, ParseJson(file, id),
                    BuildOutline(std::string_view(file).substr(base), Syntax::kJson),
                    Syntax::kJson);
  }

  void CompareDocument(const std::string& path, size_t slice, std::string_view file, uint32_t base,
                       const Parsed& parsed, const Outline& outline, Syntax syntax) {
    const bool accepted = parsed.document != nullptr && parsed.document->root() != nullptr;
    if (!accepted && !outline.complete) {
      ++refused_by_both_;
      return;
    }
    if (!accepted) {
      refused_by_parser_.push_back(fmt::format("{} document {}: {}", path, slice,
                                               parsed.error ? parsed.error->message : "empty"));
      return;
    }
    if (!outline.complete) {
      refused_by_tree_sitter_.push_back(fmt::format("{} document {}", path, slice));
      return;
    }
    ++compared_;
    Comparison comparison(file, base, outline, syntax);
    const std::optional<std::string> difference = comparison.Run(*parsed.document->root());
    nodes_ += comparison.nodes();
    const bool is_excused =
        std::ranges::any_of(kExceptions, [&path, slice](const Exception& exception) {
          return path.ends_with(exception.file) && slice == exception.slice;
        });
    if (is_excused) ++excused_;
    if (difference.has_value() && !is_excused) {
      differences_.push_back(fmt::format("{} document {}: {}", path, slice, *difference));
    } else if (!difference.has_value() && is_excused) {
      differences_.push_back(fmt::format("{} document {}: excused without need", path, slice));
    }
  }

  size_t compared_ = 0;
  size_t nodes_ = 0;
  size_t excused_ = 0;
  size_t templates_ = 0;
  size_t refused_by_both_ = 0;
  std::vector<std::string> refused_by_tree_sitter_;
  std::vector<std::string> refused_by_parser_;
  std::vector<std::string> differences_;
};

TEST(YamlDifferentialTest, OurInputs) {
  Differential differential;
  differential.CompareFolder(test::Testdata("inputs"));
  RecordProperty("summary", differential.Summary());
  EXPECT_GT(differential.compared(), 0u);
  differential.ExpectNoDifferences();
}

TEST(YamlDifferentialTest, Corpus) {
  const auto corpus = test::Shared("corpus");
  IRSALINT_REQUIRE_SHARED(corpus);
  Differential differential;
  differential.CompareFolder(*corpus);
  RecordProperty("summary", differential.Summary());
  fmt::print("{}\n", differential.Summary());
  EXPECT_GT(differential.compared(), 0u);
  EXPECT_THAT(differential.refused_by_parser(), IsEmpty());
  EXPECT_LE(differential.refused_by_tree_sitter().size() * 100, differential.compared())
      << "tree-sitter sees too little for the comparison to mean something";
  differential.ExpectNoDifferences();
}

}  // namespace
}  // namespace irsalint::syntax
