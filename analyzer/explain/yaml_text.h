#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

// Only for the .cc files of explain/.
namespace irsalint::explain {

// A value as a YAML document in block style, a newline at its end. Safe for a terminal.
[[nodiscard]] std::string YamlText(const nlohmann::ordered_json& value);

}  // namespace irsalint::explain
