#include "analyzer/syntax/tree_sitter.h"

#include <tree_sitter/api.h>

#include <algorithm>
#include <limits>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

extern "C" {
const TSLanguage* tree_sitter_yaml(void);
const TSLanguage* tree_sitter_json(void);
}

namespace irsalint::syntax {
namespace {

// The YAML grammar's scanner stores its indentation levels in 1,024 bytes, room for 253, and checks
// this bound after it has written past it.
constexpr size_t kMaxIndentLevels = 240;

// tree-sitter asks every 100 parser operations whether to go on. Real texts need four operations a
// byte at most.
constexpr uint64_t kMinProgressCalls = 10'000;
constexpr uint64_t kProgressCallsPerKilobyte = 200;

// A tree takes up to 350 bytes for a byte of hostile text; and the YAML scanner counts lines in 16
// bits and is lost when they overflow. Larger slices are cut into windows.
constexpr size_t kMaxTreeBytes = 1024 * 1024;
constexpr size_t kMaxTreeLines = 30'000;

struct ParserDeleter {
  void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
struct TreeDeleter {
  void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsBreak(char c) { return c == '\n' || c == '\r'; }

// An upper bound for the indentation levels that are open at once, counted by columns: a level
// needs an indicator (`-`, `?`, `:`) or a key at the front of its line, and ends with a line that
// starts left of it.
size_t MostIndentLevels(std::string_view text) {
  std::vector<size_t> open;  // columns, in order
  size_t most = 0;
  size_t at = 0;
  while (at < text.size()) {
    const size_t line = at;
    while (at < text.size() && text[at] == ' ') ++at;
    const bool is_empty = at == text.size() || IsBreak(text[at]);
    if (!is_empty) {
      while (!open.empty() && open.back() >= at - line) open.pop_back();
      const auto push = [&open](size_t column) {
        open.push_back(column);
        open.push_back(column);  // a list may stand in the column of the key that holds it
      };
      for (; at < text.size(); ++at) {
        const char c = text[at];
        if (IsBlank(c)) continue;
        if (c != '-' && c != '?' && c != ':') break;
        const bool is_indicator =
            at + 1 == text.size() || IsBlank(text[at + 1]) || IsBreak(text[at + 1]);
        if (!is_indicator) break;
        push(at - line);
      }
      push(at - line);
      open.push_back(at - line);  // a block scalar
      most = std::max(most, open.size());
    }
    while (at < text.size() && !IsBreak(text[at])) ++at;
    if (at < text.size()) ++at;
  }
  return most;
}

struct Progress {
  uint64_t calls_left = 0;
};

bool IsExhausted(TSParseState* state) {
  auto* progress = static_cast<Progress*>(state->payload);
  if (progress->calls_left == 0) return true;
  --progress->calls_left;
  return false;
}

const char* ReadRest(void* payload, uint32_t offset, TSPoint, uint32_t* length) {
  const auto& text = *static_cast<const std::string_view*>(payload);
  if (offset >= text.size()) {
    *length = 0;
    return "";
  }
  *length = static_cast<uint32_t>(text.size() - offset);
  return text.data() + offset;
}

std::unique_ptr<TSTree, TreeDeleter> ParseTree(std::string_view text, const TSLanguage* language) {
  const std::unique_ptr<TSParser, ParserDeleter> parser(ts_parser_new());
  if (!ts_parser_set_language(parser.get(), language)) return nullptr;
  Progress progress{.calls_left =
                        kMinProgressCalls + text.size() / 1024 * kProgressCallsPerKilobyte};
  TSInput input{};
  input.payload = &text;
  input.read = ReadRest;
  input.encoding = TSInputEncodingUTF8;
  TSParseOptions options{};
  options.payload = &progress;
  options.progress_callback = IsExhausted;
  return std::unique_ptr<TSTree, TreeDeleter>(
      ts_parser_parse_with_options(parser.get(), nullptr, input, options));
}

// What the outline does with a node of the tree.
struct Treatment {
  std::optional<OutlineKind> kind;
  bool ends_with_content = false;  // its own end may include comments and blank lines
  bool is_leaf = false;
  bool passes_role = false;
};

Treatment TreatmentOf(std::string_view type) {
  struct Entry {
    std::string_view type;
    Treatment treatment;
  };
  static constexpr Entry kEntries[] = {
      {"plain_scalar", {OutlineKind::kPlain, false, true, false}},
      {"single_quote_scalar", {OutlineKind::kSingleQuoted, false, true, false}},
      {"double_quote_scalar", {OutlineKind::kDoubleQuoted, false, true, false}},
      {"block_scalar", {OutlineKind::kBlock, false, false, false}},
      {"alias", {OutlineKind::kAlias, false, true, false}},
      {"block_mapping", {OutlineKind::kMap, true, false, false}},
      {"flow_mapping", {OutlineKind::kMap, false, false, false}},
      {"block_sequence", {OutlineKind::kList, true, false, false}},
      {"flow_sequence", {OutlineKind::kList, false, false, false}},
      {"block_mapping_pair", {OutlineKind::kPair, true, false, false}},
      {"flow_pair", {OutlineKind::kPair, true, false, false}},
      {"comment", {OutlineKind::kComment, false, true, false}},
      {"block_sequence_item", {std::nullopt, true, false, false}},
      {"flow_node", {std::nullopt, true, false, true}},
      {"block_node", {std::nullopt, true, false, true}},
      // JSON
      {"object", {OutlineKind::kMap, false, false, false}},
      {"array", {OutlineKind::kList, false, false, false}},
      {"pair", {OutlineKind::kPair, true, false, false}},
      {"string", {OutlineKind::kDoubleQuoted, false, true, false}},
      {"number", {OutlineKind::kPlain, false, true, false}},
      {"true", {OutlineKind::kPlain, false, true, false}},
      {"false", {OutlineKind::kPlain, false, true, false}},
      {"null", {OutlineKind::kPlain, false, true, false}},
  };
  for (const Entry& entry : kEntries) {
    if (entry.type == type) return entry.treatment;
  }
  return {};
}

// Walks the tree with its own stack (texts from strangers nest deeply).
class OutlineBuilder {
 public:
  OutlineBuilder(std::string_view text, const TSTree* tree, const TSLanguage* language)
      : text_(text),
        cursor_(ts_tree_cursor_new(ts_tree_root_node(tree))),
        key_field_(ts_language_field_id_for_name(language, "key", 3)),
        value_field_(ts_language_field_id_for_name(language, "value", 5)) {
    const uint32_t symbols = ts_language_symbol_count(language);
    treatments_.reserve(symbols);
    for (uint32_t symbol = 0; symbol < symbols; ++symbol) {
      const auto id = static_cast<TSSymbol>(symbol);
      const bool is_named = ts_language_symbol_type(language, id) == TSSymbolTypeRegular;
      treatments_.push_back(is_named ? TreatmentOf(ts_language_symbol_name(language, id))
                                     : Treatment{});
    }
  }
  ~OutlineBuilder() { ts_tree_cursor_delete(&cursor_); }
  OutlineBuilder(const OutlineBuilder&) = delete;
  OutlineBuilder& operator=(const OutlineBuilder&) = delete;

  std::vector<OutlineNode> Build() {
    Enter();
    while (!open_.empty()) {
      if (!open_.back().treatment.is_leaf && !open_.back().is_entered) {
        open_.back().is_entered = true;
        if (ts_tree_cursor_goto_first_child(&cursor_)) {
          Enter();
          continue;
        }
      }
      Leave();
      if (open_.empty()) break;
      if (ts_tree_cursor_goto_next_sibling(&cursor_)) {
        Enter();
      } else {
        ts_tree_cursor_goto_parent(&cursor_);
      }
    }
    return std::move(nodes_);
  }

 private:
  static constexpr size_t kNoNode = std::numeric_limits<size_t>::max();

  struct Open {
    Treatment treatment;
    OutlineRole role = OutlineRole::kNone;
    size_t node = kNoNode;  // index in nodes_
    uint32_t begin = 0;
    uint32_t end = 0;
    uint32_t content_end = 0;  // of the last child that is no comment
    bool is_entered = false;
  };

  void Enter() {
    const TSNode node = ts_tree_cursor_current_node(&cursor_);
    const TSSymbol symbol = ts_node_symbol(node);
    Open open;
    if (symbol < treatments_.size()) open.treatment = treatments_[symbol];
    open.begin = open.content_end = ts_node_start_byte(node);
    open.end = ts_node_end_byte(node);
    const TSFieldId field = ts_tree_cursor_current_field_id(&cursor_);
    if (field != 0 && field == key_field_) {
      open.role = OutlineRole::kKey;
    } else if (field != 0 && field == value_field_) {
      open.role = OutlineRole::kValue;
    } else if (!open_.empty() && open_.back().treatment.passes_role) {
      open.role = open_.back().role;
    }
    if (open.treatment.kind.has_value() && !ts_node_is_missing(node)) {
      open.node = nodes_.size();
      OutlineNode out;
      out.begin = open.begin;
      out.kind = *open.treatment.kind;
      out.role = out.kind == OutlineKind::kComment ? OutlineRole::kNone : open.role;
      nodes_.push_back(out);
    }
    open_.push_back(open);
  }

  void Leave() {
    const Open open = open_.back();
    open_.pop_back();
    uint32_t end = open.treatment.ends_with_content ? open.content_end : open.end;
    if (open.treatment.kind == OutlineKind::kBlock) {
      // At the end of the text the grammar counts the line breaks in.
      while (end > open.begin && (IsBlank(text_[end - 1]) || IsBreak(text_[end - 1]))) --end;
    }
    if (open.node != kNoNode) {
      nodes_[open.node].end = end;
      nodes_[open.node].after = static_cast<uint32_t>(nodes_.size());
    }
    const bool is_comment = open.treatment.kind == OutlineKind::kComment;
    if (!open_.empty() && !is_comment) {
      open_.back().content_end = std::max(open_.back().content_end, end);
    }
  }

  std::string_view text_;
  TSTreeCursor cursor_;
  TSFieldId key_field_;
  TSFieldId value_field_;
  std::vector<Treatment> treatments_;  // by symbol
  std::vector<Open> open_;
  std::vector<OutlineNode> nodes_;
};

struct Window {
  size_t begin = 0;
  size_t end = 0;
  size_t lines = 0;

  bool Fits() const { return end - begin <= kMaxTreeBytes && lines <= kMaxTreeLines; }
};

// Cuts a slice where a line starts in column 0, which is where an entry of the outermost collection
// starts. A window without such a line may be larger than fits.
std::vector<Window> WindowsOf(std::string_view text) {
  std::vector<Window> windows(1);
  Window entry;  // since the last line in column 0
  const auto add = [&windows](const Window& part) {
    Window joined = windows.back();
    joined.end = part.end;
    joined.lines += part.lines;
    if (joined.Fits() || windows.back().lines == 0) {
      windows.back() = joined;
    } else {
      windows.push_back(part);
    }
  };
  for (size_t line = 0; line < text.size();) {
    const bool starts_entry =
        !IsBlank(text[line]) && !IsBreak(text[line]) && text[line] != ']' && text[line] != '}';
    if (starts_entry && entry.lines > 0) {
      add(entry);
      entry = {.begin = line, .end = line, .lines = 0};
    }
    const size_t line_end = std::min(text.find('\n', line), text.size() - 1) + 1;
    entry.end = line_end;
    ++entry.lines;
    line = line_end;
  }
  if (entry.lines > 0) add(entry);
  return windows;
}

Outline OutlineOfTree(std::string_view text, Syntax syntax) {
  Outline outline;
  if (syntax == Syntax::kYaml && MostIndentLevels(text) > kMaxIndentLevels) return outline;
  const TSLanguage* language = syntax == Syntax::kYaml ? tree_sitter_yaml() : tree_sitter_json();
  const auto tree = ParseTree(text, language);
  if (tree == nullptr) return outline;
  outline.complete = !ts_node_has_error(ts_tree_root_node(tree.get()));
  outline.nodes = OutlineBuilder(text, tree.get(), language).Build();
  return outline;
}

// Whether a node of one window may go on in the next.
bool MayGoOn(const OutlineNode& node, std::string_view window, size_t content_end) {
  switch (node.kind) {
    case OutlineKind::kMap:
    case OutlineKind::kList:
    case OutlineKind::kPair:
      return (node.begin == 0 || IsBreak(window[node.begin - 1])) &&
             (node.end >= content_end || node.kind != OutlineKind::kPair);
    case OutlineKind::kPlain:
    case OutlineKind::kSingleQuoted:
    case OutlineKind::kDoubleQuoted:
    case OutlineKind::kBlock:
    case OutlineKind::kAlias:
    case OutlineKind::kComment:
      return false;
  }
  return false;
}

}  // namespace

Outline BuildOutline(std::string_view text, Syntax syntax) {
  if (text.empty() || text.size() >= std::numeric_limits<uint32_t>::max()) return {};
  if (syntax == Syntax::kJson) {
    return text.size() <= kMaxTreeBytes ? OutlineOfTree(text, syntax) : Outline();
  }
  const std::vector<Window> windows = WindowsOf(text);
  if (windows.size() == 1) {
    return windows.front().Fits() ? OutlineOfTree(text, syntax) : Outline();
  }
  Outline whole;
  for (const Window& window : windows) {
    if (!window.Fits()) continue;
    const std::string_view bytes = text.substr(window.begin, window.end - window.begin);
    const std::vector<OutlineNode> nodes = OutlineOfTree(bytes, syntax).nodes;
    uint32_t content_end = 0;
    for (const OutlineNode& node : nodes) {
      if (node.kind != OutlineKind::kComment) content_end = std::max(content_end, node.end);
    }
    for (OutlineNode node : nodes) {
      if (MayGoOn(node, bytes, content_end)) continue;
      node.begin += static_cast<uint32_t>(window.begin);
      node.end += static_cast<uint32_t>(window.begin);
      node.after = 0;
      whole.nodes.push_back(node);
    }
  }
  return whole;
}

}  // namespace irsalint::syntax
