#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzer/base/result.h"
#include "analyzer/source/text_edit.h"
#include "analyzer/syntax/document.h"
#include "analyzer/syntax/place.h"

// Changes of documents, said without bytes: what changes, not how it is written. Only the files of
// EditText (edit*.cc, write_*.cc) know how a change is written in each syntax.
namespace irsalint::syntax {

struct NewPair;

// A value to be written: a string, a boolean, a list or a map.
struct NewValue {
  NodeKind kind = NodeKind::kString;
  std::string text;             // of a string; "true" or "false" of a boolean
  std::vector<NewValue> items;  // of a list
  std::vector<NewPair> pairs;   // of a map

  static NewValue String(std::string_view text);
  static NewValue Bool(bool value);
  static NewValue List(std::vector<NewValue> items);
  static NewValue Map(std::vector<NewPair> pairs);

  friend bool operator==(const NewValue& left, const NewValue& right);
};

struct NewPair {
  std::string key;
  NewValue value;

  friend bool operator==(const NewPair&, const NewPair&) = default;
};

// Of every place below only document and route count: part and range do not matter.

// Another value in the place of one.
struct SetValue {
  Place place;
  NewValue value;

  friend bool operator==(const SetValue&, const SetValue&) = default;
};

// A new pair of a map; null, or nothing behind a key, counts as an empty map. It stands behind the
// pair with the key `after`, or last where there is none.
struct InsertPair {
  Place map;
  std::string key;
  NewValue value;
  std::string after = {};

  friend bool operator==(const InsertPair&, const InsertPair&) = default;
};

// A new last item of a list.
struct InsertItem {
  Place list;
  NewValue value;

  friend bool operator==(const InsertItem&, const InsertItem&) = default;
};

// Another key of a pair.
struct RenameKey {
  Place pair;
  std::string key;

  friend bool operator==(const RenameKey&, const RenameKey&) = default;
};

// A pair or an item less.
struct Remove {
  Place place;

  friend bool operator==(const Remove&, const Remove&) = default;
};

using Edit = std::variant<SetValue, InsertPair, InsertItem, RenameKey, Remove>;

// The place that an edit changes.
[[nodiscard]] const Place& PlaceOf(const Edit& edit);

// The bytes that edits of one file change, sorted and disjoint. Comments, quoting, indentation,
// line endings, anchors and everything else that is not edited stay as they are. The result was
// parsed and is the old tree with these changes alone; where that cannot be had (edits that
// contradict each other, an anchor whose other uses would change too) it is a kInvalid error that
// says why.
[[nodiscard]] base::Result<std::vector<source::TextEdit>> EditText(source::SourceId source,
                                                                   std::string_view file,
                                                                   Syntax syntax,
                                                                   std::span<const Edit> edits);

// `file` with sorted, disjoint edits.
[[nodiscard]] std::string ApplyTextEdits(std::string_view file,
                                         std::span<const source::TextEdit> edits);

}  // namespace irsalint::syntax
