#include "analyzer/graph/pod_identity_refusal.h"

#include <algorithm>
#include <array>
#include <utility>

#include "analyzer/graph/policy_fault.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/condition_key.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using Kind = PodIdentityDenial::Kind;
using Step = PodIdentityRefusal::Step;

// Whether a statement trusts whoever makes the call, for whichever action.
bool TrustsCaller(const iam::StatementDecision& statement) {
  return statement.effect == iam::Effect::kAllow && !statement.clauses.empty() &&
         statement.clauses.front().holds != Truth::kNo;
}

// What PodIdentityRefusal::statement is to be.
std::optional<size_t> StatementOf(const PodIdentityVerdict& verdict) {
  const PodIdentityDenial& denial = *verdict.denial;
  switch (denial.kind) {
    case Kind::kGrammar:
      return std::nullopt;
    case Kind::kExplicitDeny:
    case Kind::kCondition:
      return denial.cause.statement;
    case Kind::kPrincipal:
    case Kind::kTagSession:
      break;
  }
  const std::vector<iam::StatementDecision>& statements = verdict.assume_role.decision.statements;
  const auto trusting =
      std::ranges::find_if(statements, [&denial](const iam::StatementDecision& statement) {
        return TrustsCaller(statement) &&
               (denial.kind == Kind::kPrincipal || statement.applies != Truth::kNo);
      });
  if (trusting == statements.end()) return std::nullopt;
  return static_cast<size_t>(trusting - statements.begin());
}

PodIdentityRefusal RefusalOf(const iam::PolicyDocument& policy, const PodIdentityVerdict& verdict,
                             Step step) {
  const PodIdentityDenial& denial = *verdict.denial;
  const ActionDecision& decided = verdict.Of(denial.action);
  PodIdentityRefusal refusal{.kind = denial.kind,
                             .step = step,
                             .action = denial.action,
                             .statement = StatementOf(verdict)};
  if (denial.kind != Kind::kCondition || !denial.cause.clause.has_value()) return refusal;
  const iam::Clause& clause =
      decided.decision.statements[denial.cause.statement].clauses[*denial.cause.clause];
  refusal.condition = clause.condition;
  refusal.value = clause.nearest;
  refusal.reason = clause.reason;
  const iam::Condition& condition =
      policy.statements[*refusal.statement].conditions[clause.condition];
  const iam::KeyLookup found = iam::Lookup(decided.request, condition.key.text);
  if (found.present != Truth::kNo && found.values.size() == 1) {
    refusal.carried = found.values.front();
  }
  return refusal;
}

// Whether what refuses is a fault that another rule reports, whoever comes.
bool IsFaultOfPolicy(const TrustPolicy& policy, const PodIdentityVerdict& verdict,
                     const PodIdentityRefusal& refusal) {
  switch (refusal.kind) {
    case Kind::kGrammar:
      return true;
    case Kind::kPrincipal:
      return std::ranges::any_of(
          FaultsOf(policy, PolicyFault::Kind::kAction), [&verdict](const PolicyFault& fault) {
            return TrustsCaller(verdict.assume_role.decision.statements[fault.statement]);
          });
    case Kind::kExplicitDeny:
    case Kind::kTagSession:
      return false;
    case Kind::kCondition:
      break;
  }
  using enum PolicyFault::Kind;
  return std::ranges::any_of(
      std::array{kKeyShape, kIssuerShape, kKeyIssuer, kLiteralWildcard, kSubjectShape, kConflict},
      [&](PolicyFault::Kind kind) {
        return std::ranges::any_of(FaultsOf(policy, kind), [&](const PolicyFault& fault) {
          return fault.statement == refusal.statement &&
                 std::ranges::find(fault.conditions, refusal.condition) != fault.conditions.end();
        });
      });
}

bool IsSameFault(const PodIdentityRefusal& a, const PodIdentityRefusal& b) {
  if (a.kind != b.kind || a.step != b.step) return false;
  return a.statement == b.statement && a.condition == b.condition;
}

class RefusalCollector {
 public:
  RefusalCollector(const IdentityGraph& graph, PolicyId policy) : graph_(graph), policy_(policy) {}

  void AddAssociation(AssociationId id) {
    const Association& association = graph_[id];
    const std::optional<RoleId> role = graph_[policy_].role;
    const PodIdentityDecision decision = DecidePodIdentity(graph_, id);
    if (association.role == role) Add(decision.role, Step::kRole, id);
    if (decision.target.has_value() && association.target_role == role) {
      Add(*decision.target, Step::kTargetRole, id);
    }
  }

  void AddAny() {
    if (!TrustsPodIdentity(graph_[policy_].object->document)) return;
    const PodIdentityVerdict any =
        DecideAnyAssociation(graph_, policy_, AccountOfCluster::kOfRole, Truth::kMaybe);
    if (any.admits == Truth::kNo) {
      // The service may be trusted for the rest alone; that is no role of pods.
      if (any.denial->kind != Kind::kPrincipal) Find(any, Step::kRole);
      return;
    }
    // Tags are on unless an association says otherwise.
    const PodIdentityVerdict tagged =
        DecideAnyAssociation(graph_, policy_, AccountOfCluster::kOfRole, Truth::kYes);
    const bool untaggable = tagged.admits == Truth::kNo && tagged.denial->kind == Kind::kTagSession;
    if (untaggable) Find(tagged, Step::kRole);
  }

  std::vector<PodIdentityRefusal> Take() { return std::move(refusals_); }

 private:
  void Add(const AssumedRole& role, Step step, AssociationId id) {
    if (role.admits != Truth::kNo || role.policies.front().policy != policy_) return;
    PodIdentityRefusal* refusal = Find(role.policies.front(), step);
    if (refusal != nullptr) refusal->associations.push_back(id);
  }

  // The refusal for the fault behind a verdict, a new one if it has none yet; null where the fault
  // is another rule's.
  PodIdentityRefusal* Find(const PodIdentityVerdict& verdict, Step step) {
    const TrustPolicy& policy = graph_[policy_];
    PodIdentityRefusal refusal = RefusalOf(policy.object->document, verdict, step);
    const auto known = std::ranges::find_if(refusals_, [&refusal](const PodIdentityRefusal& other) {
      return IsSameFault(other, refusal);
    });
    if (known != refusals_.end()) return &*known;
    if (IsFaultOfPolicy(policy, verdict, refusal)) return nullptr;
    refusals_.push_back(std::move(refusal));
    return &refusals_.back();
  }

  const IdentityGraph& graph_;
  PolicyId policy_;
  std::vector<PodIdentityRefusal> refusals_;
};

}  // namespace

std::vector<PodIdentityRefusal> RefusalsBy(const IdentityGraph& graph, PolicyId id) {
  RefusalCollector collector(graph, id);
  const std::optional<RoleId> role = graph[id].role;
  if (role.has_value() && !graph[*role].associations.empty()) {
    for (const AssociationId association : graph[*role].associations) {
      collector.AddAssociation(association);
    }
  } else {
    collector.AddAny();
  }
  return collector.Take();
}

std::vector<size_t> UnscopedStatements(const IdentityGraph& graph, PolicyId id) {
  const iam::PolicyDocument& policy = graph[id].object->document;
  if (!TrustsPodIdentity(policy)) return {};
  const PodIdentityVerdict any =
      DecideAnyAssociation(graph, id, AccountOfCluster::kAny, Truth::kYes);
  if (any.assume_role.admits != Truth::kYes) return {};
  std::vector<size_t> unscoped;
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    const iam::Statement& statement = policy.statements[s];
    const bool admits = statement.effect == iam::Effect::kAllow &&
                        any.assume_role.decision.statements[s].applies == Truth::kYes;
    if (admits && iam::TrustsPodIdentity(statement)) unscoped.push_back(s);
  }
  return unscoped;
}

}  // namespace irsalint::graph
