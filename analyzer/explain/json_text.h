#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "analyzer/explain/place_lines.h"

// Only for the .cc files of explain/.
namespace irsalint::explain {

// Indented by two, ASCII only (so that no terminal control can pass), a newline at the end; invalid
// UTF-8 becomes U+FFFD.
[[nodiscard]] std::string ToText(const nlohmann::ordered_json& json);

// Adds `path`, `line` and `column`, as far as they are known.
void AddPlace(const PlaceLines& lines, const syntax::Place& place, nlohmann::ordered_json& json);

}  // namespace irsalint::explain
