#include "analyzer/graph/expose.h"

#include <algorithm>
#include <utility>

namespace irsalint::graph {
namespace {

using base::Truth;

// Whether an account of the input claims a role whose trust policy this is, by more than its being
// admitted: then the tokens are those of service accounts.
bool IsClaimed(const GraphData& data, PolicyId policy) {
  return std::ranges::any_of(data.trust_policies[policy.value].claims, [&](ClaimId id) {
    return std::ranges::any_of(data.claims[id.value].edges, [&](const TrustEdge& edge) {
      return edge.policy == policy && edge.basis == LinkBasis::kDocument;
    });
  });
}

}  // namespace

void ExposePolicies(GraphData& data) {
  for (uint32_t p = 0; p < data.trust_policies.size(); ++p) {
    TrustPolicy& policy = data.trust_policies[p];
    for (size_t i = 0; i < policy.issuers.size(); ++i) {
      TrustedIssuer& issuer = policy.issuers[i];
      if (issuer.kubernetes == Truth::kNo) continue;
      if (issuer.kubernetes == Truth::kMaybe) {
        if (!issuer.issuer.IsLiteral() || !IsClaimed(data, PolicyId{p})) continue;
        issuer.kubernetes = Truth::kYes;
      }
      const iam::PolicyDocument& document = policy.object->document;
      iam::SubjectSet subjects =
          iam::AdmittedSubjects(document, issuer.provider_arn, issuer.issuer);
      std::vector<iam::Grant> wide = iam::WideGrants(document, subjects);
      policy.exposures.push_back(
          {.issuer = i, .subjects = std::move(subjects), .wide = std::move(wide)});
    }
  }
}

}  // namespace irsalint::graph
