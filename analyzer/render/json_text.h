#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

// Only for the .cc files of render/.
namespace irsalint::render {

// Indented by two, ASCII only (so that no terminal control can pass), a newline at the end; invalid
// UTF-8 becomes U+FFFD. Nothing in it begins a command of a CI system.
[[nodiscard]] std::string ToText(const nlohmann::ordered_json& json);

}  // namespace irsalint::render
