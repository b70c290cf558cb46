#pragma once

#include <span>
#include <string_view>

namespace irsalint::iam {

// The names of all condition operators, as AWS writes them, without prefix and suffix.
std::span<const std::string_view> OperatorNames();

}  // namespace irsalint::iam
