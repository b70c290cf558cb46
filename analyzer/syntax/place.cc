#include "analyzer/syntax/place.h"

#include <algorithm>
#include <tuple>

#include "analyzer/syntax/document.h"

namespace irsalint::syntax {
namespace {

Step StepTo(const Node& node) {
  Step step;
  step.index = node.index;
  if (node.parent->IsMap()) {
    step.kind = Step::Kind::kPair;
    step.key = node.parent->pairs[node.index].key->text;
  } else {
    step.kind = Step::Kind::kItem;
  }
  return step;
}

Step StepInto(const Document& document) {
  Step step;
  step.kind = Step::Kind::kEmbed;
  step.embed = document.embed();
  return step;
}

// The number of steps to `node`, those around its document included.
size_t DepthOf(const Node& node) {
  size_t depth = 0;
  for (const Node* at = &node; at != nullptr;) {
    const bool is_root = at->parent == nullptr;
    at = is_root ? at->document->host() : at->parent;
    if (at != nullptr) ++depth;
  }
  return depth;
}

bool IsBefore(const Step& a, const Step& b) {
  return std::tie(a.index, a.kind, a.embed) < std::tie(b.index, b.kind, b.embed);
}

}  // namespace

Place PlaceOf(const Node& node, Part part) {
  Place place;
  place.part = node.is_key && part == Part::kValue ? Part::kKey : part;
  place.route.reserve(DepthOf(node));
  const Node* at = &node;
  while (true) {
    for (; at->parent != nullptr; at = at->parent) place.route.push_back(StepTo(*at));
    const Document& document = *at->document;
    if (document.host() == nullptr) {
      place.document = document.id();
      break;
    }
    place.route.push_back(StepInto(document));
    at = document.host();
  }
  std::reverse(place.route.begin(), place.route.end());
  return place;
}

Place PlaceOf(const Node& node, TextRange range) {
  Place place = PlaceOf(node, Part::kValue);
  place.range = range;
  return place;
}

Place PlaceOfMissing(const Node& map) {
  const bool is_value = map.parent != nullptr && map.parent->IsMap() && !map.is_key;
  return PlaceOf(map, is_value ? Part::kKey : Part::kValue);
}

bool Before(const Place& a, const Place& b) {
  if (a.document != b.document) return a.document < b.document;
  for (size_t i = 0; i < a.route.size() && i < b.route.size(); ++i) {
    if (IsBefore(a.route[i], b.route[i])) return true;
    if (IsBefore(b.route[i], a.route[i])) return false;
  }
  if (a.route.size() != b.route.size()) return a.route.size() < b.route.size();
  if (a.part != b.part) return a.part < b.part;
  if (a.range != b.range) return a.range < b.range;
  if (!a.external || !b.external) return !a.external && b.external;
  return std::tie(a.external->path, a.external->line) <
         std::tie(b.external->path, b.external->line);
}

}  // namespace irsalint::syntax
