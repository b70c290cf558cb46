#pragma once

#include <string>
#include <string_view>

namespace irsalint::base {

// Appends `text` as a JSON string, quotes included. ASCII only, so that nothing in a stored value
// can harm a terminal; a byte that is not part of well-formed UTF-8 becomes U+FFFD.
void AppendJsonQuoted(std::string_view text, std::string* out);

}  // namespace irsalint::base
