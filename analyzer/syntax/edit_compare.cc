#include "analyzer/syntax/edit_compare.h"

namespace irsalint::syntax {
namespace {

bool IsNewString(const Node& node, std::string_view text) {
  return !node.is_alias && node.IsString() && node.text == text && !IsMergeKey(node);
}

bool IsNewValue(const Node& node, const NewValue& value) {
  if (node.is_alias || node.kind != value.kind) return false;
  switch (value.kind) {
    case NodeKind::kString:
      return node.text == value.text;
    case NodeKind::kNull:
    case NodeKind::kBool:
    case NodeKind::kNumber:
      return node.text == value.text && node.style == ScalarStyle::kPlain;
    case NodeKind::kList:
      if (node.items.size() != value.items.size()) return false;
      for (size_t i = 0; i < value.items.size(); ++i) {
        if (!IsNewValue(*node.items[i], value.items[i])) return false;
      }
      return true;
    case NodeKind::kMap:
      if (node.pairs.size() != value.pairs.size()) return false;
      for (size_t i = 0; i < value.pairs.size(); ++i) {
        if (!IsNewString(*node.pairs[i].key, value.pairs[i].key)) return false;
        if (!IsNewValue(*node.pairs[i].value, value.pairs[i].value)) return false;
      }
      return true;
  }
  return false;
}

bool IsSameScalar(const Node& old, const Node& now) {
  return old.kind == now.kind && old.style == now.style && old.text == now.text;
}

// Below an alias nothing may change, even if what it repeats does. The depth of both is bounded by
// the parser.
bool IsSameTree(const Node& old, const Node& now) {
  if (old.kind != now.kind || old.is_alias != now.is_alias) return false;
  if (old.IsScalar()) return IsSameScalar(old, now);
  if (old.items.size() != now.items.size() || old.pairs.size() != now.pairs.size()) return false;
  for (size_t i = 0; i < old.items.size(); ++i) {
    if (!IsSameTree(*old.items[i], *now.items[i])) return false;
  }
  for (size_t i = 0; i < old.pairs.size(); ++i) {
    if (!IsSameTree(*old.pairs[i].key, *now.pairs[i].key)) return false;
    if (!IsSameTree(*old.pairs[i].value, *now.pairs[i].value)) return false;
  }
  return true;
}

// Walks over the elements of a changed collection in the order that they should have.
class Comparison {
 public:
  explicit Comparison(const Changes& changes) : changes_(changes) {}

  bool IsChanged(const Node& old, const Node& now) {
    const NodeChange* change = changes_.Find(old);
    if (change == nullptr) return IsKept(old, now);
    if (change->key.has_value()) return IsNewString(now, *change->key);
    if (change->value.has_value()) return IsNewValue(now, *change->value);
    if (change->host.has_value()) return IsNewString(now, change->host->text);
    if (now.is_alias) return false;
    const NodeKind kind = old.IsNull() ? change->inserts_into : old.kind;
    if (now.kind != kind) return false;
    return kind == NodeKind::kMap ? HasPairs(old, *change, now) : HasItems(old, *change, now);
  }

 private:
  bool IsKept(const Node& old, const Node& now) {
    if (old.is_alias || old.IsScalar()) return IsSameTree(old, now);
    if (old.kind != now.kind || now.is_alias) return false;
    return old.IsMap() ? HasPairs(old, none_, now) : HasItems(old, none_, now);
  }

  bool HasPairs(const Node& old, const NodeChange& change, const Node& now) {
    size_t next = 0;
    const auto has_inserted = [&](size_t behind) {
      for (const Insertion& insertion : change.inserted) {
        if (insertion.behind != behind) continue;
        if (next == now.pairs.size()) return false;
        const Pair& pair = now.pairs[next++];
        if (!IsNewString(*pair.key, insertion.key)) return false;
        if (!IsNewValue(*pair.value, insertion.value)) return false;
      }
      return true;
    };
    if (!has_inserted(kInFront)) return false;
    for (size_t i = 0; i < old.pairs.size(); ++i) {
      if (!change.removed.contains(i)) {
        if (next == now.pairs.size()) return false;
        const Pair& pair = now.pairs[next++];
        if (!IsChanged(*old.pairs[i].key, *pair.key)) return false;
        if (!IsChanged(*old.pairs[i].value, *pair.value)) return false;
      }
      if (!has_inserted(i)) return false;
    }
    return next == now.pairs.size();
  }

  bool HasItems(const Node& old, const NodeChange& change, const Node& now) {
    size_t next = 0;
    for (size_t i = 0; i < old.items.size(); ++i) {
      if (change.removed.contains(i)) continue;
      if (next == now.items.size() || !IsChanged(*old.items[i], *now.items[next])) return false;
      ++next;
    }
    for (const Insertion& insertion : change.inserted) {
      if (next == now.items.size() || !IsNewValue(*now.items[next], insertion.value)) return false;
      ++next;
    }
    return next == now.items.size();
  }

  const Changes& changes_;
  const NodeChange none_;
};

}  // namespace

bool IsChangedTree(const Node& old, const Node& now, const Changes& changes) {
  return Comparison(changes).IsChanged(old, now);
}

}  // namespace irsalint::syntax
