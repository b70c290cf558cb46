#pragma once

#include <string_view>

namespace irsalint::base {

// Whether `part` stands in `bytes`. For long texts that mostly do not hold it: reads at memory
// speed, whichever bytes `part` begins with.
[[nodiscard]] bool HoldsBytes(std::string_view bytes, std::string_view part);

}  // namespace irsalint::base
