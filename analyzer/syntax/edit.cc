#include "analyzer/syntax/edit.h"

#include <fmt/format.h>

#include <map>
#include <utility>

#include "analyzer/base/utf8.h"
#include "analyzer/syntax/edit_document.h"
#include "analyzer/syntax/parse.h"

namespace irsalint::syntax {
namespace {

base::Result<std::vector<TextChange>> ChangeSlice(std::string_view file, const DocumentId& slice,
                                                  Syntax syntax,
                                                  std::span<const RoutedEdit> edits) {
  if (slice.begin > slice.end || slice.end > file.size()) {
    return Refusal("the file does not hold the document that is to be changed");
  }
  const Parsed parsed = syntax == Syntax::kJson ? ParseJson(file, slice) : ParseYaml(file, slice);
  if (parsed.error) {
    return Refusal(fmt::format("the document cannot be read: {}",
                               base::EscapeForDisplay(parsed.error->message)));
  }
  return ChangeDocument(Layout(file, slice.begin, slice.end, syntax), *parsed.document->root(),
                        edits);
}

}  // namespace

NewValue NewValue::String(std::string_view text) {
  NewValue value;
  value.text = text;
  return value;
}

NewValue NewValue::Bool(bool value) {
  NewValue result;
  result.kind = NodeKind::kBool;
  result.text = value ? "true" : "false";
  return result;
}

NewValue NewValue::List(std::vector<NewValue> items) {
  NewValue value;
  value.kind = NodeKind::kList;
  value.items = std::move(items);
  return value;
}

NewValue NewValue::Map(std::vector<NewPair> pairs) {
  NewValue value;
  value.kind = NodeKind::kMap;
  value.pairs = std::move(pairs);
  return value;
}

bool operator==(const NewValue& left, const NewValue& right) {
  return left.kind == right.kind && left.text == right.text && left.items == right.items &&
         left.pairs == right.pairs;
}

const Place& PlaceOf(const Edit& edit) {
  struct Visitor {
    const Place& operator()(const SetValue& edit) const { return edit.place; }
    const Place& operator()(const InsertPair& edit) const { return edit.map; }
    const Place& operator()(const InsertItem& edit) const { return edit.list; }
    const Place& operator()(const RenameKey& edit) const { return edit.pair; }
    const Place& operator()(const Remove& edit) const { return edit.place; }
  };
  return std::visit(Visitor{}, edit);
}

base::Result<std::vector<source::TextEdit>> EditText(source::SourceId source, std::string_view file,
                                                     Syntax syntax, std::span<const Edit> edits) {
  std::map<DocumentId, std::vector<RoutedEdit>> by_document;
  for (const Edit& edit : edits) {
    const Place& place = PlaceOf(edit);
    if (place.document.source != source || place.external.has_value()) {
      return Refusal("the value that is to be changed is in another file");
    }
    by_document[place.document].push_back({.edit = &edit, .route = place.route});
  }
  std::vector<source::TextEdit> text_edits;
  for (const auto& [slice, routed] : by_document) {
    auto changes = ChangeSlice(file, slice, syntax, routed);
    if (!changes) return changes.error();
    for (TextChange& change : *changes) {
      const source::Span span{.source = source,
                              .begin = static_cast<uint32_t>(change.begin),
                              .end = static_cast<uint32_t>(change.end)};
      const bool overlaps = !text_edits.empty() && span.begin < text_edits.back().span.end;
      if (overlaps) return Refusal("the file does not hold the document that is to be changed");
      text_edits.push_back({.span = span, .text = std::move(change.text)});
    }
  }
  return text_edits;
}

std::string ApplyTextEdits(std::string_view file, std::span<const source::TextEdit> edits) {
  std::string edited;
  size_t at = 0;
  for (const source::TextEdit& edit : edits) {
    edited += file.substr(at, edit.span.begin - at);
    edited += edit.text;
    at = edit.span.end;
  }
  edited += file.substr(at);
  return edited;
}

}  // namespace irsalint::syntax
