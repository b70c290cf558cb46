#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// An Allow statement by which another role may take a role with `sts:AssumeRole`.
struct RoleTrust {
  size_t statement = 0;
  const Principal* principal = nullptr;
  // Its own ARN is trusted, not its account: then no policy of its own is needed in one account.
  bool by_name = false;
  base::Truth admits = base::Truth::kMaybe;  // kMaybe where conditions decide
};

// How a trust policy lets the role `caller` (a literal ARN) take its role: by the ARN, or by the
// account. In the order of the policy; none where it certainly refuses. `"AWS": "*"` is left out:
// PublicPrincipalsOf is about that.
std::vector<RoleTrust> TrustOfRole(const PolicyDocument& policy, std::string_view caller);

}  // namespace irsalint::iam
