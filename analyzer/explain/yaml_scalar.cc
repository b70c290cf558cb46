#include "analyzer/explain/yaml_scalar.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"

namespace irsalint::explain {
namespace {

// Words that YAML may take for something else than text.
bool IsWord(std::string_view text) {
  constexpr std::array<std::string_view, 9> kWords = {"true", "false", "yes", "no", "on",
                                                      "off",  "null",  "y",   "n"};
  return std::ranges::find(kWords, base::AsciiLower(text)) != kWords.end();
}

bool IsPlain(std::string_view text) {
  const auto is_plain = [](char c) {
    return base::IsAsciiAlnum(c) || c == '-' || c == '.' || c == '_' || c == '/' || c == ':';
  };
  return !text.empty() && base::IsAsciiAlnum(text.front()) && text.back() != ':' &&
         std::ranges::all_of(text, is_plain) && !IsWord(text);
}

}  // namespace

std::string YamlScalar(std::string_view text) {
  if (IsPlain(text)) return std::string(text);
  const bool needs_escapes = base::EscapeForDisplay(text) != text;
  return nlohmann::json(text).dump(-1, ' ', needs_escapes,
                                   nlohmann::json::error_handler_t::replace);
}

}  // namespace irsalint::explain
