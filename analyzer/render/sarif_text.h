#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

// Only for the .cc files of render/.
namespace irsalint::render {

inline constexpr std::string_view kSourceRoot = "%SRCROOT%";

// A message object of plain text.
[[nodiscard]] nlohmann::ordered_json SarifText(std::string_view text);

// Message text in which nothing of the input can form an embedded link (SARIF 2.1.0 §3.11.6).
[[nodiscard]] std::string WithoutLinks(std::string_view text);

// The text of an embedded link.
[[nodiscard]] std::string LinkText(std::string_view text);

// The first characters of a text, at most `count`; whole ones.
[[nodiscard]] std::string_view FirstCharacters(std::string_view text, size_t count);

}  // namespace irsalint::render
