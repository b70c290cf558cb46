#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Why nobody gets in through an OIDC provider that a policy trusts, whoever the policy admits. Of
// several reasons the first is named.
struct ProviderFault {
  enum class Kind : uint8_t {
    kOtherAccount,    // it lives in another account than the role (docs/reference/iam.md §3.1)
    kOtherPartition,  // its ARN is of another partition than the role, or than its issuer's region
    kNotPublic,       // AWS cannot fetch the issuer's keys
    kNotInAccount,    // the account's providers are known in full, and it is none of them
  };

  Kind kind = Kind::kOtherAccount;
  std::string why;  // completes "the provider …"

  friend bool operator==(const ProviderFault&, const ProviderFault&) = default;
};

// What is wrong with `issuer`, one of those that `policy` trusts, for a role with that ARN (empty
// where the role is not known). Nothing for issuers that are not known to be Kubernetes's and for
// ARNs that are not literal.
std::optional<ProviderFault> FaultOfProvider(const IdentityGraph& graph, PolicyId policy,
                                             const TrustedIssuer& issuer,
                                             const syntax::Text& role_arn);

// The ARN of the role whose trust policy a document says this is; empty where none does.
syntax::Text RoleArnOf(const IdentityGraph& graph, PolicyId policy);

// Whether the policy lets services and AWS principals in and nobody else: no identity provider, not
// everybody, not the service of EKS Pod Identity. False where a placeholder may be anything, and
// where a statement names web identity itself: then its principal is what is wrong.
bool TrustsOnlyServicesAndAccounts(const iam::PolicyDocument& policy);

}  // namespace irsalint::graph
