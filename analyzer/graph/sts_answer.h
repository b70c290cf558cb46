#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/decide.h"
#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// One check that STS makes before it gives a web identity its role. Their order is the one that
// observed errors speak for; AWS does not document it (docs/reference/semantics.md §9, §17).
struct StsCheck {
  enum class Step : uint8_t { kRoleArn, kProvider, kAudience, kTrustPolicy };

  Step step = Step::kRoleArn;
  base::Truth passes = base::Truth::kMaybe;
  std::string why;      // one clause
  syntax::Place place;  // of what decides; not valid where nothing in the input does
  std::string error;    // that users see, where it does not pass
  std::string missing;  // where it is unknown: the input that would settle it
};

// What STS says to the tokens of a claim, as one variant of the role's trust policy has it.
struct StsAnswer {
  base::Truth accepts = base::Truth::kMaybe;
  std::vector<StsCheck> checks;  // in the order of StsCheck::Step
  const TrustEdge* edge = nullptr;
  std::optional<IssuerDecision> decision;  // of the policy; nothing where there is none to decide

  // The first check that fails, whose error users see; null if none does.
  const StsCheck* FirstFailure() const;
};

// `edge` is one of the claim's, or null where the trust policy of its role is not in the input.
StsAnswer AskSts(const IdentityGraph& graph, const Claim& claim, const TrustEdge* edge);

}  // namespace irsalint::graph
