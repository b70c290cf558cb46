#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/base/issuer.h"
#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// A provider that many customers share (GitHub Actions, GitLab, HCP Terraform…) and that a
// statement trusts without binding its tokens to one of them (docs/reference/iam.md §4).
struct UnscopedProvider {
  enum class Reason : uint8_t {
    kNoCondition,  // nothing binds them
    kAnybody,      // a value does, and admits every customer: `repo:*`
    kNamePrefix,   // a value admits all whose name begins alike, and anybody may take such a name
  };

  size_t statement = 0;
  const Principal* principal = nullptr;
  const base::SharedIssuerInfo* provider = nullptr;
  Reason reason = Reason::kNoCondition;
  const Value* value = nullptr;  // the open one; null for kNoCondition
  // Keys of further conditions, on the surroundings of the call, that may narrow it.
  std::vector<std::string> guards;
};

// `token.actions.githubusercontent.com:sub`: the key that binds tokens of a provider to one
// customer.
std::string RequiredKey(const base::SharedIssuerInfo& provider);

// Only what is certain: a placeholder, a Deny that tests a claim of the provider, or a claim that
// is not known to be the same for everybody may bind the tokens, and then nothing is said. Nor is
// it about a statement that demands a key which no token carries: that one admits nobody.
std::vector<UnscopedProvider> UnscopedProvidersOf(const PolicyDocument& policy);

}  // namespace irsalint::iam
