#include "analyzer/syntax/edit_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/syntax/layout.h"

namespace irsalint::syntax {
namespace {

constexpr std::string_view kNoSuchPlace = "the file does not hold the value that is to be changed";

// The child that a step leads to; null if there is none.
const Node* Child(const Node& node, const Step& step) {
  if (step.kind == Step::Kind::kItem) {
    return node.IsList() && step.index < node.items.size() ? node.items[step.index] : nullptr;
  }
  if (step.kind != Step::Kind::kPair || step.index >= node.pairs.size()) return nullptr;
  const Pair& pair = node.pairs[step.index];
  return pair.key->text == step.key ? pair.value : nullptr;
}

bool IsEmbedStep(const Step& step) { return step.kind == Step::Kind::kEmbed; }

class Resolver {
 public:
  Resolver(const Layout& layout, const Node& root) : layout_(layout), root_(root) {}

  base::Result<void> Add(const RoutedEdit& routed) {
    const auto embed = std::find_if(routed.route.begin(), routed.route.end(), IsEmbedStep);
    const Node* node = &root_;
    for (auto step = routed.route.begin(); step != embed; ++step) {
      if (node->is_alias) return RefusalOfShared(layout_, *node);
      node = Child(*node, *step);
      if (node == nullptr) return Refusal(kNoSuchPlace);
    }
    if (embed != routed.route.end()) {
      if (node->is_alias) return RefusalOfShared(layout_, *node);
      if (!node->IsScalar()) return Refusal(kNoSuchPlace);
      AddEmbedded(*node, embed->embed,
                  {routed.edit,
                   routed.route.subspan(static_cast<size_t>(embed - routed.route.begin()) + 1)});
      return {};
    }
    return std::visit([this, node](const auto& edit) { return Apply(edit, *node); }, *routed.edit);
  }

  ResolvedEdits Take() { return std::move(resolved_); }

 private:
  void AddEmbedded(const Node& host, Embed embed, RoutedEdit edit) {
    for (EmbeddedEdits& known : resolved_.embedded) {
      if (known.host != &host || known.embed != embed) continue;
      known.edits.push_back(edit);
      return;
    }
    resolved_.embedded.push_back({.host = &host, .embed = embed, .edits = {edit}});
  }

  base::Result<void> Apply(const SetValue& edit, const Node& node) {
    NodeChange& change = resolved_.changes.At(node);
    if (change.value.has_value() && *change.value != edit.value) {
      return Refusal(kContradiction);
    }
    change.value = edit.value;
    return {};
  }

  base::Result<void> Apply(const InsertPair& edit, const Node& node) {
    if (!node.IsMap() && !node.IsNull()) {
      return Refusal("the value that gets a new key is not a map");
    }
    if (node.is_alias) return RefusalOfShared(layout_, node);
    NodeChange& change = resolved_.changes.At(node);
    for (const Insertion& other : change.inserted) {
      if (other.key != edit.key) continue;
      if (other.value == edit.value) return {};
      return Refusal(kContradiction);
    }
    if (!change.inserted.empty() && change.inserts_into != NodeKind::kMap) {
      return Refusal(kContradiction);
    }
    change.inserts_into = NodeKind::kMap;
    change.inserted.push_back(
        {.behind = Behind(node, edit.after), .key = edit.key, .value = edit.value});
    return {};
  }

  base::Result<void> Apply(const InsertItem& edit, const Node& node) {
    if (!node.IsList()) return Refusal("the value that gets a new item is not a list");
    if (node.is_alias) return RefusalOfShared(layout_, node);
    NodeChange& change = resolved_.changes.At(node);
    change.inserts_into = NodeKind::kList;
    for (const Insertion& other : change.inserted) {
      if (other.value == edit.value) return {};
    }
    change.inserted.push_back({.behind = node.items.size() - 1, .key = {}, .value = edit.value});
    return {};
  }

  base::Result<void> Apply(const RenameKey& edit, const Node& node) {
    const Node* map = node.parent;
    if (map == nullptr || !map->IsMap()) return Refusal(kNoSuchPlace);
    const Node& key = *map->pairs[node.index].key;
    if (!key.IsScalar() || key.is_alias || IsMergeKey(key)) {
      return Refusal("the key is not a plain or quoted text");
    }
    NodeChange& change = resolved_.changes.At(key);
    if (change.key.has_value() && *change.key != edit.key) {
      return Refusal(kContradiction);
    }
    change.key = edit.key;
    return {};
  }

  base::Result<void> Apply(const Remove&, const Node& node) {
    if (node.parent == nullptr) return Refusal("a whole document cannot be removed");
    resolved_.changes.At(*node.parent).removed.insert(node.index);
    return {};
  }

  // Of duplicates the last one counts.
  static size_t Behind(const Node& map, std::string_view after) {
    for (size_t i = map.pairs.size(); i-- > 0;) {
      if (map.pairs[i].key->IsScalar() && map.pairs[i].key->text == after) return i;
    }
    return map.pairs.size() - 1;  // kInFront of an empty map
  }

  const Layout& layout_;
  const Node& root_;
  ResolvedEdits resolved_;
};

// An error if a key that is new in `map` stands in it twice afterwards.
base::Result<void> CheckKeys(const Node& map, const Changes& changes) {
  const NodeChange* of_map = changes.Find(map);
  std::set<std::string_view> kept;
  std::vector<std::string_view> added;
  for (size_t i = 0; i < map.pairs.size(); ++i) {
    if (of_map != nullptr && of_map->removed.contains(i)) continue;
    const Node& key = *map.pairs[i].key;
    const NodeChange* of_key = changes.Find(key);
    if (of_key != nullptr && of_key->key.has_value() && *of_key->key != key.text) {
      added.push_back(*of_key->key);
    } else if (key.IsScalar()) {
      kept.insert(key.text);
    }
  }
  if (of_map != nullptr) {
    for (const Insertion& insertion : of_map->inserted) added.push_back(insertion.key);
  }
  for (const std::string_view key : added) {
    if (!kept.insert(key).second) {
      return Refusal(
          fmt::format("the map has the key \"{}\" already", base::EscapeForDisplay(key)));
    }
  }
  return {};
}

}  // namespace

base::Error Refusal(std::string_view message) {
  return {.code = base::ErrorCode::kInvalid, .message = std::string(message)};
}

base::Error RefusalOfShared(const Layout& layout, const Node& alias) {
  const std::string_view name = layout.Sub(alias.start + 1, layout.End(alias));
  return Refusal(fmt::format("the value is written once and used in several places (anchor &{})",
                             base::EscapeForDisplay(name)));
}

NodeChange& Changes::At(const Node& node) {
  const auto [entry, is_new] = index_.try_emplace(&node, all_.size());
  if (is_new) all_.emplace_back().node = &node;
  return all_[entry->second];
}

const NodeChange* Changes::Find(const Node& node) const {
  const auto found = index_.find(&node);
  return found == index_.end() ? nullptr : &all_[found->second];
}

base::Result<ResolvedEdits> ResolveEdits(const Layout& layout, const Node& root,
                                         std::span<const RoutedEdit> edits) {
  Resolver resolver(layout, root);
  for (const RoutedEdit& edit : edits) {
    if (auto added = resolver.Add(edit); !added) return added.error();
  }
  return resolver.Take();
}

base::Result<void> CheckContradictions(const Changes& changes) {
  const auto contradiction = [] { return Refusal(kContradiction); };
  std::set<const Node*> checked_maps;
  for (const NodeChange& change : changes.all()) {
    const bool changes_inside =
        change.host.has_value() || !change.inserted.empty() || !change.removed.empty();
    if (change.value.has_value() && changes_inside) return contradiction();
    for (const Node* at = change.node; at->parent != nullptr; at = at->parent) {
      const NodeChange* around = changes.Find(*at->parent);
      if (around == nullptr) continue;
      if (around->value.has_value() || around->removed.contains(at->index)) return contradiction();
    }
    const Node* map = change.key.has_value() ? change.node->parent : change.node;
    if (map->IsMap() && checked_maps.insert(map).second) {
      if (auto checked = CheckKeys(*map, changes); !checked) return checked.error();
    }
  }
  return {};
}

}  // namespace irsalint::syntax
