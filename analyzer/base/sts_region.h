#pragma once

#include <string_view>

namespace irsalint::base {

// Whether SDKs that are told `legacy`, or have it as their default, call the global endpoint
// sts.amazonaws.com from this region: the 16 regions that STS was in before it had regional
// endpoints (docs/reference/semantics.md §10.4).
[[nodiscard]] bool IsLegacyStsRegion(std::string_view region);

}  // namespace irsalint::base
