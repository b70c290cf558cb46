#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace irsalint::iam {

// A piece of a text that is wrong, and how the whole must be.
struct Repairable {
  std::string what;  // completes "… ": "has no region"
  size_t begin = 0;  // the wrong piece; the whole text where nothing smaller shows it
  size_t end = 0;
  std::string repaired;  // the right text, where there is only one

  friend bool operator==(const Repairable&, const Repairable&) = default;
};

// Why the issuer in a provider's ARN or in a condition key can be that of no EKS cluster although
// it was meant to be one: `oidc.eks.REGION.SUFFIX/id/ID` (docs/reference/semantics.md §13.2). The
// first fault only. Nothing for issuers of other kinds and for ids of documentation.
std::optional<Repairable> FaultOfEksIssuer(std::string_view issuer);

}  // namespace irsalint::iam
