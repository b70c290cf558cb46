#pragma once

#include <cstddef>

namespace irsalint::load {

// docs/architecture.md, Limits. Depth and nodes are those of syntax::Limits.
inline constexpr size_t kMaxFileBytes = size_t{16} << 20;
inline constexpr size_t kMaxDocuments = 10'000;

// Larger files without a telling name are no policies: IAM stores at most 10,240 characters.
inline constexpr size_t kMaxPolicyOnlyBytes = size_t{256} << 10;

}  // namespace irsalint::load
