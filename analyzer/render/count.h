#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace irsalint::render {

// `1 error`, `2 errors`.
[[nodiscard]] std::string Count(uint64_t count, std::string_view one, std::string_view many);

}  // namespace irsalint::render
