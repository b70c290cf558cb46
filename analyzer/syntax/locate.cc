#include "analyzer/syntax/locate.h"

#include <algorithm>
#include <cstddef>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/percent.h"
#include "analyzer/syntax/lexical_end.h"
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

bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// Whether a collection of the parser can be that construct. `[a: b]` holds a map that is written as
// a pair alone.
bool Matches(const Node& node, OutlineKind kind) {
  if (node.IsList()) return kind == OutlineKind::kList;
  const bool is_pair_of_list =
      node.parent != nullptr && node.parent->IsList() && node.pairs.size() == 1;
  return kind == OutlineKind::kMap || (kind == OutlineKind::kPair && is_pair_of_list);
}

// The scalar that `alias` repeats: the one with the same bytes of text. Null if there is none.
const Node* AnchoredScalar(const Node& alias) {
  std::vector<const Node*> open{alias.document->root()};
  while (!open.empty()) {
    const Node* node = open.back();
    open.pop_back();
    if (node == nullptr || node->is_alias) continue;
    if (node->IsScalar() && node->text.data() == alias.text.data() &&
        node->text.size() == alias.text.size()) {
      return node;
    }
    open.insert(open.end(), node->items.begin(), node->items.end());
    for (const Pair& pair : node->pairs) {
      open.push_back(pair.key);
      open.push_back(pair.value);
    }
  }
  return nullptr;
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

  // The text of the scalar `host` of `outer`.
  Content(Content& outer, const Node& host, Embed embed)
      : outer_(&outer), parsed_(ParseEmbedded(host, embed)) {
    const Node* anchored = host.is_alias ? AnchoredScalar(host) : &host;
    host_extent_ = outer.ExtentOf(anchored != nullptr ? *anchored : host);
    if (anchored != nullptr) host_map_ = outer.MapOf(*anchored, host_extent_);
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
      content = std::make_unique<Content>(*this, host, embed);
    }
    return *content;
  }

  // The bytes of a node in this document's text. Scalars end where their text does; collections
  // where tree-sitter sees their end, since comments and blank lines may follow.
  Extent ExtentOf(const Node& node) {
    const uint32_t begin = std::clamp(node.start, begin_, end_);
    if (IsUnwritten(node)) return {begin, begin};
    if (!node.is_alias && !node.IsScalar()) {
      if (const OutlineNode* found = FindCollection(begin, node)) return {begin, EndOf(*found)};
    }
    return {begin, LexicalEnd(text_.substr(0, end_), begin, node)};
  }

  // From the start of the key to the end of the value.
  Extent ExtentOf(const Pair& pair) {
    Extent extent = ExtentOf(*pair.key);
    const bool has_value = !IsUnwritten(*pair.value);
    extent.end =
        std::max(extent.end, has_value ? ExtentOf(*pair.value).end : EndOfColon(extent.end));
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
    auto line_end = static_cast<uint32_t>(std::min<size_t>(text_.find_first_of("\r\n", at), end_));
    while (IsSpace(text_[line_end - 1])) --line_end;
    return {at, line_end};
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

  Syntax syntax() const { return parsed_.document ? parsed_.document->syntax() : Syntax::kYaml; }

  Extent ToOuter(Extent extent) const {
    if (!host_map_.has_value()) return host_extent_;
    const auto map = [](const ScalarMap& scalar, Extent inner) -> Extent {
      const uint32_t begin = scalar.ToRaw(inner.begin);
      const uint32_t end = inner.begin == inner.end ? begin : scalar.EndToRaw(inner.end);
      return {begin, std::max(begin, end)};
    };
    if (percent_map_.has_value()) extent = map(*percent_map_, extent);
    extent = map(*host_map_, extent);
    return {host_extent_.begin + extent.begin, host_extent_.begin + extent.end};
  }

  uint32_t EndOf(const OutlineNode& node) const { return std::min(node.end + base_, end_); }

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

  // Of several that begin here a key is the innermost, a value the outermost: a map begins with its
  // first key.
  const OutlineNode* FindCollection(uint32_t begin, const Node& node) {
    const std::vector<OutlineNode>& nodes = Outlined();
    if (begin < base_) return nullptr;
    const uint32_t local = begin - base_;
    const OutlineNode* found = nullptr;
    auto at = std::ranges::lower_bound(nodes, local, std::ranges::less(), &OutlineNode::begin);
    for (; at != nodes.end() && at->begin == local; ++at) {
      if (!Matches(node, at->kind)) continue;
      if (!node.is_key) return &*at;
      if (at->role == OutlineRole::kKey) found = &*at;
    }
    return found;
  }

  uint32_t EndOfColon(uint32_t key_end) const {
    uint32_t at = key_end;
    while (at < end_ && IsSpace(text_[at])) ++at;
    return at < end_ && text_[at] == ':' ? at + 1 : key_end;
  }

  std::string_view text_;
  uint32_t begin_ = 0;  // of the document in text_
  uint32_t end_ = 0;

  // Of an embedded document only.
  Content* outer_ = nullptr;
  Extent host_extent_;
  std::optional<ScalarMap> host_map_;  // none if the host's bytes are not known
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
    const bool has_value = slice.root() != nullptr && !IsUnwritten(*slice.root());
    if (!has_value) return SpanOf(slice.FirstLine());

    Walk walk{.content = &slice, .node = slice.root()};
    for (const Step& step : place.route) {
      if (!Follow(step, &walk)) {
        return SpanOf(walk.content->ToFile(walk.content->ExtentOf(*walk.node)));
      }
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
