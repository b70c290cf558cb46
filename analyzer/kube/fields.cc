#include "analyzer/kube/fields.h"

#include <optional>
#include <unordered_map>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/syntax/scalar_type.h"

namespace irsalint::kube {
namespace {

using syntax::Field;
using syntax::Known;
using syntax::Node;
using syntax::NodeKind;
using syntax::Pair;
using syntax::Part;
using syntax::Place;
using syntax::PlaceOf;

// Merge keys inside merged maps, each one alias further on.
constexpr int kMaxMergeDepth = 64;

constexpr std::string_view kLastApplied = "kubectl.kubernetes.io/last-applied-configuration";

// The field decides which hole syntaxes are legal; keys are compared by their last part because the
// webhook's prefix can be configured (docs/reference/semantics.md §3.3).
Field FieldOfAnnotation(std::string_view key) {
  if (base::EndsWith(key, "/role-arn")) return Field::kArn;
  if (base::EndsWith(key, "/audience")) return Field::kAudience;
  return Field::kName;
}

class EntryCollector {
 public:
  void Add(const Node& map, int depth) {
    const size_t inherited_before = entries_.size();
    for (const Pair& pair : map.pairs) {
      if (!pair.key->IsScalar() || syntax::IsMergeKey(*pair.key)) continue;
      const auto [found, is_new] = index_.try_emplace(pair.key->text, entries_.size());
      if (is_new) {
        entries_.push_back(pair);
      } else if (found->second >= inherited_before) {
        entries_[found->second] = pair;
      }
    }
    if (depth == kMaxMergeDepth) return;
    for (const Pair& pair : map.pairs) {
      if (!syntax::IsMergeKey(*pair.key)) continue;
      if (pair.value->IsMap()) Add(*pair.value, depth + 1);
      for (const Node* item : pair.value->items) {
        if (item->IsMap()) Add(*item, depth + 1);
      }
    }
  }

  std::vector<Pair> Take() { return std::move(entries_); }

 private:
  std::vector<Pair> entries_;
  std::unordered_map<std::string_view, size_t> index_;
};

// What stands at `key`; nothing when the key is not there or its value is null. Sets `*absent` to
// where a value would be written.
const Node* Present(const MapView& view, std::string_view key, Place* absent) {
  const Node* value = syntax::Find(view.map, key);
  if (value != nullptr && !value->IsNull()) return value;
  *absent = value != nullptr ? syntax::PlaceOfMissing(*value) : PlaceOfMissing(view);
  return nullptr;
}

}  // namespace

MapView ViewOf(const Node& node) {
  if (node.IsMap()) return {.map = &node, .nearest = &node};
  return {.nearest = &node, .is_wrong = !node.IsNull()};
}

MapView Child(const MapView& parent, std::string_view key) {
  const Node* value = syntax::Find(parent.map, key);
  if (value != nullptr) return ViewOf(*value);
  return {.nearest = parent.nearest, .is_wrong = parent.is_wrong};
}

Place PlaceOfMissing(const MapView& view) { return syntax::PlaceOfMissing(*view.nearest); }

KnownText ReadText(const Node& value, Field field, std::string_view scope) {
  if (value.IsNull()) return KnownText::Absent(syntax::PlaceOfMissing(value));
  if (!value.IsString()) return KnownText::Unresolved(PlaceOf(value));
  return KnownText::Of(syntax::ReadText(value.text, field, scope), PlaceOf(value));
}

KnownText ReadTextField(const MapView& view, std::string_view key, Field field,
                        std::string_view scope) {
  if (view.is_wrong) return KnownText::Unresolved(PlaceOf(*view.nearest));
  Place absent;
  const Node* value = Present(view, key, &absent);
  if (value == nullptr) return KnownText::Absent(std::move(absent));
  return ReadText(*value, field, scope);
}

Known<bool> ReadBoolField(const MapView& view, std::string_view key) {
  if (view.is_wrong) return Known<bool>::Unresolved(PlaceOf(*view.nearest));
  Place absent;
  const Node* value = Present(view, key, &absent);
  if (value == nullptr) return Known<bool>::Absent(std::move(absent));
  const std::optional<bool> is_true = syntax::BoolOf(value);
  if (!is_true) return Known<bool>::Unresolved(PlaceOf(*value));
  return Known<bool>::Of(*is_true, PlaceOf(*value));
}

Known<int64_t> ReadIntField(const MapView& view, std::string_view key) {
  using KnownInt = Known<int64_t>;
  if (view.is_wrong) return KnownInt::Unresolved(PlaceOf(*view.nearest));
  Place absent;
  const Node* value = Present(view, key, &absent);
  if (value == nullptr) return KnownInt::Absent(std::move(absent));
  const std::optional<int64_t> number = syntax::IntOf(value);
  return number.has_value() ? KnownInt::Of(*number, PlaceOf(*value))
                            : KnownInt::Unresolved(PlaceOf(*value));
}

std::string ReadString(const MapView& view, std::string_view key) {
  return std::string(syntax::StringOr(syntax::Find(view.map, key)));
}

std::vector<MapView> ReadMaps(const MapView& view, std::string_view key) {
  std::vector<MapView> maps;
  const Node* list = syntax::Find(view.map, key);
  if (list == nullptr) return maps;
  maps.reserve(list->items.size());
  for (const Node* item : list->items) {
    if (item->IsMap()) maps.push_back(ViewOf(*item));
  }
  return maps;
}

std::vector<std::string> ReadStrings(const MapView& view, std::string_view key) {
  std::vector<std::string> strings;
  const Node* list = syntax::Find(view.map, key);
  if (list == nullptr) return strings;
  for (const Node* item : list->items) {
    if (item->IsString()) strings.emplace_back(item->text);
  }
  return strings;
}

std::vector<Pair> EntriesOf(const MapView& view) {
  if (view.map == nullptr) return {};
  EntryCollector collector;
  collector.Add(*view.map, 0);
  return collector.Take();
}

std::vector<Annotation> ReadAnnotations(const MapView& annotations, std::string_view scope) {
  std::vector<Annotation> result;
  const std::vector<Pair> entries = EntriesOf(annotations);
  result.reserve(entries.size());
  for (const Pair& entry : entries) {
    const std::string_view key = entry.key->text;
    if (key == kLastApplied) continue;
    const bool is_unquoted =
        entry.value->kind == NodeKind::kBool || entry.value->kind == NodeKind::kNumber;
    result.push_back({.key = std::string(key),
                      .value = ReadText(*entry.value, FieldOfAnnotation(key), scope),
                      .unquoted = std::string(is_unquoted ? entry.value->text : ""),
                      .key_place = PlaceOf(*entry.value, Part::kKey)});
  }
  return result;
}

}  // namespace irsalint::kube
