#pragma once

#include <string>
#include <string_view>

namespace irsalint::explain {

// A text as a scalar of YAML that is read back as this text: plain where nobody can take it for
// something else, else in double quotes, with escapes for all that is not safe to print.
[[nodiscard]] std::string YamlScalar(std::string_view text);

}  // namespace irsalint::explain
