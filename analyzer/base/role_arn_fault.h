#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace irsalint::base {

// Why a text is no ARN of a role, and the bytes that show it: `begin` equals `end` where something
// is missing.
struct RoleArnFault {
  std::string what;  // completes "the role ARN …": "has an account of 11 digits"
  size_t begin = 0;
  size_t end = 0;

  friend bool operator==(const RoleArnFault&, const RoleArnFault&) = default;
};

// The first fault from the left of a text that WebhookAcceptsRoleArn refuses
// (docs/reference/semantics.md §3.4, §9.4); nothing for one that it accepts. The ARN may be right
// in form and name no role that exists.
[[nodiscard]] std::optional<RoleArnFault> FaultOfRoleArn(std::string_view text);

// Whether a text may be the name of a role, with or without a path (`team/app`): what a webhook
// that composes ARNs completes (docs/reference/semantics.md §3.4).
[[nodiscard]] bool IsBareRoleName(std::string_view text);

}  // namespace irsalint::base
