#pragma once

#include <string_view>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/iam/evaluate.h"

namespace irsalint::rule {

// Which rule reports a denied edge, by its one cause. The only place that joins the two: a cause
// that has no rule of its own is reported by trust-denies-subject.
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

// The rule of a denied edge. Where action or principal is the cause, the policy as a whole tells
// more than the element: whom it trusts, and what is wrong with the providers that it trusts.
std::string_view RuleFor(const graph::IdentityGraph& graph, const graph::Claim& claim,
                         const graph::TrustEdge& edge);

}  // namespace irsalint::rule
