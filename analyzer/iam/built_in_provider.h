#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace irsalint::iam {

// The identity providers that a policy names by their host (docs/reference/iam.md §1.3).
inline constexpr std::array kBuiltInProviders =
    std::to_array<std::string_view>({"cognito-identity.amazonaws.com", "www.amazon.com",
                                     "graph.facebook.com", "accounts.google.com"});

constexpr bool IsBuiltInProvider(std::string_view federated) {
  return std::ranges::find(kBuiltInProviders, federated) != kBuiltInProviders.end();
}

}  // namespace irsalint::iam
