#include "analyzer/syntax/content.h"

#include <algorithm>
#include <cstddef>
#include <functional>

#include "analyzer/base/percent.h"
#include "analyzer/syntax/lexical_end.h"

namespace irsalint::syntax {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

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

}  // namespace

Content::Content(std::string_view file, DocumentId slice, Syntax syntax)
    : text_(file),
      begin_(slice.begin),
      end_(slice.end),
      parsed_(syntax == Syntax::kJson ? ParseJson(file, slice) : ParseYaml(file, slice)) {}

Content::Content(Content& outer, const Node& host, Embed embed)
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

Content& Content::Embedded(const Node& host, Embed embed) {
  std::unique_ptr<Content>& content = embedded_[{&host, embed}];
  if (content == nullptr) {
    content = std::make_unique<Content>(*this, host, embed);
  }
  return *content;
}

Extent Content::ExtentOf(const Node& node) {
  const uint32_t begin = std::clamp(node.start, begin_, end_);
  if (IsUnwritten(node)) return {begin, begin};
  if (!node.is_alias && !node.IsScalar()) {
    if (const OutlineNode* found = FindCollection(begin, node)) return {begin, EndOf(*found)};
  }
  return {begin, LexicalEnd(text_.substr(0, end_), begin, node)};
}

Extent Content::ExtentOf(const Pair& pair) {
  Extent extent = ExtentOf(*pair.key);
  const bool has_value = !IsUnwritten(*pair.value);
  extent.end = std::max(extent.end, has_value ? ExtentOf(*pair.value).end : EndOfColon(extent.end));
  return extent;
}

Extent Content::ExtentOf(const Node& scalar, TextRange range) {
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

Extent Content::FirstLine() const {
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

Extent Content::ToFile(Extent extent) const {
  for (const Content* content = this; content->outer_ != nullptr; content = content->outer_) {
    extent = content->ToOuter(extent);
  }
  return extent;
}

uint32_t Content::DecodedOffset(const Node& scalar, uint32_t offset) {
  const Extent whole = ExtentOf(scalar);
  return offset <= whole.begin ? 0 : MapOf(scalar, whole).FromRaw(offset - whole.begin);
}

uint32_t Content::FromOuter(uint32_t offset) const {
  if (!host_map_.has_value() || offset <= host_extent_.begin) return 0;
  const uint32_t decoded = host_map_->FromRaw(offset - host_extent_.begin);
  return percent_map_.has_value() ? percent_map_->FromRaw(decoded) : decoded;
}

ScalarMap Content::MapOf(const Node& scalar, Extent extent) const {
  const std::string_view raw = text_.substr(extent.begin, extent.end - extent.begin);
  return syntax() == Syntax::kJson ? ScalarMap::ForJson(raw, scalar.text)
                                   : ScalarMap::ForYaml(scalar.style, raw, scalar.text);
}

Extent Content::ToOuter(Extent extent) const {
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

uint32_t Content::EndOf(const OutlineNode& node) const { return std::min(node.end + base_, end_); }

// tree-sitter's view of this document alone; built when first asked for.
const std::vector<OutlineNode>& Content::Outlined() {
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
const OutlineNode* Content::FindCollection(uint32_t begin, const Node& node) {
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

uint32_t Content::EndOfColon(uint32_t key_end) const {
  uint32_t at = key_end;
  while (at < end_ && IsSpace(text_[at])) ++at;
  return at < end_ && text_[at] == ':' ? at + 1 : key_end;
}

}  // namespace irsalint::syntax
