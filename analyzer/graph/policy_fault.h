#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// Something in a trust policy that can never work, whoever claims its role.
struct PolicyFault {
  enum class Kind : uint8_t {
    kGrammar,          // IAM refuses to store it, or may
    kAction,           // the actions are not for the principals
    kKeyShape,         // no request carries a condition key of this form
    kIssuerShape,      // an EKS issuer that none can be
    kKeyIssuer,        // keys are of another issuer than the principal
    kLiteralWildcard,  // a wildcard under an operator that takes it literally
    kSubjectShape,     // a subject that no token carries
    kConflict,         // conditions that exclude one another
  };

  Kind kind = Kind::kGrammar;
  size_t statement = 0;                     // not for kGrammar
  std::vector<size_t> principals;           // indices into Statement::principals of those at fault
  std::vector<size_t> conditions;           // likewise, in the order of the document
  std::optional<size_t> value;              // of conditions.front()
  syntax::Place place;                      // what must change
  std::string found;                        // its text
  std::string what;                         // completes "`found` …"
  std::string required;                     // the right text, where there is only one
  std::string grammar;                      // kGrammar: the rule of GrammarProblem
  base::Truth certain = base::Truth::kYes;  // kGrammar: kMaybe where IAM may refuse it
  // kConflict: the one whose place is not `place`.
  std::optional<size_t> counterpart;
  size_t odd = 0;            // kConflict: the condition at `place`
  bool two_issuers = false;  // kConflict: which of its kinds

  friend bool operator==(const PolicyFault&, const PolicyFault&) = default;
};

// The faults of one kind in a trust policy; one for each thing to mend, however many places show
// it. What a fault of an earlier kind brings about is left out: a malformed key is of no other
// issuer (docs/architecture.md, "One fault, one finding"). What a placeholder decides is none.
std::vector<PolicyFault> FaultsOf(const TrustPolicy& policy, PolicyFault::Kind kind);

// The fault that refuses a claim over an edge; nothing where the cause is no fault of the policy
// itself.
std::optional<PolicyFault> FaultBehind(const IdentityGraph& graph, const Claim& claim,
                                       const TrustEdge& edge);

}  // namespace irsalint::graph
