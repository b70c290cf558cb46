#include "analyzer/syntax/tree_builder.h"

#include <algorithm>
#include <cstring>
#include <new>

#include "analyzer/syntax/parse_text.h"

namespace irsalint::syntax {
namespace {

// Maps up to this size are searched key by key, larger ones are sorted.
constexpr size_t kSmallMap = 32;

bool CanRepeat(const Node& key) { return key.IsScalar() && !IsMergeKey(key); }

// One of 64 bits, chosen so that the keys of one object rarely share one.
uint64_t KeyBit(std::string_view key) {
  if (key.empty()) return 1;
  const auto first = static_cast<unsigned char>(key.front());
  const auto middle = static_cast<unsigned char>(key[key.size() / 2]);
  const auto last = static_cast<unsigned char>(key.back());
  return uint64_t{1} << ((key.size() * 31 + first * 7u + middle * 5u + last * 11u) % 64);
}

}  // namespace

TreeBuilder::TreeBuilder(Document& document, const Limits& limits, size_t outer_depth)
    : document_(document), limits_(limits), outer_depth_(outer_depth) {}

void TreeBuilder::SetHost(const Node& host, Embed embed) {
  document_.host_ = &host;
  document_.embed_ = embed;
}

Node* TreeBuilder::NewNode(NodeKind kind, uint32_t start, size_t counts_as) {
  if (counts_as > limits_.nodes - node_count_) {
    error_ = NodesError(limits_, start);
    return nullptr;
  }
  node_count_ += counts_as;
  void* memory = document_.arena_.allocate(sizeof(Node), alignof(Node));
  Node* node = new (memory) Node;
  node->kind = kind;
  node->start = start;
  node->document = &document_;
  return node;
}

void TreeBuilder::Attach(Node& node) {
  if (frames_.empty()) {
    document_.root_ = &node;
    return;
  }
  Frame& frame = frames_.back();
  node.parent = frame.node;
  node.index = frame.next_index;
  children_.push_back(&node);
  if (frame.node->IsList()) {
    ++frame.next_index;
  } else {
    node.is_key = frame.at_key;
    if (!frame.at_key) ++frame.next_index;
    frame.at_key = !frame.at_key;
  }
}

void TreeBuilder::NoteDepth(size_t depth) {
  if (!frames_.empty()) frames_.back().depth = std::max(frames_.back().depth, depth);
}

bool TreeBuilder::CheckDepth(size_t depth, uint32_t start) {
  if (outer_depth_ + frames_.size() + depth <= limits_.depth) return true;
  error_ = DepthError(limits_, start);
  return false;
}

Node* TreeBuilder::AddScalar(NodeKind kind, ScalarStyle style, uint32_t start,
                             std::string_view text) {
  Node* node = NewNode(kind, start, 1);
  if (node == nullptr) return nullptr;
  node->style = style;
  node->text = text;
  Attach(*node);
  return node;
}

Node* TreeBuilder::AddAlias(uint32_t start, const Node& target, SubtreeSize size) {
  if (!CheckDepth(size.depth, start)) return nullptr;
  Node* node = NewNode(target.kind, start, size.nodes);
  if (node == nullptr) return nullptr;
  node->is_alias = true;
  node->style = target.style;
  node->text = target.text;
  node->items = target.items;
  node->pairs = target.pairs;
  NoteDepth(size.depth);
  Attach(*node);
  return node;
}

Node* TreeBuilder::Open(NodeKind kind, uint32_t start) {
  if (!CheckDepth(1, start)) return nullptr;
  Node* node = NewNode(kind, start, 1);
  if (node == nullptr) return nullptr;
  Attach(*node);
  frames_.push_back({.node = node,
                     .first_child = children_.size(),
                     .depth = 0,
                     .next_index = 0,
                     .at_key = kind == NodeKind::kMap});
  return node;
}

Node* TreeBuilder::Close() {
  const Frame frame = frames_.back();
  frames_.pop_back();
  const size_t count = children_.size() - frame.first_child;
  const Node* const* children = children_.data() + frame.first_child;
  if (count > 0 && frame.node->IsList()) {
    auto* items = static_cast<const Node**>(
        document_.arena_.allocate(count * sizeof(const Node*), alignof(const Node*)));
    std::copy(children, children + count, items);
    frame.node->items = {items, count};
  } else if (count > 0) {
    const size_t pair_count = count / 2;
    auto* pairs =
        static_cast<Pair*>(document_.arena_.allocate(pair_count * sizeof(Pair), alignof(Pair)));
    for (size_t i = 0; i < pair_count; ++i) {
      new (&pairs[i]) Pair{.key = children[2 * i], .value = children[2 * i + 1]};
    }
    frame.node->pairs = {pairs, pair_count};
    CollectDuplicateKeys(*frame.node);
  }
  children_.resize(frame.first_child);
  closed_depth_ = frame.depth + 1;
  NoteDepth(closed_depth_);
  return frame.node;
}

void TreeBuilder::CollectDuplicateKeys(const Node& map) {
  const size_t count = map.pairs.size();
  const auto add = [&](size_t earlier, size_t later) {
    document_.duplicate_keys_.push_back({.map = &map,
                                         .earlier = static_cast<uint32_t>(earlier),
                                         .later = static_cast<uint32_t>(later)});
  };
  if (count <= kSmallMap) {
    uint64_t seen = 0;
    for (size_t later = 0; later < count; ++later) {
      const Node& key = *map.pairs[later].key;
      if (!CanRepeat(key)) continue;
      const uint64_t bit = KeyBit(key.text);
      const bool maybe_seen = (seen & bit) != 0;
      seen |= bit;
      if (!maybe_seen) continue;
      for (size_t earlier = later; earlier-- > 0;) {
        const Node& other = *map.pairs[earlier].key;
        if (other.text == key.text && CanRepeat(other)) {
          add(earlier, later);
          break;
        }
      }
    }
    return;
  }
  by_key_.clear();
  for (size_t i = 0; i < count; ++i) {
    const Node& key = *map.pairs[i].key;
    if (CanRepeat(key)) by_key_.push_back({key.text, static_cast<uint32_t>(i)});
  }
  std::sort(by_key_.begin(), by_key_.end(), [](const IndexedKey& a, const IndexedKey& b) {
    const int order = a.text.compare(b.text);
    return order != 0 ? order < 0 : a.index < b.index;
  });
  for (size_t i = 1; i < by_key_.size(); ++i) {
    if (by_key_[i - 1].text == by_key_[i].text) add(by_key_[i - 1].index, by_key_[i].index);
  }
}

std::string_view TreeBuilder::Keep(std::string_view text) {
  if (text.empty()) return {};
  auto* copy = static_cast<char*>(document_.arena_.allocate(text.size(), 1));
  std::memcpy(copy, text.data(), text.size());
  return {copy, text.size()};
}

void TreeBuilder::Finish() {
  std::vector<DuplicateKey>& found = document_.duplicate_keys_;
  const auto is_above = [](const DuplicateKey& a, const DuplicateKey& b) {
    return a.map->pairs[a.later].key->start < b.map->pairs[b.later].key->start;
  };
  if (!std::is_sorted(found.begin(), found.end(), is_above)) {
    std::sort(found.begin(), found.end(), is_above);
  }
}

}  // namespace irsalint::syntax
