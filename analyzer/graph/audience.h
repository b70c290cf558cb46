#pragma once

#include <string_view>

#include "analyzer/graph/nodes.h"

namespace irsalint::graph {

// The audience of the webhook's tokens on EKS, in every partition
// (docs/reference/semantics.md §13.2).
inline constexpr std::string_view kDefaultAudience = "sts.amazonaws.com";

// A value that a trust policy demands of an EKS token's audience and that is nearly the default.
struct AudienceTypo {
  const iam::Condition* condition = nullptr;
  const iam::Value* value = nullptr;
};

// The audience typos of a policy: positive conditions on the audience of its EKS issuers of which
// no value is the default and one is within three edits of it (`sts.amazon.com`, `….com.cn`).
std::vector<AudienceTypo> AudienceTyposOf(const TrustPolicy& policy);

}  // namespace irsalint::graph
