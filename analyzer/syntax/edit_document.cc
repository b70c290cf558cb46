#include "analyzer/syntax/edit_document.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>
#include <utility>

#include "analyzer/base/percent.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/syntax/edit_compare.h"
#include "analyzer/syntax/edit_plan.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/scalar_map.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::syntax {
namespace {

constexpr std::string_view kCannotBeWritten =
    "the change cannot be written here without changing something else";

// Once so many bytes have been parsed again for one document, no other way is tried.
constexpr size_t kMaxBytesTried = 8 * 1024 * 1024;

// How many other pairs a new one is tried behind.
constexpr size_t kMaxNeighboursTried = 4;

// Other ways to write a change, nicer ones first.
std::vector<NodeChange> AlternativesTo(const NodeChange& change) {
  std::vector<NodeChange> ways;
  const auto add = [&ways, &change](Way way) {
    ways.push_back(change);
    ways.back().way = way;
  };
  if (change.host.has_value()) {
    add(Way::kWhole);
    add(Way::kQuoted);
    return ways;
  }
  if (change.inserted.empty()) return ways;
  add(Way::kBelowBlankLines);
  if (ElementCount(*change.node) == 0) add(Way::kInBrackets);
  if (!change.node->IsMap() || change.inserted.size() > 1) return ways;
  const size_t asked = change.inserted.front().behind;
  const size_t count = change.node->pairs.size();
  for (size_t i = 0; i < std::min(count, kMaxNeighboursTried); ++i) {
    const size_t behind = count - 1 - i;
    if (behind == asked) continue;
    ways.push_back(change);
    ways.back().inserted.front().behind = behind;
  }
  if (count > 0) {
    ways.push_back(change);
    ways.back().inserted.front().behind = kInFront;
  }
  return ways;
}

// The alias that repeats each anchored value, by the bytes or children that the two share.
class SharedValues {
 public:
  explicit SharedValues(const Node& root) { Collect(root); }

  // An alias of the node or of one around it; null if there is none.
  const Node* AliasAround(const Node& node) const {
    for (const Node* at = &node; at != nullptr; at = at->parent) {
      if (const Node* alias = AliasOf(*at)) return alias;
    }
    return nullptr;
  }

  // An alias of a value inside the node.
  const Node* AliasInside(const Node& node) const {
    if (node.is_alias || aliases_.empty()) return nullptr;
    if (const Node* alias = AliasOf(node)) return alias;
    for (const Node* item : node.items) {
      if (const Node* alias = AliasInside(*item)) return alias;
    }
    for (const Pair& pair : node.pairs) {
      if (const Node* alias = AliasInside(*pair.key)) return alias;
      if (const Node* alias = AliasInside(*pair.value)) return alias;
    }
    return nullptr;
  }

 private:
  static const void* Identity(const Node& node) {
    if (node.IsMap()) return node.pairs.data();
    if (node.IsList()) return node.items.data();
    return node.text.data();
  }

  const Node* AliasOf(const Node& node) const {
    if (node.is_alias) return nullptr;
    const auto found = aliases_.find(Identity(node));
    return found == aliases_.end() ? nullptr : found->second;
  }

  void Collect(const Node& node) {
    if (node.is_alias) {
      if (const void* identity = Identity(node)) aliases_.emplace(identity, &node);
      return;
    }
    for (const Node* item : node.items) Collect(*item);
    for (const Pair& pair : node.pairs) {
      Collect(*pair.key);
      Collect(*pair.value);
    }
  }

  std::unordered_map<const void*, const Node*> aliases_;
};

// Why a change that is right in itself cannot be made.
base::Error ReasonOf(const Layout& layout, const Node& root, const Changes& changes) {
  const SharedValues shared(root);
  for (const NodeChange& change : changes.all()) {
    const Node* alias = shared.AliasAround(*change.node);
    if (alias == nullptr && change.value.has_value()) alias = shared.AliasInside(*change.node);
    for (auto at = change.removed.begin(); alias == nullptr && at != change.removed.end(); ++at) {
      const Node& node = *change.node;
      if (node.IsMap()) alias = shared.AliasInside(*node.pairs[*at].key);
      if (alias != nullptr) break;
      alias = shared.AliasInside(node.IsMap() ? *node.pairs[*at].value : *node.items[*at]);
    }
    if (alias != nullptr) return RefusalOfShared(layout, *alias);
  }
  return Refusal(kCannotBeWritten);
}

// A tag that says more of a value than that it is a string; empty if there is none.
std::string_view TagOf(const Layout& layout, const Node& node) {
  if (layout.syntax() == Syntax::kJson || node.parent == nullptr) return {};
  size_t at = 0;
  if (node.parent->IsMap()) {
    at = layout.ColonEnd(*node.parent, node.index).value_or(node.start);
  } else {
    at = layout.ElementBegin(*node.parent, node.index);
    if (!layout.IsFlow(*node.parent)) ++at;
  }
  for (at = layout.SkipTrivia(at); at < node.start; at = layout.SkipTrivia(at)) {
    const size_t end = layout.PropertyEnd(at);
    if (end == at) break;
    const std::string_view property = layout.Sub(at, end);
    if (property.starts_with('!') && property != "!" && property != "!!str") return property;
    at = end;
  }
  return {};
}

// The bytes that may stand for themselves in an answer of IAM.
std::string PercentEncode(std::string_view text) {
  std::string encoded;
  for (const char c : text) {
    const bool is_kept = base::IsAsciiAlnum(c) || c == '-' || c == '_' || c == '.' || c == '~';
    if (is_kept) {
      encoded += c;
    } else {
      encoded += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return encoded;
}

// Changes of a decoded text as changes of the percent-encoded one.
std::vector<TextChange> Encoded(std::string_view raw, std::string_view decoded,
                                std::span<const TextChange> changes) {
  const ScalarMap map = ScalarMap::ForPercentEncoding(raw, decoded);
  std::vector<TextChange> encoded;
  for (const TextChange& change : changes) {
    const size_t end = map.EndToRaw(static_cast<uint32_t>(change.end));
    const size_t begin =
        change.begin == change.end ? end : map.ToRaw(static_cast<uint32_t>(change.begin));
    encoded.push_back({.begin = begin, .end = end, .text = PercentEncode(change.text)});
  }
  return encoded;
}

// The bytes of the document that a scalar holds; for YAML without what stands around it.
Layout LayoutOfEmbedded(std::string_view text, Embed embed) {
  if (embed != Embed::kYaml) return Layout(text, 0, text.size(), Syntax::kJson);
  const Stream stream = SplitStream(text, 2);
  if (stream.slices.empty()) return Layout(text, 0, text.size(), Syntax::kYaml);
  return Layout(text, stream.slices[0].begin, stream.slices[0].end, Syntax::kYaml);
}

base::Result<HostChange> ChangeHost(const EmbeddedEdits& embedded) {
  const Node& host = *embedded.host;
  const Parsed parsed = ParseEmbedded(host, embedded.embed);
  if (parsed.error) {
    return Refusal(fmt::format("the document in the value cannot be read: {}",
                               base::EscapeForDisplay(parsed.error->message)));
  }
  const bool is_encoded = embedded.embed == Embed::kPercentEncodedJson;
  const std::string decoded = is_encoded ? base::PercentDecode(host.text).text : std::string();
  const std::string_view text = is_encoded ? std::string_view(decoded) : host.text;
  auto changes = ChangeDocument(LayoutOfEmbedded(text, embedded.embed), *parsed.document->root(),
                                embedded.edits);
  if (!changes) return changes.error();
  HostChange change;
  change.parts = is_encoded ? Encoded(host.text, decoded, *changes) : *std::move(changes);
  change.text = ApplyChanges(host.text, change.parts);
  return change;
}

class DocumentEditor {
 public:
  DocumentEditor(const Layout& layout, const Node& root, Changes changes)
      : layout_(layout), root_(root), changes_(std::move(changes)) {}

  base::Result<std::vector<TextChange>> Run() {
    auto written = Written(changes_);
    if (!written) return written.error();
    if (IsRight(*written, changes_)) return written;
    if (TryOtherWays()) {
      written = Written(changes_);
      if (written && IsRight(*written, changes_)) return written;
    }
    return ReasonOf(layout_, root_, changes_);
  }

 private:
  base::Result<std::vector<TextChange>> Written(const Changes& changes) const {
    TextPlan plan;
    for (const NodeChange& change : changes.all()) PlanChange(layout_, change, &plan);
    auto written = plan.Take();
    if (!written) return written;
    std::erase_if(*written, [this](const TextChange& change) {
      return layout_.Sub(change.begin, change.end) == change.text;
    });
    return written;
  }

  // Whether the changed text is a document with the old tree and these changes.
  bool IsRight(std::span<const TextChange> written, const Changes& changes) {
    const std::string_view text = layout_.Sub(layout_.begin(), layout_.end());
    bytes_tried_ += text.size();
    std::vector<TextChange> local(written.begin(), written.end());
    for (TextChange& change : local) {
      change.begin -= layout_.begin();
      change.end -= layout_.begin();
    }
    const std::string changed = ApplyChanges(text, local);
    const DocumentId whole{.source = root_.document->id().source,
                           .begin = 0,
                           .end = static_cast<uint32_t>(changed.size())};
    if (changed.ends_with('\n') != text.ends_with('\n')) return false;
    if (layout_.syntax() == Syntax::kJson) {
      const Parsed parsed = ParseJson(changed, whole);
      return !parsed.error && IsChangedTree(root_, *parsed.document->root(), changes);
    }
    const Stream stream = SplitStream(changed, 2);
    if (stream.slices.size() != 1 || stream.slices[0] != Slice{0, whole.end}) return false;
    if (IsGoTemplate(changed) && !IsGoTemplate(text)) return false;
    const Parsed parsed = ParseYaml(changed, whole);
    return !parsed.error && IsChangedTree(root_, *parsed.document->root(), changes);
  }

  // Finds for each change that has several ways one that is right by itself; false if there is a
  // change without any.
  bool TryOtherWays() {
    for (NodeChange& change : changes_.all()) {
      const std::vector<NodeChange> ways = AlternativesTo(change);
      if (ways.empty()) continue;
      if (bytes_tried_ >= kMaxBytesTried) return false;
      if (IsRightAlone(change)) continue;
      const auto found = std::find_if(ways.begin(), ways.end(), [this](const NodeChange& way) {
        return bytes_tried_ < kMaxBytesTried && IsRightAlone(way);
      });
      if (found == ways.end()) return false;
      change = *found;
    }
    return true;
  }

  bool IsRightAlone(const NodeChange& change) {
    Changes alone;
    alone.At(*change.node) = change;
    const auto written = Written(alone);
    return written && IsRight(*written, alone);
  }

  const Layout& layout_;
  const Node& root_;
  Changes changes_;
  size_t bytes_tried_ = 0;
};

}  // namespace

std::string ApplyChanges(std::string_view text, std::span<const TextChange> changes) {
  std::string changed;
  size_t at = 0;
  for (const TextChange& change : changes) {
    changed += text.substr(at, change.begin - at);
    changed += change.text;
    at = change.end;
  }
  changed += text.substr(at);
  return changed;
}

base::Result<std::vector<TextChange>> ChangeDocument(const Layout& layout, const Node& root,
                                                     std::span<const RoutedEdit> edits) {
  auto resolved = ResolveEdits(layout, root, edits);
  if (!resolved) return resolved.error();
  Changes& changes = resolved->changes;
  for (const EmbeddedEdits& embedded : resolved->embedded) {
    auto host = ChangeHost(embedded);
    if (!host) return host.error();
    NodeChange& change = changes.At(*embedded.host);
    if (change.host.has_value()) return Refusal(kContradiction);
    change.host = *std::move(host);
  }
  if (auto checked = CheckContradictions(changes); !checked) return checked.error();
  for (const NodeChange& change : changes.all()) {
    if (!change.value.has_value()) continue;
    if (const std::string_view tag = TagOf(layout, *change.node); !tag.empty()) {
      return Refusal(fmt::format("the value has the tag {}", base::EscapeForDisplay(tag)));
    }
  }
  return DocumentEditor(layout, root, std::move(changes)).Run();
}

}  // namespace irsalint::syntax
