#pragma once

#include <string>
#include <string_view>

namespace irsalint::render {

// The change of a file as a unified diff with three lines of context, as `git apply` and `patch`
// read it. "" for equal texts. Every other byte of the texts is printed as it is.
[[nodiscard]] std::string UnifiedDiff(std::string_view path, std::string_view before,
                                      std::string_view after);

}  // namespace irsalint::render
