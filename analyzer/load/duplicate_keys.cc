#include "analyzer/load/duplicate_keys.h"

#include <algorithm>
#include <array>
#include <optional>
#include <span>
#include <string_view>

#include "analyzer/iam/policy_document.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/kube/workload_kind.h"
#include "analyzer/load/limits.h"

namespace irsalint::load {
namespace {

using Where = facts::DuplicateKey::Where;
using syntax::Node;

bool Same(const Node& a, const Node& b) {
  if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() ||
      a.pairs.size() != b.pairs.size()) {
    return false;
  }
  for (size_t i = 0; i < a.items.size(); ++i) {
    if (!Same(*a.items[i], *b.items[i])) return false;
  }
  for (size_t i = 0; i < a.pairs.size(); ++i) {
    if (!Same(*a.pairs[i].key, *b.pairs[i].key)) return false;
    if (!Same(*a.pairs[i].value, *b.pairs[i].value)) return false;
  }
  return true;
}

// The key under which a node stands in its parent; "" in a list and for a root.
std::string_view KeyOf(const Node& node) {
  return node.parent != nullptr && node.parent->IsMap() ? node.parent->pairs[node.index].key->text
                                                        : std::string_view();
}

bool IsInPolicy(const Node& map) {
  for (const Node* node = &map; node != nullptr; node = node->parent) {
    if (node->IsMap() && iam::LooksLikePolicy(*node)) return true;
  }
  return false;
}

bool BearsOnIdentity(kube::ObjectKind kind) {
  switch (kind) {
    case kube::ObjectKind::kWorkload:
    case kube::ObjectKind::kServiceAccount:
    case kube::ObjectKind::kRbacBinding:
    case kube::ObjectKind::kNamespace:
      return true;
    case kube::ObjectKind::kNotAnObject:
    case kube::ObjectKind::kSecret:
    case kube::ObjectKind::kConfigMap:
    case kube::ObjectKind::kList:
    case kube::ObjectKind::kOther:
      return false;
  }
  return false;
}

// Whether an object was one of those before a second `kind` took the place of the first: two
// documents that lack their `---`.
bool BoreOnIdentity(const Node& object) {
  const auto is_kind = [](const syntax::Pair& pair) { return pair.key->text == "kind"; };
  if (std::ranges::count_if(object.pairs, is_kind) < 2) return false;
  return std::ranges::any_of(object.pairs, [&](const syntax::Pair& pair) {
    const std::string_view kind = pair.value->text;
    return is_kind(pair) && (kind == "ServiceAccount" || kube::IsWorkloadKind(kind));
  });
}

// The object that a map belongs to: the document, or an item of a List. Null for what is no object
// of Kubernetes, or one that has nothing to do with identity.
const Node* ObjectAround(const Node& map) {
  for (const Node* node = &map; node != nullptr; node = node->parent) {
    if (!node->IsMap()) continue;
    if (BearsOnIdentity(kube::Classify(*node)) || BoreOnIdentity(*node)) return node;
  }
  return nullptr;
}

// On the way from the pod to its account and what a container sees of it.
bool IsOnIdentityPath(const Node& map, std::string_view key) {
  constexpr auto kKeys = std::to_array<std::string_view>({"serviceAccountName", "serviceAccount",
                                                          "automountServiceAccountToken", "env",
                                                          "spec", "template", "jobTemplate"});
  if (std::ranges::find(kKeys, key) != kKeys.end()) return true;
  const std::string_view own = KeyOf(map);
  if (own == "metadata" || own == "annotations") return true;
  return map.parent != nullptr && map.parent->IsList() && KeyOf(*map.parent) == "env";
}

std::optional<Where> PlaceInChain(const Node& map, std::string_view key) {
  if (IsInPolicy(map)) return Where::kPolicy;
  const Node* object = ObjectAround(map);
  if (object == nullptr) return std::nullopt;
  if (object == &map) return Where::kRoot;
  return IsOnIdentityPath(map, key) ? Where::kIdentity : Where::kElsewhere;
}

}  // namespace

void AddDuplicateKeys(const syntax::Document& document, facts::Facts* facts) {
  const std::span all(document.duplicate_keys());
  for (const syntax::DuplicateKey& duplicate : all.first(std::min(all.size(), kMaxDuplicateKeys))) {
    const syntax::Pair& earlier = duplicate.map->pairs[duplicate.earlier];
    const syntax::Pair& later = duplicate.map->pairs[duplicate.later];
    const std::optional<Where> where = PlaceInChain(*duplicate.map, later.key->text);
    if (!where.has_value()) continue;
    facts->duplicate_keys.push_back({.where = *where,
                                     .key = std::string(later.key->text),
                                     .equal_values = Same(*earlier.value, *later.value),
                                     .earlier = syntax::PlaceOf(*earlier.value, syntax::Part::kKey),
                                     .later = syntax::PlaceOf(*later.value, syntax::Part::kKey)});
  }
}

}  // namespace irsalint::load
