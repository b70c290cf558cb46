#pragma once

#include <cstdint>
#include <optional>

#include "analyzer/kube/pod_spec.h"
#include "analyzer/kube/service_account.h"

namespace irsalint::kube {

// Whether the API server's token is mounted, and which document decides
// (docs/reference/semantics.md §2.3: pod, else account, else true).
struct EffectiveAutomount {
  enum class Origin : uint8_t { kPod, kServiceAccount, kDefault };

  bool mounted = true;
  Origin origin = Origin::kDefault;
  // Of the deciding value; where it would be written for kDefault. One of the pod's spec or of the
  // account, whichever decides.
  const syntax::Place* place = nullptr;
};

// `account` is null when the account is not in the input. Nothing when the deciding value cannot be
// known, or is not in the input and could decide.
std::optional<EffectiveAutomount> EffectiveAutomountOf(const PodSpec& spec,
                                                       const ServiceAccount* account);

}  // namespace irsalint::kube
