#pragma once

#include <string>
#include <string_view>

namespace irsalint::base {

// Lower-case hexadecimal, two digits to a byte.
[[nodiscard]] std::string Hex(std::string_view bytes);

}  // namespace irsalint::base
