#pragma once

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// The OIDC providers that `policy` trusts in its Allow statements, each once, in the order in which
// they are written. Built-in and SAML providers are left out.
std::vector<TrustedIssuer> TrustedIssuersOf(const iam::PolicyDocument& policy);

// The issuer inside a provider ARN, also of one with holes: what follows `oidc-provider/`. A hole
// of its own where that cannot be seen.
syntax::Text IssuerOfProviderArn(const syntax::Text& arn);

// Whether tokens of this issuer are those of Kubernetes service accounts, as far as `policy` alone
// tells: the issuer's own form, or a subject `system:serviceaccount:…` demanded of it. kNo for an
// issuer that is known to be something else (GitHub Actions…).
base::Truth KubernetesByPolicy(const iam::PolicyDocument& policy, const syntax::Text& issuer);

// The issuers of service accounts that `policy` names anywhere, as far as their form tells, each
// once and also where no statement can trust them: in Federated values (of Deny statements, bare or
// with scheme), then in condition keys.
std::vector<syntax::Text> NamedKubernetesIssuers(const iam::PolicyDocument& policy);

// Whether a statement trusts the service of EKS Pod Identity.
bool TrustsPodIdentity(const iam::PolicyDocument& policy);

// Fills trust policies, roles, OIDC providers and clusters, and joins providers and clusters to the
// issuers that name them.
void CollectPolicies(GraphData& data);

}  // namespace irsalint::graph
