#include "analyzer/explain/node_json.h"

#include <charconv>
#include <nlohmann/json.hpp>
#include <string>

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;
using syntax::Node;
using syntax::NodeKind;

std::optional<int64_t> WithBase(std::string_view digits, int base) {
  int64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number, base);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

// The spellings of YAML that JSON does not have; a text where it is none of them.
Json NumberOf(std::string_view text) {
  const Json plain = Json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (plain.is_number()) return plain;
  std::string digits;
  for (const char c : text) {
    if (c != '_' && c != '+') digits.push_back(c);
  }
  const std::string_view all = digits;
  const auto prefixed = [&](std::string_view prefix, int base) -> std::optional<int64_t> {
    return all.starts_with(prefix) ? WithBase(all.substr(prefix.size()), base) : std::nullopt;
  };
  if (const auto hex = prefixed("0x", 16)) return *hex;
  if (const auto binary = prefixed("0b", 2)) return *binary;
  if (const auto octal = prefixed("0o", 8)) return *octal;
  if (const auto octal = prefixed("0", 8)) return *octal;
  if (const auto decimal = WithBase(all, 10)) return *decimal;
  const Json real = Json::parse(all.starts_with('.') ? "0" + digits : digits, nullptr, false);
  return real.is_number() ? real : Json(std::string(text));
}

Json MapOf(const Node& node) {
  Json map = Json::object();
  for (const syntax::Pair& pair : node.pairs) {
    if (syntax::IsMergeKey(*pair.key)) continue;
    const std::string key(pair.key->text);
    if (!map.contains(key)) map[key] = JsonOf(*syntax::Find(&node, key));
  }
  for (const syntax::Pair& pair : node.pairs) {
    if (!syntax::IsMergeKey(*pair.key)) continue;
    const auto merge = [&](const Node& source) {
      if (!source.IsMap()) return;
      const Json merged = MapOf(source);
      for (const auto& [key, value] : merged.items()) {
        if (!map.contains(key)) map[key] = value;
      }
    };
    merge(*pair.value);
    for (const Node* source : pair.value->items) merge(*source);
  }
  return map;
}

}  // namespace

Json JsonOf(const Node& node) {
  switch (node.kind) {
    case NodeKind::kNull:
      return nullptr;
    case NodeKind::kBool:
      return syntax::BoolOf(&node).value_or(false);
    case NodeKind::kNumber:
      return NumberOf(node.text);
    case NodeKind::kString:
      return std::string(node.text);
    case NodeKind::kList: {
      Json list = Json::array();
      for (const Node* item : node.items) list.push_back(JsonOf(*item));
      return list;
    }
    case NodeKind::kMap:
      return MapOf(node);
  }
  return nullptr;
}

}  // namespace irsalint::explain
