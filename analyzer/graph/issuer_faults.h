#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/graph/policy_fault.h"

namespace irsalint::graph {

// The issuer whose tokens a principal stands for: that of an OIDC provider's ARN, which may hold
// placeholders, or a built-in provider. Nothing for SAML and for principals that are not Federated.
std::optional<syntax::Text> IssuerOf(const iam::Principal& principal);

// Whether the tokens of an issuer are certainly those of Kubernetes service accounts.
bool IsKubernetes(const TrustPolicy& policy, const syntax::Text& issuer);

// The faults of one statement that concern its issuers: of the form of its keys and providers, and
// keys that are of none of its providers. Part of FaultsOf.
std::vector<PolicyFault> IssuerFaultsOf(const TrustPolicy& policy, size_t statement);

// The place of a piece of a text, [begin, end) in bytes of what is written; the whole where the
// piece is empty.
syntax::Place PieceOf(const syntax::Place& place, size_t begin, size_t end);

}  // namespace irsalint::graph
