#pragma once

#include <span>
#include <string_view>

namespace irsalint::base {

// One AWS partition (docs/reference/semantics.md §13.1).
struct Partition {
  std::string_view name;               // "aws-cn"
  std::string_view dns_suffix;         // "amazonaws.com.cn"
  std::string_view dual_stack_suffix;  // "api.amazonwebservices.com.cn"
};

// All partitions, "aws" first.
[[nodiscard]] std::span<const Partition> Partitions();

// The partition of that name, or null.
[[nodiscard]] const Partition* FindPartition(std::string_view name);

// The partition whose region pattern the whole text matches: "us-gov-west-1" is aws-us-gov.
// Null for text that is no region ("us", "prod", "us-east-1a"). A region that does not exist yet
// but fits the pattern is accepted ("eu-north-9").
[[nodiscard]] const Partition* PartitionOfRegion(std::string_view region);

[[nodiscard]] bool IsRegion(std::string_view text);

}  // namespace irsalint::base
