#include "analyzer/syntax/locate.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "analyzer/base/percent.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/scalar_map.h"
#include "analyzer/syntax/tree_sitter.h"

namespace irsalint::syntax {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

// Half-open range of bytes of the text that a node's offsets count in.
struct Extent {
  uint32_t begin = 0;
  uint32_t end = 0;
};

bool IsBlank(char c) { return c == ' ' || c == '\t'; }
bool IsBreak(char c) { return c == '\n' || c == '\r'; }
bool IsSpace(char c) { return IsBlank(c) || IsBreak(c); }
bool IsFlowIndicator(char c) {
  return c == ',' || c == '[' || c == ']' || c == '{' || c == '}';
}

// The rest of this group finds ends without a tree, by the bytes alone: for what tree-sitter had to
// skip. Each takes a start inside `text` and returns an end inside `text`.

uint32_t EndOfLine(std::string_view text, uint32_t begin) {
  size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  const size_t comment = std::min(text.find(" #", begin), text.find("\t#", begin));
  end = std::min(end, comment);
  while (end > begin && IsBlank(text[end - 1])) --end;
  return static_cast<uint32_t>(end);
}

uint32_t EndOfSingleQuoted(std::string_view text, uint32_t begin) {
  for (size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] != '\'') continue;
    if (at + 1 == text.size() || text[at + 1] != '\'') return static_cast<uint32_t>(at + 1);
    ++at;
  }
  return EndOfLine(text, begin);
}

uint32_t EndOfDoubleQuoted(std::string_view text, uint32_t begin) {
  for (size_t at = begin + 1; at < text.size(); ++at) {
    if (text[at] == '\\') {
      ++at;
    } else if (text[at] == '"') {
      return static_cast<uint32_t>(at + 1);
    }
  }
  return EndOfLine(text, begin);
}

uint32_t EndOfAlias(std::string_view text, uint32_t begin) {
  size_t at = begin;
  while (at < text.size() && !IsSpace(text[at]) && !IsFlowIndicator(text[at])) ++at;
  return static_cast<uint32_t>(at);
}

// The header, and all lines that are blank or indented as deep as the first that is not.
uint32_t EndOfBlock(std::string_view text, uint32_t begin) {
  size_t end = std::min(text.find_first_of("\r\n", begin), text.size());
  std::optional<size_t> indent;
  for (size_t at = end; at < text.size();) {
    while (at < text.size() && IsBreak(text[at])) ++at;
    const size_t line = at;
    while (at < text.size() && text[at] == ' ') ++at;
    if (at == text.size()) break;
    if (IsBreak(text[at])) continue;
    if (!indent.has_value()) indent = at - line;
    if (at - line < *indent || at == line) break;
    at = std::min(text.find_first_of("\r\n", at), text.size());
    end = at;
  }
  while (end > begin && IsBlank(text[end - 1])) --end;
  return static_cast<uint32_t>(end);
}

uint32_t EndOfScalar(std::string_view text, uint32_t begin, const Node& node) {
  if (begin >= text.size()) return begin;
  if (node.is_alias) return EndOfAlias(text, begin);
  switch (node.style) {
    case ScalarStyle::kSingleQuoted:
      return EndOfSingleQuoted(text, begin);
    case ScalarStyle::kDoubleQuoted:
      return EndOfDoubleQuoted(text, begin);
    case ScalarStyle::kLiteral:
    case ScalarStyle::kFolded:
      return EndOfBlock(text, begin);
    case ScalarStyle::kNone:
    case ScalarStyle::kPlain:
      break;
  }
  if (text.substr(begin).starts_with(node.text)) {
    return begin + static_cast<uint32_t>(node.text.size());
  }
  return EndOfLine(text, begin);
}

// What a node of the parser can be in the outline.
bool Matches(const Node& node, OutlineKind kind) {
  if (node.is_alias) return kind == OutlineKind::kAlias;
  if (node.IsList()) return kind == OutlineKind::kList;
  // `[a: b]` holds a map that is written as a pair alone.
  if (node.IsMap()) return kind == OutlineKind::kMap || kind == OutlineKind::kPair;
  switch (node.style) {
    case ScalarStyle::kNone:
    case ScalarStyle::kPlain:
      return kind == OutlineKind::kPlain;
    case ScalarStyle::kSingleQuoted:
      return kind == OutlineKind::kSingleQuoted;
    case ScalarStyle::kDoubleQuoted:
      return kind == OutlineKind::kDoubleQuoted;
    case ScalarStyle::kLiteral:
    case ScalarStyle::kFolded:
      return kind == OutlineKind::kBlock;
  }
  return false;
}

bool IsEmptyPlain(const Node& node) {
  return node.IsScalar() && !node.is_alias && node.text.empty() &&
         (node.style == ScalarStyle::kPlain || node.style == ScalarStyle::kNone);
}

// A document, the text that its offsets count in, and for an embedded one the way back to the text
// around it.
class Content {
 public:
  // A slice of a file.
  Content(std::string_view file, DocumentId slice, Syntax syntax)
      : text_(file),
        begin_(slice.begin),
        end_(slice.end),
        parsed_(syntax == Syntax::kJson ? ParseJson(file, slice) : ParseYaml(file, slice)) {}

  // The text of the scalar `host`, whose extent in `outer` is given without alias.
  Content(Content& outer, const Node& host, Extent extent, Embed embed)
      : outer_(&outer),
        host_begin_(extent.begin),
        host_map_(outer.MapOf(host, extent)),
        parsed_(ParseEmbedded(host, embed)) {
    if (embed == Embed::kPercentEncodedJson) {
      decoded_ = base::PercentDecode(host.text).text;
      percent_map_ = ScalarMap::ForPercentEncoding(host.text, decoded_);
      text_ = decoded_;
    } else {
      text_ = host.text;
    }
    end_ = static_cast<uint32_t>(text_.size());
  }
  Content(const Content&) = delete;
  Content& operator=(const Content&) = delete;

  const Node* root() const { return parsed_.document ? parsed_.document->root() : nullptr; }

  // The embedded document of a scalar of this one; parsed once.
  Content& Embedded(const Node& host, Embed embed) {
    std::unique_ptr<Content>& content = embedded_[{&host, embed}];
    if (content == nullptr) {
      content = std::make_unique<Content>(*this, host, ExtentOf(host), embed);
    }
    return *content;
  }

  // The bytes of a node in this document's text.
  Extent ExtentOf(const Node& node) {
    const uint32_t begin = std::clamp(node.start, begin_, end_);
    if (const OutlineNode* found = FindOutline(begin, node)) return {begin, end_of(*found)};
    if (IsEmptyPlain(node)) return {begin, begin};
    return {begin, std::clamp(LexicalEnd(node), begin, end_)};
  }

  // From the start of the key to the end of the value.
  Extent ExtentOf(const Pair& pair) {
    Extent extent = ExtentOf(*pair.key);
    if (IsEmptyPlain(*pair.value)) {
      const OutlineNode* found = FindPair(extent.begin);
      const uint32_t end = found != nullptr ? end_of(*found) : EndOfColon(extent.end);
      return {extent.begin, std::max(extent.end, end)};
    }
    extent.end = std::max(extent.end, ExtentOf(*pair.value).end);
    return extent;
  }

  // The bytes of a piece of a scalar's decoded text.
  Extent ExtentOf(const Node& scalar, TextRange range) {
    const Extent whole = ExtentOf(scalar);
    if (scalar.is_alias || !scalar.IsScalar()) return whole;
    const auto size = static_cast<uint32_t>(scalar.text.size());
    const uint32_t begin = std::min(range.begin, size);
    const uint32_t end = std::clamp(range.end, begin, size);
    const ScalarMap map = MapOf(scalar, whole);
    const uint32_t raw_begin = map.ToRaw(begin);
    const uint32_t raw_end = begin == end ? raw_begin : map.EndToRaw(end);
    return {whole.begin + raw_begin, whole.begin + std::max(raw_begin, raw_end)};
  }

  // The first line that holds something, for a document without a value.
  Extent FirstLine() const {
    uint32_t begin = begin_;
    if (begin == 0 && text_.starts_with(kByteOrderMark)) {
      begin = std::min(end_, static_cast<uint32_t>(kByteOrderMark.size()));
    }
    uint32_t at = begin;
    while (at < end_ && IsSpace(text_[at])) ++at;
    if (at == end_) return {begin, begin};
    return {at, std::clamp(EndOfLine(text_, at), at, end_)};
  }

  // The same bytes in the file: through the scalars around this document, innermost first.
  Extent ToFile(Extent extent) const {
    for (const Content* content = this; content->outer_ != nullptr; content = content->outer_) {
      extent = content->ToOuter(extent);
    }
    return extent;
  }

 private:
  ScalarMap MapOf(const Node& scalar, Extent extent) const {
    const std::string_view raw = text_.substr(extent.begin, extent.end - extent.begin);
    return syntax() == Syntax::kJson ? ScalarMap::ForJson(raw, scalar.text)
                                     : ScalarMap::ForYaml(scalar.style, raw, scalar.text);
  }

  Syntax syntax() const {
    return parsed_.document ? parsed_.document->syntax() : Syntax::kYaml;
  }

  Extent ToOuter(Extent extent) const {
    const auto map = [](const ScalarMap& scalar, Extent inner) -> Extent {
      const uint32_t begin = scalar.ToRaw(inner.begin);
      const uint32_t end = inner.begin == inner.end ? begin : scalar.EndToRaw(inner.end);
      return {begin, std::max(begin, end)};
    };
    if (percent_map_.has_value()) extent = map(*percent_map_, extent);
    extent = map(*host_map_, extent);
    return {host_begin_ + extent.begin, host_begin_ + extent.end};
  }

  uint32_t end_of(const OutlineNode& node) const { return std::min(node.end + base_, end_); }

  // tree-sitter's view of this document alone; built when first asked for.
  const std::vector<OutlineNode>& Outlined() {
    if (!outline_.has_value()) {
      base_ = begin_;
      if (base_ == 0 && text_.starts_with(kByteOrderMark)) {
        base_ = std::min(end_, static_cast<uint32_t>(kByteOrderMark.size()));
      }
      outline_ = BuildOutline(text_.substr(base_, end_ - base_), syntax());
    }
    return outline_->nodes;
  }

  template <typename Predicate>
  const OutlineNode* FindAt(uint32_t begin, Predicate matches) {
    const std::vector<OutlineNode>& nodes = Outlined();
    if (begin < base_) return nullptr;
    const uint32_t local = begin - base_;
    auto at = std::ranges::lower_bound(nodes, local, std::ranges::less(), &OutlineNode::begin);
    for (; at != nodes.end() && at->begin == local; ++at) {
      if (matches(*at)) return &*at;
    }
    return nullptr;
  }

  // Of several that begin here a key is the innermost, a value the outermost: a map begins with its
  // first key.
  const OutlineNode* FindOutline(uint32_t begin, const Node& node) {
    if (node.is_key) {
      const OutlineNode* key = FindAt(begin, [&node](const OutlineNode& found) {
        return found.role == OutlineRole::kKey && Matches(node, found.kind);
      });
      if (key != nullptr) return key;
    }
    return FindAt(begin,
                  [&node](const OutlineNode& found) { return Matches(node, found.kind); });
  }

  const OutlineNode* FindPair(uint32_t begin) {
    return FindAt(begin,
                  [](const OutlineNode& found) { return found.kind == OutlineKind::kPair; });
  }

  uint32_t EndOfColon(uint32_t key_end) const {
    size_t at = key_end;
    while (at < end_ && IsBlank(text_[at])) ++at;
    return at < end_ && text_[at] == ':' ? static_cast<uint32_t>(at + 1) : key_end;
  }

  // Where a node ends by its bytes: a collection after its last entry and the brackets that close.
  uint32_t LexicalEnd(const Node& node) const {
    const std::string_view text = text_.substr(0, end_);
    uint32_t closers = 0;
    const Node* last = &node;
    while (!last->is_alias && !last->IsScalar()) {
      if (last->start < text.size() && (text[last->start] == '{' || text[last->start] == '[')) {
        ++closers;
      }
      const Node* child = last->IsMap() ? (last->pairs.empty() ? nullptr : last->pairs.back().value)
                                        : (last->items.empty() ? nullptr : last->items.back());
      if (child == nullptr) break;
      last = child;
    }
    const uint32_t begin = std::clamp(last->start, begin_, end_);
    const bool is_empty_collection = !last->is_alias && !last->IsScalar();
    size_t end = is_empty_collection ? std::min<size_t>(begin + 1, text.size())
                                     : EndOfScalar(text, begin, *last);
    for (; closers > 0; --closers) {
      size_t at = end;
      while (at < text.size() && (IsSpace(text[at]) || text[at] == ',')) ++at;
      if (at == text.size() || (text[at] != '}' && text[at] != ']')) break;
      end = at + 1;
    }
    return static_cast<uint32_t>(end);
  }

  std::string_view text_;
  uint32_t begin_ = 0;  // of the document in text_
  uint32_t end_ = 0;

  // Of an embedded document only.
  Content* outer_ = nullptr;
  uint32_t host_begin_ = 0;
  std::optional<ScalarMap> host_map_;
  std::string decoded_;
  std::optional<ScalarMap> percent_map_;

  Parsed parsed_;
  std::optional<Outline> outline_;
  uint32_t base_ = 0;  // where the outline begins in text_
  std::map<std::pair<const Node*, Embed>, std::unique_ptr<Content>> embedded_;
};

}  // namespace

class Locator::Impl {
 public:
  Impl(source::SourceId source, std::string_view file, Syntax syntax)
      : source_(source), file_(file), syntax_(syntax) {}

  source::Span Locate(const Place& place) {
    if (place.document.source != source_) return SpanOf({0, 0});
    Content& slice = SliceOf(place.document);
    if (slice.root() == nullptr) return SpanOf(slice.FirstLine());

    Walk walk{.content = &slice, .node = slice.root()};
    for (const Step& step : place.route) {
      if (!Follow(step, &walk)) return SpanOf(walk.content->ToFile(walk.content->ExtentOf(*walk.node)));
    }
    return SpanOf(walk.content->ToFile(ExtentOfPart(walk, place)));
  }

 private:
  struct Walk {
    Content* content = nullptr;
    const Node* node = nullptr;
    const Pair* pair = nullptr;  // that holds the node as its value, if the last step was a pair
  };

  // False, and nothing changed, if there is no such child.
  static bool Follow(const Step& step, Walk* walk) {
    const Node& node = *walk->node;
    switch (step.kind) {
      case Step::Kind::kPair:
        if (step.index >= node.pairs.size()) return false;
        walk->pair = &node.pairs[step.index];
        walk->node = walk->pair->value;
        return true;
      case Step::Kind::kItem:
        if (step.index >= node.items.size()) return false;
        walk->pair = nullptr;
        walk->node = node.items[step.index];
        return true;
      case Step::Kind::kEmbed: {
        if (!node.IsScalar()) return false;
        Content& embedded = walk->content->Embedded(node, step.embed);
        if (embedded.root() == nullptr) return false;
        *walk = {.content = &embedded, .node = embedded.root()};
        return true;
      }
    }
    return false;
  }

  static Extent ExtentOfPart(const Walk& walk, const Place& place) {
    Content& content = *walk.content;
    const bool has_key = walk.pair != nullptr;
    if (has_key && place.part == Part::kPair) return content.ExtentOf(*walk.pair);
    const Node& node = has_key && place.part == Part::kKey ? *walk.pair->key : *walk.node;
    return place.range.has_value() ? content.ExtentOf(node, *place.range) : content.ExtentOf(node);
  }

  Content& SliceOf(DocumentId id) {
    const auto size = static_cast<uint32_t>(file_.size());
    id.begin = std::min(id.begin, size);
    id.end = std::clamp(id.end, id.begin, size);
    std::unique_ptr<Content>& slice = slices_[id];
    if (slice == nullptr) slice = std::make_unique<Content>(file_, id, syntax_);
    return *slice;
  }

  source::Span SpanOf(Extent extent) const {
    const auto size = static_cast<uint32_t>(file_.size());
    const uint32_t begin = std::min(extent.begin, size);
    return {.source = source_, .begin = begin, .end = std::clamp(extent.end, begin, size)};
  }

  source::SourceId source_;
  std::string_view file_;
  Syntax syntax_;
  std::map<DocumentId, std::unique_ptr<Content>> slices_;
};

Locator::Locator(source::SourceId source, std::string_view file, Syntax syntax)
    : impl_(std::make_unique<Impl>(source, file, syntax)) {}

Locator::~Locator() = default;

source::Span Locator::Locate(const Place& place) { return impl_->Locate(place); }

}  // namespace irsalint::syntax
