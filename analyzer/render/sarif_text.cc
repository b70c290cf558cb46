#include "analyzer/render/sarif_text.h"

#include <nlohmann/json.hpp>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"

namespace irsalint::render {

nlohmann::ordered_json SarifText(std::string_view text) {
  return nlohmann::ordered_json{{"text", text}};
}

std::string WithoutLinks(std::string_view text) {
  return base::Contains(text, "](") ? LinkText(text) : std::string(text);
}

std::string LinkText(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string_view FirstCharacters(std::string_view text, size_t count) {
  size_t offset = 0;
  while (offset < text.size() && count > 0) {
    (void)base::DecodeUtf8(text, &offset);
    --count;
  }
  return text.substr(0, offset);
}

}  // namespace irsalint::render
