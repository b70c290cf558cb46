// The only file that knows yaml-cpp's parser. Its traps, each handled where it bites: it may make
// no progress (`,`), accepts a lone quote, marks properties instead of values and the next token
// instead of an empty value, and holds every token of a flow collection until the collection ends.

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <exception>
#include <istream>
#include <streambuf>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/utf8.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/parse_text.h"
#include "analyzer/syntax/scalar_type.h"
#include "analyzer/syntax/slice_text.h"
#include "analyzer/syntax/tree_builder.h"
#include "analyzer/syntax/yaml_structure.h"

namespace irsalint::syntax {
namespace {

// Lets yaml-cpp read bytes that are in memory already.
class SliceBuffer : public std::streambuf {
 public:
  explicit SliceBuffer(std::string_view bytes) {
    char* begin = const_cast<char*>(bytes.data());  // a get area is never written to
    setg(begin, begin, begin + bytes.size());
  }
};

// Leaves yaml-cpp's parser from inside an event.
struct Stop {
  ParseError error;
};

struct Anchor {
  const Node* node = nullptr;
  SubtreeSize size;
  bool is_open = false;  // its value is still being read
};

// The kind that an explicit tag gives to a scalar; unknown tags give none.
NodeKind KindOfTagged(std::string_view tag, std::string_view text, NodeKind otherwise) {
  constexpr std::string_view kCore = "tag:yaml.org,2002:";
  if (!tag.starts_with(kCore)) return otherwise;
  tag.remove_prefix(kCore.size());
  const NodeKind plain = KindOfPlain(text);
  if (tag == "bool") return plain == NodeKind::kBool ? plain : NodeKind::kString;
  if (tag == "null") return NodeKind::kNull;
  if (tag == "int" || tag == "float") {
    return plain == NodeKind::kNumber ? plain : NodeKind::kString;
  }
  return NodeKind::kString;  // str, binary, timestamp, merge
}

ScalarStyle StyleOf(char first) {
  switch (first) {
    case '"':
      return ScalarStyle::kDoubleQuoted;
    case '\'':
      return ScalarStyle::kSingleQuoted;
    case '|':
      return ScalarStyle::kLiteral;
    case '>':
      return ScalarStyle::kFolded;
    default:
      return ScalarStyle::kPlain;
  }
}

class EventReader : public YAML::EventHandler {
 public:
  EventReader(const SliceText& slice, TreeBuilder& builder) : slice_(slice), builder_(builder) {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_ > 0 && mark.pos == last_document_) {
      Fail(fmt::format("`{}` cannot stand here", slice_[At(mark)]), At(mark));
    }
    last_document_ = mark.pos;
    ++documents_;
  }

  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    const size_t at = At(mark);
    if (documents_ > 1) {
      const bool is_marker = slice_.Holds(at, "---") || slice_.Holds(at, "...");
      if (at < slice_.end() && !is_marker) FailExtraContent(at);
      return;
    }
    size_t value = at;
    size_t properties_end = at;
    if (anchor != YAML::NullAnchor) value = SkipProperties(at, &properties_end);
    const size_t length = value < consumed_ ? 0 : slice_.NullWordLength(value);
    const bool is_next_key = !builder_.AtKey() && slice_.IsFollowedByColon(value + length);
    if (length > 0 && !is_next_key) {
      Add(NodeKind::kNull, ScalarStyle::kPlain, value, slice_.Sub(value, length), anchor);
      return;
    }
    const size_t empty = anchor != YAML::NullAnchor ? properties_end : EmptyAt(at);
    Add(NodeKind::kNull, ScalarStyle::kPlain, empty, {}, anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t id) override {
    const size_t at = At(mark);
    RefuseExtraContent(at);
    if (id >= anchors_.size() || anchors_[id].node == nullptr) {
      Fail("the alias names an anchor that is not defined above it", at);
    }
    const Anchor& anchor = anchors_[id];
    if (anchor.is_open) Fail("the alias refers to a value that holds it", at);
    Check(builder_.AddAlias(static_cast<uint32_t>(at), *anchor.node, anchor.size));
    Consume(Leaf::kAlias, at, {});
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    size_t at = At(mark);
    RefuseExtraContent(at);
    size_t properties_end = at;
    at = SkipProperties(at, &properties_end);
    const char first = slice_[at];
    const bool is_plain_tag = tag == "?";
    ScalarStyle style = is_plain_tag ? ScalarStyle::kPlain : StyleOf(first);
    if (value.empty() && IsEmptyAt(at, style)) {
      style = ScalarStyle::kPlain;
      at = properties_end;
    }
    const std::string_view text = TextOf(style, at, value);
    NodeKind kind = NodeKind::kString;
    if (is_plain_tag) {
      kind = KindOfPlain(text);
    } else if (tag != "!") {
      kind = KindOfTagged(tag, text,
                          style == ScalarStyle::kPlain ? KindOfPlain(text) : NodeKind::kString);
    }
    Add(kind, style, at, text, anchor);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value) override {
    OpenCollection(NodeKind::kList, mark, tag, anchor);
  }

  void OnSequenceEnd() override { CloseCollection(); }

  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value) override {
    OpenCollection(NodeKind::kMap, mark, tag, anchor);
  }

  void OnMapEnd() override { CloseCollection(); }

  int documents() const { return documents_; }

 private:
  // What was read last, so that the place of an empty value behind it can be found.
  enum class Leaf : uint8_t { kNothing, kOpen, kPlain, kQuoted, kBlock, kAlias, kEmpty };

  size_t At(const YAML::Mark& mark) const {
    return std::min(slice_.begin() + static_cast<size_t>(std::max(mark.pos, 0)), slice_.end());
  }

  [[noreturn]] static void Fail(std::string message, size_t at) {
    throw Stop{{std::move(message), static_cast<uint32_t>(at)}};
  }

  [[noreturn]] static void FailExtraContent(size_t at) {
    Fail("the document ends before this; only comments or a new `---` may follow", at);
  }

  void RefuseExtraContent(size_t at) const {
    if (documents_ > 1) FailExtraContent(at);
  }

  void Check(const Node* added) const {
    if (added == nullptr) throw Stop{*builder_.error()};
  }

  // The start of the value behind the anchors and tags at `at`; `*properties_end` is where the last
  // of them ends.
  size_t SkipProperties(size_t at, size_t* properties_end) const {
    while (slice_[at] == '&' || slice_[at] == '!') {
      *properties_end = slice_.PropertyEnd(at);
      at = slice_.SkipTrivia(*properties_end);
    }
    return at;
  }

  // Whether a scalar without text was not written at all (`!!str` alone), as opposed to `""`.
  bool IsEmptyAt(size_t at, ScalarStyle style) const {
    switch (style) {
      case ScalarStyle::kSingleQuoted:
      case ScalarStyle::kDoubleQuoted: {
        const size_t end = slice_.QuotedEnd(at);
        return end != std::string_view::npos && !builder_.AtKey() && slice_.IsFollowedByColon(end);
      }
      case ScalarStyle::kLiteral:
      case ScalarStyle::kFolded:
        return false;
      case ScalarStyle::kPlain:
      case ScalarStyle::kNone:
        return true;
    }
    return true;
  }

  // `value` as a view of the file where the file holds it literally, else as a copy in the arena.
  std::string_view TextOf(ScalarStyle style, size_t at, const std::string& value) {
    switch (style) {
      case ScalarStyle::kPlain:
        if (slice_.Holds(at, value)) return slice_.Sub(at, value.size());
        break;
      case ScalarStyle::kSingleQuoted:
      case ScalarStyle::kDoubleQuoted: {
        const char quote = slice_[at];
        const size_t closing = at + 1 + value.size();
        const bool is_closed = closing < slice_.end() && slice_[closing] == quote;
        if (is_closed && slice_.Holds(at + 1, value)) return slice_.Sub(at + 1, value.size());
        if (slice_.QuotedEnd(at) == std::string_view::npos) {
          Fail("the quoted string is never closed", at);
        }
        break;
      }
      case ScalarStyle::kLiteral:
      case ScalarStyle::kFolded:
      case ScalarStyle::kNone:
        break;
    }
    return builder_.Keep(value);
  }

  void Add(NodeKind kind, ScalarStyle style, size_t at, std::string_view text,
           YAML::anchor_t anchor) {
    const Node* node = builder_.AddScalar(kind, style, static_cast<uint32_t>(at), text);
    Check(node);
    if (anchor != YAML::NullAnchor) AnchorSlot(anchor) = {node, {.nodes = 1, .depth = 0}, false};
    switch (style) {
      case ScalarStyle::kSingleQuoted:
      case ScalarStyle::kDoubleQuoted:
        Consume(Leaf::kQuoted, at, text);
        break;
      case ScalarStyle::kLiteral:
      case ScalarStyle::kFolded:
        Consume(Leaf::kBlock, at, text);
        break;
      case ScalarStyle::kPlain:
      case ScalarStyle::kNone:
        Consume(text.empty() ? Leaf::kEmpty : Leaf::kPlain, at, text);
        break;
    }
  }

  void OpenCollection(NodeKind kind, const YAML::Mark& mark, const std::string& tag,
                      YAML::anchor_t anchor) {
    size_t at = At(mark);
    RefuseExtraContent(at);
    // Only its own properties are skipped: those of the first key belong to the map's bytes.
    const int properties = (tag != "?" ? 1 : 0) + (anchor != YAML::NullAnchor ? 1 : 0);
    for (int i = 0; i < properties && (slice_[at] == '&' || slice_[at] == '!'); ++i) {
      at = slice_.SkipTrivia(slice_.PropertyEnd(at));
    }
    const size_t nodes_before = builder_.NodeCount();
    const Node* node = builder_.Open(kind, static_cast<uint32_t>(at));
    Check(node);
    if (anchor != YAML::NullAnchor) AnchorSlot(anchor) = {node, {}, true};
    open_.push_back({anchor, nodes_before});
    Consume(Leaf::kOpen, at, {});
  }

  void CloseCollection() {
    const Open open = open_.back();
    open_.pop_back();
    const Node* node = builder_.Close();
    if (open.anchor == YAML::NullAnchor) return;
    AnchorSlot(open.anchor) = {
        node,
        {.nodes = builder_.NodeCount() - open.nodes_before, .depth = builder_.ClosedDepth()},
        false};
  }

  Anchor& AnchorSlot(YAML::anchor_t id) {
    if (anchors_.size() <= id) anchors_.resize(id + 1);
    return anchors_[id];
  }

  void Consume(Leaf leaf, size_t at, std::string_view text) {
    last_leaf_ = leaf;
    consumed_ = at;
    last_text_ = text;
  }

  // The end of what was read last.
  size_t ConsumedEnd(size_t limit) const {
    switch (last_leaf_) {
      case Leaf::kNothing:
        return slice_.begin();
      case Leaf::kOpen:
        return slice_[consumed_] == '[' || slice_[consumed_] == '{' ? consumed_ + 1 : consumed_;
      case Leaf::kPlain:
        return slice_.PlainEnd(consumed_, last_text_);
      case Leaf::kQuoted:
        return std::min(slice_.QuotedEnd(consumed_), slice_.end());
      case Leaf::kBlock:
        return std::max(consumed_, slice_.TrimBack(limit));
      case Leaf::kAlias:
        return slice_.PropertyEnd(consumed_);
      case Leaf::kEmpty:
        return consumed_;
    }
    return consumed_;
  }

  // Where a value that was not written would stand, given the start of the next token: behind the
  // `:` of its key or the `-` of its item.
  size_t EmptyAt(size_t next) const {
    const Node* parent = builder_.Parent();
    if (parent == nullptr) return slice_.TrimBack(next);
    const size_t consumed_end = ConsumedEnd(next);
    if (next < consumed_end) return consumed_end;
    if (builder_.AtKey()) return next;
    const char indicator = parent->IsMap() ? ':' : '-';
    size_t at = slice_.SkipTrivia(consumed_end);
    while (at < next && slice_[at] != indicator) {
      const bool is_closer = slice_[at] == ']' || slice_[at] == '}';
      if (!is_closer) break;
      at = slice_.SkipTrivia(at + 1);
    }
    if (at < next && slice_[at] == indicator) return at + 1;
    return parent->IsMap() ? consumed_end : next;
  }

  struct Open {
    YAML::anchor_t anchor = YAML::NullAnchor;
    size_t nodes_before = 0;
  };

  const SliceText& slice_;
  TreeBuilder& builder_;
  int documents_ = 0;
  int last_document_ = -1;
  std::vector<Anchor> anchors_;  // by yaml-cpp's id
  std::vector<Open> open_;
  Leaf last_leaf_ = Leaf::kNothing;
  size_t consumed_ = 0;
  std::string_view last_text_;
};

// yaml-cpp's message as a sentence for people who do not know its parser.
std::string Reworded(const std::string& message) {
  struct Wording {
    std::string_view theirs;
    std::string_view ours;
  };
  const Wording wordings[] = {
      {YAML::ErrorMsg::END_OF_MAP,
       "this fits neither the keys of the map above nor its indentation"},
      {YAML::ErrorMsg::END_OF_MAP_FLOW, "the map opened by `{` is not closed"},
      {YAML::ErrorMsg::END_OF_SEQ,
       "this fits neither the items of the list above nor its indentation"},
      {YAML::ErrorMsg::END_OF_SEQ_FLOW, "the list opened by `[` is not closed"},
      {YAML::ErrorMsg::TAB_IN_INDENTATION, "a tab cannot indent a line of YAML"},
      {YAML::ErrorMsg::EOF_IN_SCALAR, "the quoted string is never closed"},
      {YAML::ErrorMsg::DOC_IN_SCALAR, "a document marker stands inside a quoted string"},
      {YAML::ErrorMsg::UNKNOWN_TOKEN, "this character cannot start a value"},
      {YAML::ErrorMsg::FLOW_END, "a closing bracket without the one that opens it"},
      {YAML::ErrorMsg::BLOCK_ENTRY, "an item `- ` cannot stand here"},
      {YAML::ErrorMsg::MAP_KEY, "a key cannot stand here"},
      {YAML::ErrorMsg::MAP_VALUE, "the value of a map entry cannot stand here"},
      {YAML::ErrorMsg::UNKNOWN_ANCHOR, "the alias names an anchor that is not defined above it"},
      {YAML::ErrorMsg::BAD_FILE, "the document nests too deeply"},
  };
  for (const Wording& wording : wordings) {
    if (message == wording.theirs) return std::string(wording.ours);
  }
  return "not valid YAML: " + message;
}

// The first byte that no YAML document may hold. (yaml-cpp takes 0x04 for the end of the input.)
std::optional<ParseError> FindForbiddenByte(const SliceText& slice) {
  const std::string_view bytes = slice.bytes();
  const auto forbidden = std::find_if(bytes.begin(), bytes.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r';
  });
  if (forbidden != bytes.end()) {
    return ParseError{
        fmt::format("the control character U+{:04X} is not allowed in YAML",
                    static_cast<unsigned>(*forbidden)),
        static_cast<uint32_t>(slice.begin() + static_cast<size_t>(forbidden - bytes.begin()))};
  }
  if (const auto invalid = base::FirstInvalidUtf8(bytes)) {
    return ParseError{"the text is not valid UTF-8",
                      static_cast<uint32_t>(slice.begin() + *invalid)};
  }
  return std::nullopt;
}

// yaml-cpp holds some 250 bytes a token until the outermost flow collection ends. So collections
// that will pass a limit anyway are found before it sees them.
std::optional<ParseError> FindHugeFlow(const SliceText& slice, const Limits& limits) {
  const std::string_view bytes = slice.bytes();
  const auto opened = static_cast<size_t>(
      std::count_if(bytes.begin(), bytes.end(), [](char c) { return c == '[' || c == '{'; }));
  // A short text holds fewer bytes than the limit of nodes, let alone entries.
  const size_t entries = bytes.size() <= limits.nodes
                             ? 0
                             : static_cast<size_t>(std::count(bytes.begin(), bytes.end(), ','));
  if (opened <= limits.depth && opened + entries <= limits.nodes) return std::nullopt;
  StructureWalker walker(bytes);
  StructureMark mark;
  size_t depth = 0;
  size_t nodes = 0;
  while (walker.Next(&mark)) {
    const auto at = static_cast<uint32_t>(slice.begin() + mark.begin);
    switch (mark.kind) {
      case StructureMark::Kind::kFlowOpen:
        if (++depth > limits.depth) return DepthError(limits, at);
        ++nodes;
        break;
      case StructureMark::Kind::kFlowClose:
        --depth;
        break;
      case StructureMark::Kind::kFlowEntry:
        ++nodes;
        break;
      case StructureMark::Kind::kQuoted:
      case StructureMark::Kind::kPlain:
        break;
    }
    if (nodes > limits.nodes) return NodesError(limits, at);
  }
  return std::nullopt;
}

// yaml-cpp's complaint in our words, or the cause behind it that it does not see.
ParseError Explained(const SliceText& slice, size_t at, const std::string& message) {
  const std::string_view bytes = slice.bytes();
  const size_t carriage_return = bytes.find('\r');
  if (carriage_return != std::string_view::npos && bytes.find('\n') == std::string_view::npos) {
    return {"the lines end with a carriage return alone; save the file with LF endings",
            static_cast<uint32_t>(slice.begin() + carriage_return)};
  }
  if (const size_t tab = slice.TabInIndentation(at); tab != std::string_view::npos) {
    return {"a tab cannot indent a line of YAML", static_cast<uint32_t>(tab)};
  }
  return {Reworded(message), static_cast<uint32_t>(at)};
}

std::optional<ParseError> ReadEvents(const SliceText& slice, TreeBuilder& builder) {
  SliceBuffer buffer(slice.bytes());
  std::istream stream(&buffer);
  EventReader reader(slice, builder);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(reader)) {
    }
  } catch (const Stop& stop) {
    return stop.error;
  } catch (const YAML::Exception& exception) {
    const size_t at = slice.begin() + static_cast<size_t>(std::max(exception.mark.pos, 0));
    return Explained(slice, std::min(at, slice.end()), exception.msg);
  }
  if (reader.documents() == 0) {  // nothing but comments: an empty value
    builder.AddScalar(NodeKind::kNull, ScalarStyle::kPlain, static_cast<uint32_t>(slice.begin()),
                      {});
  }
  return std::nullopt;
}

}  // namespace

std::optional<ParseError> ReadYaml(TextRegion region, TreeBuilder& builder, const Limits& limits) {
  const SliceText slice(region.whole, region.begin, region.end);
  if (auto error = FindForbiddenByte(slice)) return error;
  if (auto error = FindHugeFlow(slice, limits)) return error;
  return ReadEvents(slice, builder);
}

}  // namespace irsalint::syntax
