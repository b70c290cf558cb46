#pragma once

#include <span>
#include <string>
#include <string_view>

namespace irsalint::iam {

// `; did you mean "Effect"?` for a name that is nearly one of those given, else nothing.
std::string DidYouMean(std::string_view written, std::span<const std::string_view> names);

}  // namespace irsalint::iam
