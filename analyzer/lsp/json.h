#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace irsalint::lsp {

using Json = nlohmann::ordered_json;

// As it goes over the wire. Bytes that are no UTF-8 become U+FFFD: files may hold any.
[[nodiscard]] inline std::string Write(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace irsalint::lsp
