#include "analyzer/explain/json_text.h"

#include <nlohmann/json.hpp>

namespace irsalint::explain {

std::string ToText(const nlohmann::ordered_json& json) {
  constexpr int kIndent = 2;
  std::string text =
      json.dump(kIndent, ' ', true, nlohmann::ordered_json::error_handler_t::replace);
  // DEL is ASCII, so the library leaves it; it can stand in strings only.
  for (size_t at = text.find('\x7f'); at != std::string::npos; at = text.find('\x7f', at)) {
    text.replace(at, 1, "\\u007f");
  }
  text += '\n';
  return text;
}

void AddPlace(const PlaceLines& lines, const syntax::Place& place, nlohmann::ordered_json& json) {
  const rule::LocatedPlace* located = lines.Find(place);
  if (located == nullptr) return;
  json["path"] = located->path;
  if (located->line == 0) return;
  json["line"] = located->line;
  json["column"] = located->column;
}

}  // namespace irsalint::explain
