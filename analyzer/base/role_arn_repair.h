#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace irsalint::base {

// The ARN of a role that a text was meant to be, where only one can be: without blanks and quotes
// around it, with the colons where they belong, with "role/" for "role:role/", without a region.
// Nothing for a text that is an ARN of a role already, and where more is wrong: no digit of an
// account and no letter of a name is guessed.
[[nodiscard]] std::optional<std::string> RepairedRoleArn(std::string_view text);

// The same ARN in another partition; a text that is no ARN as it is.
[[nodiscard]] std::string InPartition(std::string_view arn, std::string_view partition);

}  // namespace irsalint::base
