#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace irsalint::syntax {

class Document;
struct Node;

enum class NodeKind : uint8_t { kNull, kBool, kNumber, kString, kList, kMap };

enum class ScalarStyle : uint8_t {
  kNone,  // not a scalar
  kPlain,
  kSingleQuoted,
  kDoubleQuoted,
  kLiteral,
  kFolded,
};

// One entry of a map, in the order and as often as it was written.
struct Pair {
  const Node* key = nullptr;
  const Node* value = nullptr;
};

// One value of any syntax. Lives in its document's arena and dies with it. The children of an alias
// are those of the anchored value, so their places point at the bytes that are really there.
struct Node {
  NodeKind kind = NodeKind::kNull;
  ScalarStyle style = ScalarStyle::kNone;
  bool is_key = false;    // the key of pair `index` of `parent`
  bool is_alias = false;  // written as `*name`: `start` is the alias, the content the anchor's
  uint32_t start = 0;     // byte offset in the file; in an embedded document, in the decoded text
  uint32_t index = 0;     // which pair or item of `parent`; 0 for a root
  const Node* parent = nullptr;        // null for the root of a document
  const Document* document = nullptr;  // never null
  std::string_view text;               // of a scalar: decoded; null, bool, number: as written
  std::span<const Node* const> items;  // of a list
  std::span<const Pair> pairs;         // of a map

  bool IsMap() const { return kind == NodeKind::kMap; }
  bool IsList() const { return kind == NodeKind::kList; }
  bool IsString() const { return kind == NodeKind::kString; }
  bool IsNull() const { return kind == NodeKind::kNull; }
  bool IsScalar() const { return kind != NodeKind::kList && kind != NodeKind::kMap; }
};

// The value of `key` in `map` as Kubernetes and IAM read it: of duplicates the last, then what
// merge keys (`<<`) bring. Null when `map` is null, not a map, or has no such key.
const Node* Find(const Node* map, std::string_view key);

// Find along a path of keys; null as soon as one is missing.
template <typename... Keys>
const Node* FindPath(const Node* map, std::string_view key, Keys... more) {
  const Node* value = Find(map, key);
  if constexpr (sizeof...(more) == 0) {
    return value;
  } else {
    return FindPath(value, std::string_view(more)...);
  }
}

// Whether `key` is a YAML merge key: a plain `<<`.
bool IsMergeKey(const Node& key);

// The value of a boolean, also of `yes`, `off` and the like; nothing for null and every other kind.
std::optional<bool> BoolOf(const Node* node);

// The text of a string scalar; `otherwise` for null and for every other kind.
std::string_view StringOr(const Node* node, std::string_view otherwise = {});

}  // namespace irsalint::syntax
