#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "analyzer/syntax/edit.h"
#include "analyzer/syntax/known.h"

namespace irsalint::rule {

// Whether a place holds the text of its value as a person wrote it: nothing else (a kustomization's
// prefix) went into the value, and there are bytes to change.
[[nodiscard]] bool IsWrittenAt(const syntax::Place& place);

// The edit that gives a field of the map at `map` the value of `pair`: where `field` stands, also
// as a null, or else as a new pair behind the one with the key `after`.
template <typename T>
[[nodiscard]] syntax::Edit WriteField(const syntax::Known<T>& field, const syntax::Place& map,
                                      syntax::NewPair pair, std::string_view after = {}) {
  const syntax::Route& route = field.place().route;
  const bool is_null = !route.empty() && route.back().key == pair.key;
  if (field.IsAbsent() && !is_null) {
    return syntax::InsertPair{.map = map,
                              .key = std::move(pair.key),
                              .value = std::move(pair.value),
                              .after = std::string(after)};
  }
  return syntax::SetValue{.place = field.place(), .value = std::move(pair.value)};
}

}  // namespace irsalint::rule
