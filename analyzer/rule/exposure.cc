#include "analyzer/rule/exposure.h"

#include <algorithm>
#include <string>

#include "analyzer/graph/vacuous_conditions.h"
#include "analyzer/rule/chain.h"

namespace irsalint::rule {
namespace {

constexpr size_t kMaxSubjects = 20;

}  // namespace

syntax::Place PlaceOfMissingCondition(const iam::Statement& statement,
                                      const graph::TrustedIssuer& issuer) {
  if (statement.condition_place == statement.place) return issuer.place;
  syntax::Place condition = statement.condition_place;
  condition.part = syntax::Part::kKey;
  return condition;
}

std::optional<std::vector<std::string>> SubjectsOfClaims(const graph::IdentityGraph& graph,
                                                         graph::PolicyId policy) {
  std::vector<std::string> subjects;
  for (const graph::ClaimId id : graph.ClaimsAdmittedBy(policy)) {
    const graph::Claim& claim = graph[id];
    const syntax::Text subject = claim.Subject();
    const bool linked = std::ranges::any_of(claim.edges, [&](const graph::TrustEdge& edge) {
      return edge.policy == policy && edge.basis != graph::LinkBasis::kAdmission;
    });
    if (!subject.IsLiteral() || !linked) return std::nullopt;
    const bool known = std::ranges::find(subjects, subject.literal()) != subjects.end();
    if (!known) subjects.emplace_back(subject.literal());
  }
  if (subjects.empty() || subjects.size() > kMaxSubjects) return std::nullopt;
  return subjects;
}

bool TrustsOneProvider(const iam::Statement& statement) {
  return !statement.not_principal && statement.principals.size() == 1 &&
         statement.principals.front().kind == iam::PrincipalKind::kFederated;
}

bool OnlyExcludes(const iam::Statement& statement, const iam::Condition& condition) {
  return statement.effect == iam::Effect::kAllow && iam::IsNegated(condition.op->base) &&
         !graph::DemandsPlainly(statement, graph::VacuousCondition::Claim::kSubject);
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
