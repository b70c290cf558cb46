#pragma once

#include <optional>
#include <span>
#include <string_view>

namespace irsalint::iam {

// The day as of which the tables below say what AWS's and eksctl's policies allow.
inline constexpr std::string_view kManagedPoliciesAsOf = "2026-11-23";

// A policy that AWS manages, as far as it matters on a node.
struct ManagedPolicy {
  std::string_view name;  // with its path: "service-role/AmazonEBSCSIDriverPolicy"
  bool baseline = false;  // belongs on a node (docs/reference/iam.md §7.1)
  bool not_action = false;
  // What it allows on every resource, as far as it counts (permission_rating.h); for `not_action`
  // what it does not allow.
  std::span<const std::string_view> actions = {};
};

// The policy of `arn:<partition>:iam::aws:policy/NAME`; null for policies of customers and for
// those that the table does not hold: what they allow is unknown.
const ManagedPolicy* FindManagedPolicy(std::string_view arn);

// Whether a policy is what the VPC CNI needs: AmazonEKS_CNI_Policy of AWS, or the customer's own
// that the guide of EKS calls AmazonEKS_CNI_IPv6_Policy (docs/reference/iam.md §7.1).
bool IsCniPolicy(std::string_view arn);

// What eksctl's `withAddonPolicies.NAME` allows, in words; nothing for what belongs on a node
// (cloudWatch) and for names that are not known.
std::optional<std::string_view> RightOfEksctlAddon(std::string_view name);

}  // namespace irsalint::iam
