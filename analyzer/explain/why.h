#pragma once

#include <string>
#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/explain/place_lines.h"
#include "analyzer/graph/asked_account.h"
#include "analyzer/graph/decide.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/named_roles.h"
#include "analyzer/syntax/place.h"

// Why a service account may assume a role with its token, or may not.
namespace irsalint::explain {

// One way of asking, one variant of the role's trust policy, and what it says.
struct WhyCase {
  graph::Asking asking;
  graph::NamedRole::Policy policy;
  std::vector<graph::IssuerDecision> decisions;  // for each issuer that the token may have
};

struct Why {
  graph::AskedAccount account;
  graph::NamedRole role;
  std::vector<WhyCase> cases;
  std::vector<graph::AssociationOfAccount> associations;

  // Allowed in any case is kYes, refused in all kNo.
  [[nodiscard]] base::Truth Admits() const;
};

// `role` must have a trust policy.
[[nodiscard]] Why WhyOf(const graph::IdentityGraph& graph, const graph::AskedAccount& account,
                        const graph::NamedRole& role);

// The places that the following name.
[[nodiscard]] std::vector<syntax::Place> PlacesOf(const graph::IdentityGraph& graph,
                                                  const Why& why);

// The answer; then for each variant of the policy and each issuer what is assumed and the decision
// clause by clause. Safe for a terminal.
[[nodiscard]] std::string WhyText(const graph::IdentityGraph& graph, const Why& why,
                                  const PlaceLines& lines);

// `{"version":1,"decision":…,"subject":…,"role":{…},"podIdentity":[…],"cases":[…]}`
// (docs/questions.md).
[[nodiscard]] std::string WhyJson(const graph::IdentityGraph& graph, const Why& why,
                                  const PlaceLines& lines);

}  // namespace irsalint::explain
