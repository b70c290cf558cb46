#pragma once

#include <optional>
#include <string_view>

namespace irsalint::iam {

// Seconds since 1970 (UTC) of a W3C/ISO-8601 date or date-time, or of a plain number of seconds, as
// Date operators compare them. Nothing for other texts and for dates that do not exist.
std::optional<double> ParseInstant(std::string_view text);

}  // namespace irsalint::iam
