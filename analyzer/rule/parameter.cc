#include "analyzer/rule/parameter.h"

#include <algorithm>
#include <charconv>

namespace irsalint::rule {

bool ParameterValues::Holds(std::string_view name, std::string_view text) const {
  const std::span<const std::string> texts = Texts(name);
  return std::ranges::find(texts, text) != texts.end();
}

uint64_t ParameterValues::Number(std::string_view name, uint64_t otherwise) const {
  const std::span<const std::string> texts = Texts(name);
  if (texts.empty()) return otherwise;
  const std::string& text = texts.back();
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() ? number : otherwise;
}

}  // namespace irsalint::rule
