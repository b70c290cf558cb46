#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// A principal that may take the role of pods by `sts:AssumeRole`, beside the pods.
struct OtherWayIn {
  enum class Kind : uint8_t {
    kWholeAccount,    // an account's root: whoever IAM of that account allows to
    kForeignAccount,  // a role or user of another account than the role's
    kComputeService,  // a service that runs somebody's code
  };

  Kind kind = Kind::kWholeAccount;
  size_t statement = 0;
  const iam::Principal* principal = nullptr;
  std::string account;  // that is trusted; "" for a service and where it is not known
};

// In the order of the policy; none for a policy that is not one of pods (an issuer of service
// accounts, EKS Pod Identity), and for a role of nodes. Where the role's own account is not known,
// no account is foreign. Not `"AWS": "*"`, which iam::PublicPrincipalsOf judges.
std::vector<OtherWayIn> OtherWaysInto(const IdentityGraph& graph, PolicyId policy);

// Whether a policy trusts an issuer that certainly is one of service accounts.
bool TrustsServiceAccounts(const TrustPolicy& policy);

}  // namespace irsalint::graph
