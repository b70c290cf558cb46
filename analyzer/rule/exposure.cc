#include "analyzer/rule/exposure.h"

namespace irsalint::rule {

syntax::Place PlaceOfMissingCondition(const iam::Statement& statement,
                                      const graph::TrustedIssuer& issuer) {
  if (statement.condition_place == statement.place) return issuer.place;
  syntax::Place condition = statement.condition_place;
  condition.part = syntax::Part::kKey;
  return condition;
}

void AddIssuer(const graph::TrustedIssuer& issuer, Finding& finding) {
  if (finding.primary.place == issuer.place) return;
  finding.related.push_back({.place = issuer.place, .message = "tokens of this issuer"});
}

}  // namespace irsalint::rule
