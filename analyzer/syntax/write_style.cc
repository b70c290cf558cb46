#include <algorithm>
#include <vector>

#include "analyzer/syntax/write_value.h"

namespace irsalint::syntax {
namespace {

// As many nodes are looked at to learn how a document is indented.
constexpr size_t kMaxNodesLookedAt = 10'000;

bool IsQuoted(ScalarStyle style) {
  return style == ScalarStyle::kSingleQuoted || style == ScalarStyle::kDoubleQuoted;
}

// The one quoted style of all strings seen; plain if there is none.
class CommonStyle {
 public:
  void See(const Node& node) {
    if (!node.IsString() || node.is_alias) return;
    if (seen_ && node.style != style_) is_mixed_ = true;
    style_ = node.style;
    seen_ = true;
  }

  bool seen() const { return seen_; }
  ScalarStyle style() const {
    return seen_ && !is_mixed_ && IsQuoted(style_) ? style_ : ScalarStyle::kPlain;
  }

 private:
  ScalarStyle style_ = ScalarStyle::kPlain;
  bool seen_ = false;
  bool is_mixed_ = false;
};

// The nearest of the collection and the maps around it that has keys.
const Node* NearestMap(const Node& collection) {
  const Node* map = &collection;
  while (map != nullptr && map->pairs.empty()) map = map->parent;
  return map;
}

void LearnQuotes(const Layout& layout, const Node& collection, WriteStyle* style) {
  CommonStyle keys;
  const Node* map = NearestMap(collection);
  if (map != nullptr) {
    for (const Pair& pair : map->pairs) keys.See(*pair.key);
  }
  style->key = keys.style();
  CommonStyle strings;
  for (const Pair& pair : collection.pairs) strings.See(*pair.value);
  for (const Node* item : collection.items) strings.See(*item);
  const bool is_like_json =
      style->key == ScalarStyle::kDoubleQuoted && map != nullptr && layout.IsFlow(*map);
  style->string = !strings.seen() && is_like_json ? ScalarStyle::kDoubleQuoted : strings.style();
}

bool HasOwnLines(const Layout& layout, const Node& collection) {
  return ElementCount(collection) > 0 && layout.IsFlow(collection) &&
         layout.StartsLine(layout.ElementBegin(collection, 0));
}

// Lines and blanks of collections in brackets, as the nearest one with elements has them.
void LearnBrackets(const Layout& layout, const Node& collection, WriteStyle* style) {
  const Node* nearest = &collection;
  while (nearest != nullptr && ElementCount(*nearest) == 0) nearest = nearest->parent;
  if (nearest == nullptr || !layout.IsFlow(*nearest)) return;
  if (HasOwnLines(layout, *nearest)) {
    style->lines = FlowLines::kMany;
    const std::string_view outer = layout.Indentation(nearest->start);
    const std::string_view inner = layout.Indentation(layout.ElementBegin(*nearest, 0));
    if (inner.size() > outer.size() && inner.starts_with(outer)) {
      style->unit = inner.substr(outer.size());
    }
  }
  const Node* map = NearestMap(*nearest);
  const bool may_touch = style->syntax == Syntax::kJson || style->key == ScalarStyle::kDoubleQuoted;
  if (map != nullptr && layout.IsFlow(*map) && may_touch) {
    const std::optional<size_t> colon = layout.ColonEnd(*map, 0);
    const bool touches = colon.has_value() && *colon == map->pairs[0].value->start;
    if (touches) style->after_colon = style->after_comma = "";
  }
  if (nearest == &collection && ElementCount(collection) > 1) {
    const std::optional<size_t> comma = layout.Comma(collection, 0);
    if (!comma.has_value()) return;
    const size_t next = layout.ElementBegin(collection, 1);
    const std::string_view between = layout.Sub(*comma + 1, next);
    if (between.find_first_not_of(' ') == std::string_view::npos) style->after_comma = between;
  }
}

bool IsBlock(const Layout& layout, const Node& node) {
  return !node.is_alias && ElementCount(node) > 0 && !layout.IsFlow(node);
}

// By how much a block collection is indented below the block map that holds it; nothing if it is
// not held by one.
std::optional<size_t> OffsetOf(const Layout& layout, const Node& node) {
  if (node.parent == nullptr || node.is_key || !node.parent->IsMap() || !IsBlock(layout, node)) {
    return std::nullopt;
  }
  const size_t outer = layout.Column(node.parent->start);
  const size_t inner = layout.Column(node.start);
  if (inner < outer || !layout.StartsLine(node.start)) return std::nullopt;
  return inner - outer;
}

// The first map and the first list of the document tell how its maps and lists are indented; those
// around the place go before.
class IndentationSearch {
 public:
  IndentationSearch(const Layout& layout, WriteStyle* style) : layout_(layout), style_(style) {}

  void Run(const Node& collection) {
    const Node* root = &collection;
    for (const Node* at = &collection; at != nullptr; at = at->parent) {
      Look(*at);
      root = at;
    }
    std::vector<const Node*> open{root};
    size_t looked_at = 0;
    while (!open.empty() && !IsDone() && looked_at < kMaxNodesLookedAt) {
      const Node* node = open.back();
      open.pop_back();
      ++looked_at;
      Look(*node);
      if (!IsBlock(layout_, *node)) continue;
      for (auto item = node->items.rbegin(); item != node->items.rend(); ++item) {
        open.push_back(*item);
      }
      for (auto pair = node->pairs.rbegin(); pair != node->pairs.rend(); ++pair) {
        open.push_back(pair->value);
      }
    }
    if (has_list_) return;
    style_->list_offset = style_->step;
  }

 private:
  bool IsDone() const { return has_map_ && has_list_; }

  void Look(const Node& node) {
    const std::optional<size_t> offset = OffsetOf(layout_, node);
    if (!offset.has_value()) return;
    if (node.IsMap() && !has_map_ && *offset > 0) {
      style_->step = *offset;
      has_map_ = true;
    }
    if (node.IsList() && !has_list_) {
      style_->list_offset = *offset;
      has_list_ = true;
    }
  }

  const Layout& layout_;
  WriteStyle* style_;
  bool has_map_ = false;
  bool has_list_ = false;
};

}  // namespace

WriteStyle StyleAround(const Layout& layout, const Node& collection, size_t at) {
  WriteStyle style;
  style.syntax = layout.syntax();
  style.line_break = layout.LineBreak(at);
  LearnQuotes(layout, collection, &style);
  LearnBrackets(layout, collection, &style);
  if (style.syntax == Syntax::kYaml) IndentationSearch(layout, &style).Run(collection);
  return style;
}

}  // namespace irsalint::syntax
