#pragma once

#include <optional>
#include <vector>

#include "analyzer/graph/graph_data.h"
#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// What is known of the tokens that the pods of a unit get.
struct TokenSource {
  std::optional<syntax::Text> issuer;            // of its cluster; nothing where that is not known
  const DeclaredWebhook* self_hosted = nullptr;  // null: the webhook of EKS
};
TokenSource TokenSourceOf(const GraphData& data, UnitId unit);
TokenSource TokenSourceOf(const IdentityGraph& graph, UnitId unit);

// What a policy says to a token of one issuer.
struct IssuerDecision {
  TrustedIssuer issuer;
  iam::Request request;
  iam::Decision decision;
  // kMaybe also where the issuer is a hole, and where IAM may refuse to store the policy.
  base::Truth admits = base::Truth::kMaybe;
};

// Evaluates the whole policy once for each issuer that the claim's tokens may have: the issuer of
// the cluster, else every issuer that the policy trusts (docs/architecture.md, "The issuer is bound
// from the policy"). None where the policy trusts no issuer of service accounts, but shared ones or
// EKS Pod Identity. The claim need not be one of the graph.
std::vector<IssuerDecision> DecideByIssuer(const Claim& claim, const TrustPolicy& policy,
                                           const TokenSource& source);

// Whether a trust policy admits a claim, and for a denial the one cause.
struct Verdict {
  base::Truth admits = base::Truth::kMaybe;
  std::optional<DenialCause> cause;  // set when `admits` is kNo and there was an issuer to try
};

// All decisions on a claim together: allowed under any issuer is kYes, refused under all kNo.
Verdict Decide(const GraphData& data, const Claim& claim, PolicyId policy);

// Whether a policy that decides so lets the caller in: what IAM refuses to store admits nobody,
// unless it may have been stored before.
base::Truth AdmissionBy(const iam::PolicyDocument& policy, const iam::Decision& decision);

// The audience of the claim's tokens from that issuer. EKS puts one into every token, in every
// partition; elsewhere the webhook's flag decides, and where nobody declares it it is a hole
// (docs/reference/semantics.md §13.2). `self_hosted` as below.
syntax::Text TokenAudience(const Claim& claim, const TrustedIssuer& issuer,
                           const DeclaredWebhook* self_hosted);

// The request of a pod of `claim` with a token of that issuer. `self_hosted` is the webhook that
// the configuration declares for the claim's unit, or null.
iam::Request RequestOf(const Claim& claim, const TrustedIssuer& issuer,
                       const DeclaredWebhook* self_hosted);

// Whether `text` is nearly the subject of the claim: within two edits, one of its two parts equal,
// or both swapped. False where either holds a hole.
bool ResemblesSubject(const syntax::Text& text, const Claim& claim);

}  // namespace irsalint::graph
