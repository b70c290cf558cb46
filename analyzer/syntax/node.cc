#include "analyzer/syntax/node.h"

#include "analyzer/syntax/scalar_type.h"

namespace irsalint::syntax {
namespace {

// What the merge keys of `map` bring for `key`. Recursion is bounded by the depth limit of the
// document, which counts aliases out.
const Node* FindMerged(const Node& map, std::string_view key) {
  for (const Pair& pair : map.pairs) {
    if (!IsMergeKey(*pair.key)) continue;
    if (pair.value->IsMap()) {
      if (const Node* found = Find(pair.value, key)) return found;
    }
    for (const Node* item : pair.value->items) {
      if (const Node* found = Find(item, key)) return found;
    }
  }
  return nullptr;
}

}  // namespace

bool IsMergeKey(const Node& key) { return key.style == ScalarStyle::kPlain && key.text == "<<"; }

const Node* Find(const Node* map, std::string_view key) {
  if (map == nullptr || !map->IsMap()) return nullptr;
  bool merges = false;
  for (auto pair = map->pairs.rbegin(); pair != map->pairs.rend(); ++pair) {
    if (pair->key->text == key && pair->key->IsScalar()) return pair->value;
    merges = merges || IsMergeKey(*pair->key);
  }
  return merges ? FindMerged(*map, key) : nullptr;
}

std::optional<bool> BoolOf(const Node* node) {
  if (node == nullptr || node->kind != NodeKind::kBool) return std::nullopt;
  return BoolOfPlain(node->text);
}

std::string_view StringOr(const Node* node, std::string_view otherwise) {
  return node != nullptr && node->IsString() ? node->text : otherwise;
}

}  // namespace irsalint::syntax
