#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// The values `system:serviceaccount:…` that Allow statements of a policy demand of a token: no
// operator that negates. They may hold wildcards and holes.
std::vector<const iam::Value*> DemandedSubjects(const iam::PolicyDocument& policy);

// A place at which a trust policy or a Pod Identity association names a service account, letter by
// letter: exactly one of the two is set.
struct SubjectMention {
  std::optional<PolicyId> policy;
  std::optional<AssociationId> association;
  UnitId unit;
  syntax::Place place;  // of the subject, or of the association's account
};

// Who names which account. Wildcards, holes, negated operators and Deny statements name nobody.
class SubjectMentions {
 public:
  explicit SubjectMentions(const IdentityGraph& graph);

  // The mentions of NAMESPACE/NAME of the nearest level, as seen from `unit`. None where only the
  // whole input joins the two, or where several units that are not related to it mention the
  // account: names of add-ons are the same everywhere, and those policies may be of other clusters.
  struct Nearest {
    Level level = Level::kWholeInput;
    std::vector<const SubjectMention*> mentions;
  };
  Nearest Of(UnitId unit, std::string_view namespace_name, std::string_view name) const;

 private:
  void AddPolicy(PolicyId id, const TrustPolicy& policy);
  void AddAssociation(AssociationId id, const Association& association);

  std::optional<Scopes> scopes_;  // set where anything is mentioned
  std::unordered_map<std::string, std::vector<SubjectMention>> by_account_;  // NAMESPACE/NAME
};

}  // namespace irsalint::graph
