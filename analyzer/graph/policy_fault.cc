#include "analyzer/graph/policy_fault.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/graph/issuer_faults.h"
#include "analyzer/iam/covers_action.h"
#include "analyzer/iam/grammar.h"
#include "analyzer/iam/key_fault.h"
#include "analyzer/iam/literal_wildcard.h"
#include "analyzer/iam/satisfiable.h"
#include "analyzer/iam/subject_fault.h"
#include "analyzer/iam/text_at.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using iam::DenialElement;
using iam::Statement;
using Kind = PolicyFault::Kind;

bool Holds(const std::vector<size_t>& indices, size_t index) {
  return std::ranges::find(indices, index) != indices.end();
}

// Whether `inner` lies below `outer` in the same document.
bool LiesWithin(const syntax::Place& inner, const syntax::Place& outer) {
  return inner.document == outer.document && inner.route.size() > outer.route.size() &&
         std::equal(outer.route.begin(), outer.route.end(), inner.route.begin());
}

class FaultFinder {
 public:
  explicit FaultFinder(const TrustPolicy& policy)
      : policy_(policy),
        document_(policy.object->document),
        variables_(iam::VariablesOf(document_)) {
    for (const TrustedIssuer& issuer : policy.issuers) {
      if (issuer.kubernetes == Truth::kYes) kubernetes_.push_back(issuer.issuer);
    }
  }

  std::vector<PolicyFault> OfKind(Kind kind) {
    if (kind == Kind::kGrammar) AddGrammar();
    for (size_t s = 0; s < document_.statements.size(); ++s) AddOfKind(kind, s);
    std::erase_if(faults_, [kind](const PolicyFault& fault) { return fault.kind != kind; });
    return std::move(faults_);
  }

  // All of one statement, in the order of their kinds.
  std::vector<PolicyFault> OfStatement(size_t s) {
    for (const Kind kind : {Kind::kAction, Kind::kLiteralWildcard, Kind::kConflict}) {
      AddOfKind(kind, s);
    }
    std::ranges::stable_sort(faults_, {}, &PolicyFault::kind);
    return std::move(faults_);
  }

 private:
  void AddOfKind(Kind kind, size_t s);
  void AddGrammar();
  void AddAction(size_t s);
  void AddIssuers(size_t s);
  void AddValues(size_t s, size_t c);
  void AddConflict(size_t s);
  void AddActionFault(size_t s, std::vector<size_t> principals, bool at_principal,
                      std::string_view required);
  bool IsRefused(const Statement& statement) const;
  bool IsRefused(const syntax::Place& value) const;
  bool HasIssuerFault(size_t s, const std::vector<size_t>& conditions) const;

  const TrustPolicy& policy_;
  const iam::PolicyDocument& document_;
  iam::Variables variables_;
  std::vector<syntax::Text> kubernetes_;
  std::vector<PolicyFault> faults_;
};

// Adds the faults of a kind in a statement, and those that are found on the way.
void FaultFinder::AddOfKind(Kind kind, size_t s) {
  switch (kind) {
    case Kind::kGrammar:
      break;
    case Kind::kAction:
      AddAction(s);
      break;
    case Kind::kKeyShape:
    case Kind::kIssuerShape:
    case Kind::kKeyIssuer:
      AddIssuers(s);
      break;
    case Kind::kLiteralWildcard:
    case Kind::kSubjectShape:
      for (size_t c = 0; c < document_.statements[s].conditions.size(); ++c) AddValues(s, c);
      break;
    case Kind::kConflict:
      AddIssuers(s);
      AddConflict(s);
      break;
  }
}

void FaultFinder::AddIssuers(size_t s) {
  for (PolicyFault& fault : IssuerFaultsOf(policy_, s)) faults_.push_back(std::move(fault));
}

// Whether the document can be nothing but a role's: by where it stands, or by whom it trusts. A
// policy of a resource has the same elements.
bool IsSurelyTrustPolicy(const facts::TrustPolicy& policy) {
  if (policy.format != facts::InputFormat::kPolicyFile) return true;
  return std::ranges::any_of(policy.document.statements, [](const Statement& statement) {
    const bool token =
        std::ranges::any_of(statement.principals, [](const iam::Principal& principal) {
          return principal.kind == iam::PrincipalKind::kFederated;
        });
    const bool assumes = std::ranges::any_of(statement.actions, [](const iam::Value& action) {
      return base::AsciiLower(action.text.literal()).starts_with("sts:assumerole");
    });
    return token || (assumes && statement.resources.empty());
  });
}

// What is missing in a map because it is misspelt there is one fault with the misspelling.
void FaultFinder::AddGrammar() {
  if (!IsSurelyTrustPolicy(*policy_.object)) return;
  for (const iam::GrammarProblem& problem : document_.problems) {
    // A policy that was stored before goes on working (docs/reference/iam.md §4): another rule.
    if (iam::IsAboutSharedProvider(problem)) continue;
    const bool repeated =
        std::ranges::any_of(document_.problems, [&](const iam::GrammarProblem& other) {
          const bool missing =
              problem.place.part == syntax::Part::kValue && LiesWithin(other.place, problem.place);
          const bool same = &other < &problem && other.place.route == problem.place.route &&
                            other.place.document == problem.place.document;
          return other.refused == Truth::kYes && (missing || same);
        });
    if (repeated) continue;
    faults_.push_back({.kind = Kind::kGrammar,
                       .place = problem.place,
                       .found = iam::TextAt(document_, problem.place),
                       .what = problem.message,
                       .grammar = problem.rule,
                       .certain = problem.refused});
  }
}

bool FaultFinder::IsRefused(const Statement& statement) const {
  return std::ranges::any_of(document_.problems, [&](const iam::GrammarProblem& problem) {
    return problem.refused == Truth::kYes && LiesWithin(problem.place, statement.place);
  });
}

// Whether IAM takes a value itself for wrong: then there is no second fault in it.
bool FaultFinder::IsRefused(const syntax::Place& value) const {
  return std::ranges::any_of(document_.problems, [&](const iam::GrammarProblem& problem) {
    return problem.place.document == value.document && problem.place.route == value.route &&
           problem.refused == Truth::kYes;
  });
}

void FaultFinder::AddActionFault(size_t s, std::vector<size_t> principals, bool at_principal,
                                 std::string_view required) {
  const Statement& statement = document_.statements[s];
  const size_t first = principals.front();
  PolicyFault fault{.kind = Kind::kAction, .statement = s};
  fault.place = at_principal
                    ? (statement.principals.size() == 1 ? statement.principals[first].value.place
                                                        : statement.principal_place)
                : statement.actions.size() == 1 ? statement.actions.front().place
                                                : statement.action_place;
  fault.found = statement.actions.front().text.Written();
  fault.what = statement.principals[first].value.text.Written();
  fault.required = required;
  fault.principals = std::move(principals);
  faults_.push_back(std::move(fault));
}

bool IsLiteralAction(const iam::Value& action) { return action.text.IsLiteral(); }

bool NamesWebIdentity(const iam::Value& action) {
  return iam::NamesAction(action, iam::kWebIdentityAction);
}

// Which of a statement's principals an action is for.
struct PrincipalsByKind {
  std::vector<size_t> web_identity;  // OIDC and built-in providers
  std::vector<size_t> others;        // services and AWS principals, by name
  bool unknown = false;              // somebody else, or a placeholder
};

PrincipalsByKind SortPrincipals(const Statement& statement) {
  PrincipalsByKind sorted;
  for (size_t p = 0; p < statement.principals.size(); ++p) {
    const iam::Principal& principal = statement.principals[p];
    const bool named = principal.value.text.IsLiteral() && principal.value.text.literal() != "*";
    const bool other = principal.kind == iam::PrincipalKind::kAws ||
                       principal.kind == iam::PrincipalKind::kService;
    if (named && IssuerOf(principal).has_value()) {
      sorted.web_identity.push_back(p);
    } else if (named && other) {
      sorted.others.push_back(p);
    } else {
      sorted.unknown = true;
    }
  }
  return sorted;
}

// Actions that only go with an assume action: sts:TagSession…
bool AssumesNothing(const Statement& statement) {
  return CoversAction(statement, "sts:AssumeRole") == Truth::kNo &&
         CoversAction(statement, "sts:AssumeRoleWithSAML") == Truth::kNo;
}

// docs/reference/iam.md §1.4, §3.2: who may call which action.
void FaultFinder::AddAction(size_t s) {
  const Statement& statement = document_.statements[s];
  if (statement.effect != iam::Effect::kAllow || statement.not_principal) return;
  if (statement.actions.empty() || IsRefused(statement)) return;
  if (!std::ranges::all_of(statement.actions, IsLiteralAction)) return;
  PrincipalsByKind principals = SortPrincipals(statement);
  if (principals.unknown) return;
  const Truth web_identity = CoversAction(statement, iam::kWebIdentityAction);
  if (!principals.web_identity.empty() && web_identity == Truth::kNo) {
    const syntax::Text& provider = statement.principals[principals.web_identity.front()].value.text;
    const bool completed = std::ranges::any_of(document_.statements, [&](const Statement& other) {
      return other.effect == iam::Effect::kAllow &&
             CoversAction(other, iam::kWebIdentityAction) != Truth::kNo &&
             std::ranges::any_of(other.principals, [&](const iam::Principal& principal) {
               return Equal(principal.value.text, provider) != Truth::kNo;
             });
    });
    if (AssumesNothing(statement) && completed) return;
    AddActionFault(s, std::move(principals.web_identity), false, iam::kWebIdentityAction);
    return;
  }
  const bool only_others = principals.web_identity.empty() && !principals.others.empty();
  const bool names = std::ranges::any_of(statement.actions, NamesWebIdentity);
  if (!only_others || !names || !AssumesNothing(statement)) return;
  const bool is_meant_for_tokens =
      std::ranges::any_of(statement.conditions, [](const iam::Condition& condition) {
        return iam::ParseProviderKey(condition.key.text).has_value();
      });
  AddActionFault(s, std::move(principals.others), is_meant_for_tokens, "sts:AssumeRole");
}

// What stands behind the last colon of a key of a provider, in lower case, also of a malformed key.
std::string ClaimOf(const iam::Condition& condition) {
  const std::string key = condition.key.text.Written();
  const size_t colon = key.rfind(':');
  if (colon == key.npos || key.find('.') == key.npos) {
    const auto parts = iam::ParseProviderKey(condition.key.text);
    return parts.has_value() ? base::AsciiLower(parts->claim) : std::string();
  }
  return base::AsciiLower(std::string_view(key).substr(colon + 1));
}

// Wildcards that count for themselves, and subjects that no token carries.
void FaultFinder::AddValues(size_t s, size_t c) {
  const iam::Condition& condition = document_.statements[s].conditions[c];
  if (!condition.op.has_value() || !iam::ComparesStrings(condition.op->base)) return;
  const std::string claim = ClaimOf(condition);
  if (claim != "sub" && claim != "aud") return;
  const auto parts = iam::ParseProviderKey(condition.key.text);
  const bool eks = parts.has_value() && parts->issuer.IsLiteral() &&
                   base::LooksLikeEksIssuer(parts->issuer.literal());
  const bool shared = parts.has_value() && base::SharedIssuer(parts->issuer.literal()) != nullptr;
  const bool negated = iam::IsNegated(condition.op->base);
  for (size_t v = 0; v < condition.values.size(); ++v) {
    const iam::Value& value = condition.values[v];
    if (IsRefused(value.place)) continue;
    const bool subject = claim == "sub" && !shared && (eks || iam::LooksLikeSubject(value.text));
    PolicyFault fault{
        .kind = Kind::kLiteralWildcard, .statement = s, .conditions = {c}, .value = v};
    fault.place = value.place;
    fault.found = value.text.Written();
    if (subject && !(negated && value.text.IsEmpty())) {
      if (auto wrong = iam::FaultOfSubject(condition.op->base, value.text, variables_)) {
        fault.kind = Kind::kSubjectShape;
        fault.place = PieceOf(value.place, wrong->begin, wrong->end);
        fault.what = wrong->what;
        fault.required = wrong->repaired;
        faults_.push_back(std::move(fault));
        continue;
      }
    }
    const std::string_view wildcards = subject ? "*?" : "*";
    if (iam::HoldsLiteralWildcard(condition, value, variables_, wildcards)) {
      faults_.push_back(std::move(fault));
    }
  }
}

bool FaultFinder::HasIssuerFault(size_t s, const std::vector<size_t>& conditions) const {
  return std::ranges::any_of(faults_, [&](const PolicyFault& fault) {
    const bool of_issuer = fault.kind == Kind::kKeyShape || fault.kind == Kind::kIssuerShape ||
                           fault.kind == Kind::kKeyIssuer;
    if (!of_issuer || fault.statement != s) return false;
    return !fault.principals.empty() ||
           std::ranges::any_of(fault.conditions, [&](size_t c) { return Holds(conditions, c); });
  });
}

void FaultFinder::AddConflict(size_t s) {
  const Statement& statement = document_.statements[s];
  if (statement.effect != iam::Effect::kAllow || statement.conditions.size() < 2) return;
  const auto conflict = iam::FindConflict(document_, statement, kubernetes_);
  if (!conflict.has_value() || HasIssuerFault(s, conflict->conditions)) return;
  const auto excludes = [&](size_t c) {
    const iam::Operator& op = *statement.conditions[c].op;
    return iam::IsNegated(op.base) || op.base == iam::BaseOperator::kNull;
  };
  PolicyFault fault{.kind = Kind::kConflict, .statement = s, .conditions = conflict->conditions};
  fault.two_issuers = conflict->kind == iam::Conflict::Kind::kTwoIssuers;
  // What excludes is the odd one beside what demands; else the later of two.
  const bool first = !fault.two_issuers && excludes(conflict->first) && !excludes(conflict->second);
  fault.odd = first ? conflict->first : conflict->second;
  const iam::Condition& odd = statement.conditions[fault.odd];
  fault.counterpart = first ? conflict->second : conflict->first;
  fault.found = odd.key.text.Written();
  const bool one_value = odd.values.size() == 1 && !iam::IsNegated(odd.op->base);
  fault.place = fault.two_issuers              ? odd.key.place
                : one_value                    ? odd.values.front().place
                : iam::IsNegated(odd.op->base) ? odd.operator_name.place
                                               : odd.place;
  faults_.push_back(std::move(fault));
}

// Whether a fault of the statement behind `denial` is what refuses.
bool Explains(const PolicyFault& fault, const iam::Denial& denial, const iam::Clause* clause) {
  if (fault.kind == Kind::kGrammar) {
    return denial.element == DenialElement::kGrammar && fault.certain == Truth::kYes;
  }
  if (clause == nullptr || fault.statement != denial.statement) return false;
  const bool of_condition = clause->kind == iam::Clause::Kind::kCondition;
  const bool in_fault = of_condition && Holds(fault.conditions, clause->condition);
  const bool principal = denial.element == DenialElement::kPrincipal;
  switch (fault.kind) {
    case Kind::kGrammar:
      return false;
    case Kind::kAction:
      return principal || denial.element == DenialElement::kAction;
    case Kind::kKeyShape:
      return in_fault;
    case Kind::kIssuerShape:
      return in_fault || (!fault.principals.empty() &&
                          (principal || denial.element == DenialElement::kKeyIssuer));
    case Kind::kKeyIssuer:
      return in_fault || principal || denial.element == DenialElement::kKeyIssuer;
    case Kind::kLiteralWildcard:
      return in_fault &&
             (denial.element == DenialElement::kOperatorForm || fault.value == clause->nearest);
    case Kind::kSubjectShape:
      return in_fault && fault.value == clause->nearest;
    case Kind::kConflict:
      return in_fault;
  }
  return false;
}

}  // namespace

std::vector<PolicyFault> FaultsOf(const TrustPolicy& policy, Kind kind) {
  return FaultFinder(policy).OfKind(kind);
}

std::optional<PolicyFault> FaultBehind(const IdentityGraph& graph, const Claim& claim,
                                       const TrustEdge& edge) {
  if (edge.cause->element == DenialElement::kExplicitDeny) return std::nullopt;
  const TrustPolicy& policy = graph[edge.policy];
  const Evidence evidence = graph.Explain(claim, edge.policy, edge.cause->issuer);
  const auto denial = iam::CauseOf(evidence.decision);
  if (!denial.has_value()) return std::nullopt;
  const iam::Clause* clause =
      denial->clause.has_value()
          ? &evidence.decision.statements[denial->statement].clauses[*denial->clause]
          : nullptr;
  if (clause == nullptr && denial->element != DenialElement::kGrammar) return std::nullopt;
  std::optional<PolicyFault> behind;
  for (PolicyFault& fault : clause == nullptr
                                ? FaultsOf(policy, Kind::kGrammar)
                                : FaultFinder(policy).OfStatement(denial->statement)) {
    if (!Explains(fault, *denial, clause)) continue;
    // Of several values of one condition the nearest is meant.
    const bool nearest = clause != nullptr && fault.value == clause->nearest;
    if (behind.has_value() && (behind->kind != fault.kind || !nearest)) continue;
    behind = std::move(fault);
  }
  return behind;
}

}  // namespace irsalint::graph
