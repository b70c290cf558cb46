#include "analyzer/rule/chain.h"

#include <utility>
#include <vector>

#include <fmt/format.h>

#include "analyzer/graph/dropped_values.h"
#include "analyzer/rule/denial_rules.h"

namespace irsalint::rule {
namespace {

constexpr size_t kMaxWorkloads = 5;

std::string AccountName(const graph::Claim& claim) {
  return Show(claim.namespace_name) + "/" + Show(claim.account_name);
}

// Every other element of the nearest statement that fails as well.
std::vector<const iam::Clause*> OtherFailures(const BrokenClaim& broken) {
  std::vector<const iam::Clause*> others;
  if (!broken.denial.clause.has_value()) return others;
  const iam::StatementDecision& statement =
      broken.evidence.decision.statements[broken.denial.statement];
  for (size_t c = 0; c < statement.clauses.size(); ++c) {
    if (c == *broken.denial.clause || statement.clauses[c].holds != base::Truth::kNo) continue;
    others.push_back(&statement.clauses[c]);
  }
  return others;
}

void AddOtherFailures(const BrokenClaim& broken, Finding& finding) {
  for (const iam::Clause* clause : OtherFailures(broken)) {
    finding.notes.push_back("also: " + clause->reason);
  }
}

}  // namespace

std::string Show(const syntax::Text& text) { return text.Shown(); }

const iam::Clause* BrokenClaim::clause() const {
  if (!denial.clause.has_value()) return nullptr;
  return &evidence.decision.statements[denial.statement].clauses[*denial.clause];
}

const iam::Condition* BrokenClaim::condition() const {
  const iam::Clause* failing = clause();
  if (failing == nullptr || failing->kind != iam::Clause::Kind::kCondition) return nullptr;
  return &policy->statements[denial.statement].conditions[failing->condition];
}

bool BrokenClaim::FailsElsewhere() const { return !OtherFailures(*this).empty(); }

syntax::Place ExcludingPlace(const iam::Condition& condition) {
  if (condition.values.empty()) return condition.place;
  if (!condition.op.has_value() || iam::IsNegated(condition.op->base)) {
    return condition.operator_name.place;
  }
  return condition.values.front().place;
}

std::optional<BrokenClaim> BrokenFor(const RuleContext& context, const graph::Claim& claim) {
  const graph::TrustEdge* edge = context.graph.BrokenEdge(claim);
  if (edge == nullptr || RuleFor(context.graph, claim, *edge) != context.meta.id) {
    return std::nullopt;
  }
  BrokenClaim broken{.edge = edge,
                     .evidence = context.graph.Explain(claim, edge->policy, edge->cause->issuer),
                     .denial = {},
                     .policy = &context.graph[edge->policy].object->document};
  const std::optional<iam::Denial> denial = iam::CauseOf(broken.evidence.decision);
  if (!denial.has_value()) return std::nullopt;
  broken.denial = *denial;
  // The value that was dropped may be the right one: duplicate-key says so.
  const iam::Condition* condition = broken.condition();
  if (condition != nullptr &&
      graph::ReplacesAnotherValue(context.graph, edge->policy, condition->key.place)) {
    return std::nullopt;
  }
  return broken;
}

void AddClaimants(const graph::IdentityGraph& graph, graph::PolicyId policy, Finding& finding) {
  for (const graph::ClaimId id : graph.ClaimsAdmittedBy(policy)) {
    finding.related.push_back(
        {.place = graph[id].role_arn.place(),
         .message = fmt::format("{} claims the role", AccountName(graph[id]))});
  }
}

void AddWorkloads(const graph::IdentityGraph& graph, const graph::Claim& claim, Finding& finding) {
  size_t shown = 0;
  for (const graph::WorkloadId id : claim.workloads) {
    const graph::Workload& workload = graph[id];
    if (shown == kMaxWorkloads) {
      finding.notes.push_back(fmt::format("{} more workloads run as this account",
                                          claim.workloads.size() - kMaxWorkloads));
      return;
    }
    ++shown;
    finding.related.push_back(
        {.place = *workload.account.place,
         .message = fmt::format("{} {} runs as this account", workload.object->meta.kind,
                                Show(*workload.object->meta.name))});
  }
}

void DescribeClaim(const RuleContext& context, const graph::Claim& claim, Finding& finding) {
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = claim.namespace_name.Written(),
                     .name = claim.account_name.Written()};
  finding.overlay = context.graph[claim.unit].facts->unit;
  if (claim.account.has_value()) {
    finding.related.push_back(
        {.place = claim.account_place,
         .message = fmt::format("tokens of this account carry the subject \"{}\"",
                                Show(claim.Subject()))});
  }
  finding.related.push_back(
      {.place = claim.role_arn.place(),
       .message = fmt::format("{} claims the role here", AccountName(claim))});
  AddWorkloads(context.graph, claim, finding);
}

void AddAssumptions(const RuleContext& context, const graph::Claim& claim,
                    const graph::TrustEdge& edge, Finding& finding) {
  if (context.graph.MayBePatched(claim.unit)) {
    finding.confidence = Confidence::kMedium;
    finding.notes.push_back(fmt::format("assuming that no patch of {} changes the account's role",
                                        context.graph[claim.unit].facts->unit));
  }
  if (!edge.IsInferred()) return;
  finding.confidence = Confidence::kMedium;
  finding.notes.push_back(fmt::format("assuming {} is the trust policy of {}",
                                      context.graph[edge.policy].object->path,
                                      claim.role_arn->Written()));
}

void DescribeChain(const RuleContext& context, const graph::Claim& claim, const BrokenClaim& broken,
                   Finding& finding) {
  DescribeClaim(context, claim, finding);
  finding.notes.emplace_back(kAccessDenied);
  AddOtherFailures(broken, finding);
  AddAssumptions(context, claim, *broken.edge, finding);
}

}  // namespace irsalint::rule
