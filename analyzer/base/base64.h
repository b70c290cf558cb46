#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace irsalint::base {

// RFC 4648 §4 with padding.
[[nodiscard]] std::string Base64Encode(std::string_view bytes);

// Strict: standard alphabet, full padding, no blanks, unused bits zero. Nothing when malformed or
// when more than `max_bytes` would come out.
[[nodiscard]] std::optional<std::string> Base64Decode(std::string_view text, size_t max_bytes);

}  // namespace irsalint::base
