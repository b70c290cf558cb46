#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/syntax/edit.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"
#include "tests/syntax/tree_text.h"

// What an edit should do, written a second time and without any text: a tree that can change. The
// tests of properties and the fuzz target compare its dump with that of the edited text.
namespace irsalint::syntax {

struct ModelPair;

struct Model {
  NodeKind kind = NodeKind::kNull;
  bool is_alias = false;
  std::string text;
  std::vector<Model> items;
  std::vector<ModelPair> pairs;
};

struct ModelPair {
  Model key;
  Model value;
};

inline Model ModelOf(const Node& node) {
  Model model{.kind = node.kind, .is_alias = node.is_alias, .text = {}, .items = {}, .pairs = {}};
  if (node.IsScalar()) model.text = std::string(node.text);
  for (const Node* item : node.items) model.items.push_back(ModelOf(*item));
  for (const Pair& pair : node.pairs) {
    model.pairs.push_back({ModelOf(*pair.key), ModelOf(*pair.value)});
  }
  return model;
}

inline Model ModelOf(const NewValue& value) {
  Model model{.kind = value.kind, .is_alias = false, .text = value.text, .items = {}, .pairs = {}};
  for (const NewValue& item : value.items) model.items.push_back(ModelOf(item));
  for (const NewPair& pair : value.pairs) {
    model.pairs.push_back({ModelOf(NewValue::String(pair.key)), ModelOf(pair.value)});
  }
  return model;
}

inline void AppendDump(const Model& model, std::string* out) {
  *out += fmt::format("{}{}({}'{}'", KindName(model.kind), model.is_alias ? "*" : "",
                      model.text.size(), model.text);
  for (const Model& item : model.items) {
    *out += " - ";
    AppendDump(item, out);
  }
  for (const ModelPair& pair : model.pairs) {
    *out += " ? ";
    AppendDump(pair.key, out);
    *out += " : ";
    AppendDump(pair.value, out);
  }
  *out += ')';
}

inline std::string Dump(const Model& model) {
  std::string dump;
  AppendDump(model, &dump);
  return dump;
}

inline Model* ChildOf(Model& model, const Step& step) {
  if (step.kind == Step::Kind::kItem) return &model.items[step.index];
  return &model.pairs[step.index].value;
}

// The model of a document after an edit, whose route holds no embed step. A new pair may get
// another place than the one asked for: `place` says which.
class ModelEditor {
 public:
  ModelEditor(Model model, std::span<const Step> route, std::optional<size_t> place)
      : model_(std::move(model)), route_(route), place_(place) {}

  Model Take() { return std::move(model_); }

  void operator()(const SetValue& edit) { *Target(route_.size()) = ModelOf(edit.value); }

  void operator()(const InsertPair& edit) {
    Model* target = Target(route_.size());
    target->kind = NodeKind::kMap;
    target->text.clear();
    size_t place = target->pairs.size();
    for (size_t i = 0; i < target->pairs.size(); ++i) {
      if (!edit.after.empty() && target->pairs[i].key.text == edit.after) place = i + 1;
    }
    target->pairs.insert(
        target->pairs.begin() + static_cast<std::ptrdiff_t>(place_.value_or(place)),
        {ModelOf(NewValue::String(edit.key)), ModelOf(edit.value)});
  }

  void operator()(const InsertItem& edit) {
    Target(route_.size())->items.push_back(ModelOf(edit.value));
  }

  void operator()(const RenameKey& edit) {
    Target(route_.size() - 1)->pairs[route_.back().index].key = ModelOf(NewValue::String(edit.key));
  }

  void operator()(const Remove&) {
    Model* around = Target(route_.size() - 1);
    const auto index = static_cast<std::ptrdiff_t>(route_.back().index);
    if (around->kind == NodeKind::kMap) {
      around->pairs.erase(around->pairs.begin() + index);
    } else {
      around->items.erase(around->items.begin() + index);
    }
  }

 private:
  Model* Target(size_t steps) {
    Model* target = &model_;
    for (const Step& step : route_.first(steps)) target = ChildOf(*target, step);
    return target;
  }

  Model model_;
  std::span<const Step> route_;
  std::optional<size_t> place_;
};

inline std::string DumpOfEdited(const Node& root, std::span<const Step> route, const Edit& edit,
                                std::optional<size_t> place = std::nullopt) {
  ModelEditor editor(ModelOf(root), route, place);
  std::visit(editor, edit);
  return Dump(editor.Take());
}

inline const Node* NodeAt(const Node* node, std::span<const Step> route) {
  for (const Step& step : route) {
    const bool is_item = step.kind == Step::Kind::kItem;
    const size_t count = is_item ? node->items.size() : node->pairs.size();
    if (step.index >= count) return nullptr;
    node = is_item ? node->items[step.index] : node->pairs[step.index].value;
  }
  return node;
}

enum class Outcome { kAsAsked, kElsewhere, kWrong };

// Whether `after` is the tree `before` with the edit, whose route in this document is `route`.
// Documents in scalars are compared one by one, the scalars around them but for their text.
inline Outcome OutcomeOf(const Node& before, const Node& after, std::span<const Step> route,
                         const Edit& edit) {
  size_t embed = 0;
  while (embed < route.size() && route[embed].kind != Step::Kind::kEmbed) ++embed;
  if (embed == route.size()) {
    const std::string dump = Dump(ModelOf(after));
    if (DumpOfEdited(before, route, edit) == dump) return Outcome::kAsAsked;
    if (!std::holds_alternative<InsertPair>(edit)) return Outcome::kWrong;
    const size_t count = NodeAt(&before, route)->pairs.size();
    for (size_t place = 0; place <= count; ++place) {
      if (DumpOfEdited(before, route, edit, place) == dump) return Outcome::kElsewhere;
    }
    return Outcome::kWrong;
  }
  const Node* host_before = NodeAt(&before, route.first(embed));
  const Node* host_after = NodeAt(&after, route.first(embed));
  if (host_after == nullptr || !host_after->IsString()) return Outcome::kWrong;
  const SetValue new_text{.place = {}, .value = NewValue::String(host_after->text)};
  if (DumpOfEdited(before, route.first(embed), new_text) != Dump(ModelOf(after))) {
    return Outcome::kWrong;
  }
  const Parsed inner_before = ParseEmbedded(*host_before, route[embed].embed);
  const Parsed inner_after = ParseEmbedded(*host_after, route[embed].embed);
  if (inner_before.error || inner_after.error) return Outcome::kWrong;
  return OutcomeOf(*inner_before.document->root(), *inner_after.document->root(),
                   route.subspan(embed + 1), edit);
}

// The documents of a file, in their order.
inline std::vector<Parsed> ParseDocuments(std::string_view file, Syntax syntax) {
  constexpr source::SourceId kSource{7};
  std::vector<Parsed> documents;
  if (syntax == Syntax::kJson) {
    documents.push_back(ParseJson(file, {kSource, 0, static_cast<uint32_t>(file.size())}));
    return documents;
  }
  for (const Slice& slice : SplitStream(file, 10'000).slices) {
    documents.push_back(ParseYaml(file, {kSource, slice.begin, slice.end}));
  }
  return documents;
}

// Whether `after`, an edited `file`, is what the edit should make of it: the edited document as
// above, the others with the trees that they had.
inline Outcome OutcomeOf(std::string_view file, std::span<const Parsed> before,
                         std::string_view after, Syntax syntax, const Edit& edit) {
  const Place& place = PlaceOf(edit);
  const std::vector<Parsed> documents = ParseDocuments(after, syntax);
  if (documents.size() != before.size()) return Outcome::kWrong;
  Outcome outcome = Outcome::kWrong;
  for (size_t i = 0; i < documents.size(); ++i) {
    if (documents[i].error.has_value() != before[i].error.has_value()) return Outcome::kWrong;
    if (documents[i].error) continue;
    const Node& old_root = *before[i].document->root();
    const Node& new_root = *documents[i].document->root();
    if (before[i].document->id() == place.document) {
      outcome = OutcomeOf(old_root, new_root, place.route, edit);
      if (outcome == Outcome::kWrong) return outcome;
    } else if (Dump(ModelOf(old_root)) != Dump(ModelOf(new_root))) {
      return Outcome::kWrong;
    }
  }
  const bool keeps_end = file.ends_with('\n') == after.ends_with('\n');
  const bool keeps_mark = file.starts_with("\xEF\xBB\xBF") == after.starts_with("\xEF\xBB\xBF");
  return keeps_end && keeps_mark ? outcome : Outcome::kWrong;
}

// Whether a scalar is likely to hold a document, and in which encoding.
inline std::optional<Embed> EmbedOf(const Node& node) {
  if (!node.IsString() || node.is_key) return std::nullopt;
  const size_t first = node.text.find_first_not_of(" \n");
  if (first == std::string_view::npos) return std::nullopt;
  const std::string_view text = node.text.substr(first);
  if (text.starts_with('{') || text.starts_with('[')) return Embed::kJson;
  if (text.starts_with("%7B")) return Embed::kPercentEncodedJson;
  if (text.starts_with("- ")) return Embed::kYaml;
  return std::nullopt;
}

}  // namespace irsalint::syntax
