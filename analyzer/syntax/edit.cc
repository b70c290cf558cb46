#include "analyzer/syntax/edit.h"

#include <utility>

namespace irsalint::syntax {

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

}  // namespace irsalint::syntax
