#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/syntax/place.h"

// The stored form of where a place is: `0k/3:spec/1:template/0` is, in document 0, the key (`k`;
// `p` the pair, nothing the value) of item 0 of the value of pair 1 `template` of … . An embedded
// document is a step `|json`, `|percent` or `|yaml`. `/` and `~` in keys are `~1` and `~0`.
// Internal to facts/.
namespace irsalint::facts {

struct PlaceText {
  size_t document = 0;  // index
  syntax::Part part = syntax::Part::kValue;
  syntax::Route route;
};

std::string FormatPlace(size_t document, syntax::Part part, const syntax::Route& route);

// Nothing unless `text` has the form that FormatPlace writes.
std::optional<PlaceText> ParsePlace(std::string_view text);

}  // namespace irsalint::facts
