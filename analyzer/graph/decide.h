#pragma once

#include <optional>

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// Whether a trust policy admits a claim, and for a denial the one cause.
struct Verdict {
  base::Truth admits = base::Truth::kMaybe;
  std::optional<DenialCause> cause;  // set when `admits` is kNo and there was an issuer to try
};

// Evaluates the whole policy once for each issuer that the claim's pods may have: the issuer of the
// cluster that their unit belongs to, else every issuer that the policy trusts
// (docs/architecture.md, "The issuer is bound from the policy"). Allowed under any is kYes, refused
// under all kNo; an issuer that is a hole can make kMaybe only.
Verdict Decide(const GraphData& data, const Claim& claim, PolicyId policy);

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
