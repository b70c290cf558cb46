#pragma once

#include <string_view>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/policy_fault.h"
#include "analyzer/iam/evaluate.h"

namespace irsalint::rule {

// Which rule reports a denied edge whose cause is no fault of the policy itself. The only place
// that joins causes and rules: one that has no rule of its own is reported by trust-denies-subject.
constexpr std::string_view RuleFor(iam::DenialElement element) {
  switch (element) {
    case iam::DenialElement::kSubject:
      return "sub-mismatch";
    case iam::DenialElement::kAudience:
      return "aud-mismatch";
    case iam::DenialElement::kExplicitDeny:
    case iam::DenialElement::kGrammar:
    case iam::DenialElement::kAction:
    case iam::DenialElement::kPrincipal:
    case iam::DenialElement::kKeyShape:
    case iam::DenialElement::kKeyIssuer:
    case iam::DenialElement::kOperatorForm:
    case iam::DenialElement::kOther:
      return "trust-denies-subject";
  }
  return "trust-denies-subject";
}

// Which rule reports a fault of a policy, whether or not it refuses a claim.
constexpr std::string_view RuleFor(graph::PolicyFault::Kind kind) {
  switch (kind) {
    case graph::PolicyFault::Kind::kGrammar:
      return "trust-policy-invalid";
    case graph::PolicyFault::Kind::kAction:
      return "action-principal-mismatch";
    case graph::PolicyFault::Kind::kKeyShape:
      return "condition-key-malformed";
    case graph::PolicyFault::Kind::kIssuerShape:
      return "issuer-malformed";
    case graph::PolicyFault::Kind::kKeyIssuer:
      return "condition-issuer-mismatch";
    case graph::PolicyFault::Kind::kLiteralWildcard:
      return "wildcard-without-like";
    case graph::PolicyFault::Kind::kSubjectShape:
      return "subject-malformed";
    case graph::PolicyFault::Kind::kConflict:
      return "conditions-unsatisfiable";
  }
  return "";
}

// The rule of a denied edge. The policy as a whole tells more than the failing element: whom it
// trusts, what is wrong with the providers that it trusts, and what in it can never work.
std::string_view RuleFor(const graph::IdentityGraph& graph, const graph::Claim& claim,
                         const graph::TrustEdge& edge);

}  // namespace irsalint::rule
