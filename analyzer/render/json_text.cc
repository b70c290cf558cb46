#include "analyzer/render/json_text.h"

#include <nlohmann/json.hpp>

#include "analyzer/render/display.h"

namespace irsalint::render {

std::string ToText(const nlohmann::ordered_json& json) {
  constexpr int kIndent = 2;
  std::string text =
      json.dump(kIndent, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
  // DEL is ASCII, so the library leaves it; it can stand in strings only.
  for (size_t at = text.find('\x7f'); at != std::string::npos; at = text.find('\x7f', at)) {
    text.replace(at, 1, "\\u007f");
  }
  text += '\n';
  return GuardWorkflowCommandsInJson(text);
}

}  // namespace irsalint::render
