#include "analyzer/rule/exposure.h"

#include <string>

#include "analyzer/rule/chain.h"

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

void DescribeOtherWayIn(const graph::IdentityGraph& graph, graph::PolicyId policy,
                        const graph::OtherWayIn& way, Finding& finding) {
  const std::string who = way.principal->value.text.Written();
  finding.subject = {.kind = "TrustPolicy", .namespace_name = "", .name = who};
  finding.offending_value = who;
  for (const graph::TrustedIssuer& issuer : graph[policy].issuers) {
    if (issuer.kubernetes != base::Truth::kYes) continue;
    finding.related.push_back({.place = issuer.place, .message = "pods get the role through this"});
  }
  AddClaimants(graph, policy, finding);
  const iam::Statement& statement = graph[policy].object->document.statements[way.statement];
  if (!statement.conditions.empty()) {
    finding.notes.emplace_back("the statement has conditions that may narrow this");
  }
}

}  // namespace irsalint::rule
