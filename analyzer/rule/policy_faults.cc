#include "analyzer/rule/policy_faults.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analyzer/rule/chain.h"
#include "analyzer/rule/denial_rules.h"
#include "analyzer/rule/providers.h"

namespace irsalint::rule {
namespace {

constexpr size_t kMaxClaims = 5;

// The kind of fault that a rule reports.
std::optional<graph::PolicyFault::Kind> KindFor(std::string_view rule) {
  using enum graph::PolicyFault::Kind;
  for (const graph::PolicyFault::Kind kind :
       {kGrammar, kAction, kKeyShape, kIssuerShape, kKeyIssuer, kLiteralWildcard, kSubjectShape,
        kConflict}) {
    if (RuleFor(kind) == rule) return kind;
  }
  return std::nullopt;
}

// Gives every claim that the policy refuses to the fault behind it.
void AssignClaims(const RuleContext& context, graph::PolicyId policy,
                  std::vector<RefusingFault>& faults) {
  for (const graph::ClaimId id : context.graph[policy].claims) {
    const graph::Claim& claim = context.graph[id];
    const graph::TrustEdge* edge = context.graph.BrokenEdge(claim);
    if (edge == nullptr || edge->policy != policy) continue;
    if (RuleFor(context.graph, claim, *edge) != context.meta.id) continue;
    const auto behind = graph::FaultBehind(context.graph, claim, *edge);
    if (!behind.has_value()) continue;
    const auto fault = std::ranges::find(faults, behind->place, &graph::PolicyFault::place);
    if (fault != faults.end()) fault->refuses.push_back(id);
  }
}

// What else fails of a statement is a second fault, unless the first one brings it about.
bool BringsAboutMore(const graph::PolicyFault& fault) {
  return !fault.principals.empty() || fault.conditions.size() != 1;
}

void AddRefused(const RuleContext& context, const graph::Claim& claim,
                const graph::PolicyFault& fault, Finding& finding) {
  const auto broken = BrokenFor(context, claim);
  if (!broken.has_value()) return;
  if (BringsAboutMore(fault)) {
    DescribeClaim(context, claim, finding);
    AddAssumptions(context, claim, *broken->edge, finding);
  } else {
    DescribeChain(context, claim, *broken, finding);
  }
}

// The role, or of the issuers the first by name: statements may stand in any order.
syntax::Text NameOf(const graph::IdentityGraph& graph, graph::PolicyId id) {
  const graph::TrustPolicy& policy = graph[id];
  if (policy.role.has_value() && !graph[*policy.role].arn.IsEmpty()) return graph[*policy.role].arn;
  const auto first = std::ranges::min_element(
      policy.issuers, {},
      [](const graph::TrustedIssuer& issuer) { return issuer.issuer.Written(); });
  return first == policy.issuers.end() ? syntax::Text() : first->issuer;
}

}  // namespace

std::vector<RefusingFault> FaultsFor(const RuleContext& context, graph::PolicyId policy) {
  std::vector<RefusingFault> faults;
  const auto kind = KindFor(context.meta.id);
  if (!kind.has_value()) return faults;
  for (graph::PolicyFault& fault : graph::FaultsOf(context.graph[policy], *kind)) {
    faults.push_back({std::move(fault), {}});
  }
  if (!faults.empty()) AssignClaims(context, policy, faults);
  return faults;
}

Finding& ReportFault(const RuleContext& context, graph::PolicyId policy, const RefusingFault& fault,
                     std::string message, FindingSink& sink) {
  Finding& finding = sink.Report(fault.place, std::move(message));
  finding.offending_value = fault.found;
  finding.subject = {
      .kind = "TrustPolicy", .namespace_name = "", .name = NameOf(context.graph, policy).Written()};
  if (fault.kind != graph::PolicyFault::Kind::kGrammar) finding.notes.emplace_back(kAccessDenied);
  return finding;
}

void AddAccounts(const RuleContext& context, graph::PolicyId policy, const RefusingFault& fault,
                 Finding& finding) {
  const Subject subject = finding.subject;
  const Confidence confidence = finding.confidence;
  const std::vector<graph::ClaimId>& refused = fault.refuses;
  for (size_t i = 0; i < refused.size() && i < kMaxClaims; ++i) {
    AddRefused(context, context.graph[refused[i]], fault, finding);
  }
  if (refused.size() > kMaxClaims) {
    finding.notes.push_back(
        fmt::format("{} more accounts claim the role in vain", refused.size() - kMaxClaims));
  }
  if (refused.empty()) AddLinkedClaims(context.graph, policy, finding);
  // The fault stands there whoever claims the role.
  finding.subject = subject;
  finding.confidence = confidence;
  finding.overlay.clear();
}

const iam::Condition& ConditionOf(const RuleContext& context, graph::PolicyId policy,
                                  const graph::PolicyFault& fault, size_t index) {
  return context.graph[policy].object->document.statements[fault.statement].conditions[index];
}

void AddSameKeys(const RuleContext& context, graph::PolicyId policy,
                 const graph::PolicyFault& fault, const std::string& message, Finding& finding) {
  for (const size_t index : fault.conditions) {
    const syntax::Place& key = ConditionOf(context, policy, fault, index).key.place;
    if (key.route == fault.place.route && key.document == fault.place.document) continue;
    finding.related.push_back({.place = key, .message = message});
  }
}

}  // namespace irsalint::rule
