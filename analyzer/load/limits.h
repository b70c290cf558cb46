#pragma once

#include <cstddef>

namespace irsalint::load {

// docs/architecture.md, Limits. Depth and nodes are those of syntax::Limits.
inline constexpr size_t kMaxFileBytes = size_t{16} << 20;
inline constexpr size_t kMaxDocuments = 10'000;

// More keys of one document that stand twice are not told apart: nobody wrote that by hand.
inline constexpr size_t kMaxDuplicateKeys = 100;

// Larger files without a telling name are no policies: IAM stores at most 10,240 characters.
inline constexpr size_t kMaxPolicyOnlyBytes = size_t{256} << 10;

// A longer trust policy is not judged. IAM stores at most 8,192 characters, white space not counted
// (docs/reference/iam.md §1.1 G9); what placeholders stand for may be shorter than they are.
inline constexpr size_t kMaxTrustPolicyCharacters = 16'384;

// More comments of one file than these suppress nothing (load/suppressions.cc).
inline constexpr size_t kMaxLineSuppressions = 1'000;
// Nor do those of larger documents, all documents of a file with our name in them taken together.
inline constexpr size_t kMaxCommentedBytes = size_t{1} << 20;

}  // namespace irsalint::load
