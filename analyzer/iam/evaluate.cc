#include "analyzer/iam/evaluate.h"

#include <algorithm>
#include <limits>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/arn.h"
#include "analyzer/base/strings.h"
#include "analyzer/iam/compare.h"
#include "analyzer/iam/condition_key.h"
#include "analyzer/iam/covers_action.h"
#include "analyzer/iam/missing_key.h"

namespace irsalint::iam {
namespace {

using base::FromBool;
using base::Truth;
using syntax::Text;

// What is known when one of two things is the case.
Truth Either(Truth a, Truth b) { return a == b ? a : Truth::kMaybe; }

std::string Quote(const Text& text) { return "\"" + text.Shown() + "\""; }

// "a", or "one of 3 values, nearest "a"".
std::string Demanded(const Condition& condition, std::optional<size_t> nearest) {
  if (condition.values.empty()) return "nothing at all (the list is empty)";
  const std::string quoted = Quote(condition.values[nearest.value_or(0)].text);
  if (condition.values.size() == 1) return quoted;
  return fmt::format("one of {} values, the nearest is {}", condition.values.size(), quoted);
}

// Whether a key of a request is its `ISSUER:sub`.
bool IsSubjectName(const Text& name) {
  const std::string_view end =
      name.IsLiteral() ? name.literal() : std::string_view(name.pieces().back().literal);
  return end.ends_with(":sub");
}

class Evaluator {
 public:
  Evaluator(const PolicyDocument& policy, const Request& request)
      : request_(request), variables_(VariablesOf(policy)) {}

  StatementDecision Decide(const Statement& statement) const;

 private:
  Clause DecidePrincipal(const Statement& statement) const;
  Clause DecideAction(const Statement& statement) const;
  Clause DecideCondition(const Condition& condition, size_t index) const;

  Truth Admits(const Principal& principal) const;
  Truth TestCondition(const Condition& condition, const KeyLookup& found) const;
  Truth TestPresent(const Condition& condition, const std::vector<Text>& values) const;
  Truth TestNull(const Condition& condition, Truth present) const;
  Truth MatchesAny(const Condition& condition, const Text& value) const;
  Truth TestOne(const Condition& condition, const Text& value) const;

  std::optional<std::string> WhyForeign(const Text& provider) const;
  std::string WhyNoPrincipal(const Statement& statement) const;
  void ExplainCondition(const Condition& condition, const KeyLookup& found, Clause& clause) const;
  DenialElement ElementOf(const Condition& condition, KeyKind kind) const;
  bool WouldMatchAsPattern(const Condition& condition) const;
  bool NamesSubject(const Condition& condition, const Clause& clause, Truth trusted) const;
  void FindNearest(const Condition& condition, const KeyLookup& found, Clause& clause) const;

  const Request& request_;
  Variables variables_;
};

Truth Evaluator::Admits(const Principal& principal) const {
  const Text& value = principal.value.text;
  switch (principal.kind) {
    case PrincipalKind::kEverybody:
      return Truth::kYes;
    case PrincipalKind::kAws: {
      // Not confirmed for web identity, taken as admitting (docs/reference/iam.md §11.6).
      if (value.IsLiteral() && value.literal() == "*") return Truth::kYes;
      if (request_.principal_kind != PrincipalKind::kAws) return Truth::kNo;
      const Truth same = Equal(value, request_.principal);
      if (same != Truth::kNo || !value.IsLiteral()) return same;
      const auto caller = base::ParseArn(request_.principal.literal());
      if (!caller.has_value()) return Truth::kNo;
      if (base::IsAccountId(value.literal())) return FromBool(caller->account == value.literal());
      const auto trusted = base::ParseArn(value.literal());
      return FromBool(trusted.has_value() && trusted->resource == "root" &&
                      trusted->partition == caller->partition &&
                      trusted->account == caller->account);
    }
    case PrincipalKind::kFederated: {
      if (request_.principal_kind != PrincipalKind::kFederated) return Truth::kNo;
      const Truth same = Equal(value, request_.principal);
      return same == Truth::kNo || WhyForeign(value).has_value() ? Truth::kNo : same;
    }
    case PrincipalKind::kService:
      if (request_.principal_kind != PrincipalKind::kService) return Truth::kNo;
      return Equal(value, request_.principal);
    case PrincipalKind::kCanonicalUser:
      return Truth::kNo;
    case PrincipalKind::kUnknown:
      return value.IsLiteral() ? Truth::kNo : Truth::kMaybe;
  }
  return Truth::kNo;
}

// Why a provider can never authenticate for the role: it is of another account or partition
// (docs/reference/iam.md §3.1). Nothing if it can, or if that is not known.
std::optional<std::string> Evaluator::WhyForeign(const Text& provider) const {
  if (!provider.IsLiteral()) return std::nullopt;
  const auto arn = base::ParseArn(provider.literal());
  if (!arn.has_value()) return std::nullopt;
  if (!request_.account.empty() && arn->account != request_.account) {
    return fmt::format("the provider belongs to account {}, the role to account {}", arn->account,
                       request_.account);
  }
  const auto role = base::ParseArn(request_.role_arn.literal());
  if (role.has_value() && arn->partition != role->partition) {
    return fmt::format("the provider belongs to partition {}, the role to partition {}",
                       arn->partition, role->partition);
  }
  return std::nullopt;
}

std::string Evaluator::WhyNoPrincipal(const Statement& statement) const {
  if (statement.principals.empty()) return "the statement names no principal";
  for (const Principal& principal : statement.principals) {
    if (principal.kind != PrincipalKind::kFederated ||
        Equal(principal.value.text, request_.principal) != Truth::kYes) {
      continue;
    }
    if (auto reason = WhyForeign(principal.value.text)) return *std::move(reason);
  }
  const Principal& first = statement.principals.front();
  return fmt::format("the statement trusts {}{}, the caller is {}", Quote(first.value.text),
                     statement.principals.size() > 1 ? " and others" : "",
                     Quote(request_.principal));
}

Clause Evaluator::DecidePrincipal(const Statement& statement) const {
  Truth holds = Truth::kNo;
  for (const Principal& principal : statement.principals) holds = Or(holds, Admits(principal));
  if (statement.not_principal) holds = Not(holds);
  Clause clause{
      .kind = Clause::Kind::kPrincipal, .holds = holds, .element = DenialElement::kPrincipal};
  switch (holds) {
    case Truth::kYes:
      clause.reason = fmt::format("the caller {} is trusted", Quote(request_.principal));
      break;
    case Truth::kMaybe:
      clause.reason = fmt::format("whether the caller {} is trusted depends on a placeholder",
                                  Quote(request_.principal));
      break;
    case Truth::kNo:
      clause.reason = WhyNoPrincipal(statement);
      break;
  }
  return clause;
}

Clause Evaluator::DecideAction(const Statement& statement) const {
  const Truth holds = CoversAction(statement, request_.action);
  Clause clause{.kind = Clause::Kind::kAction, .holds = holds, .element = DenialElement::kAction};
  if (holds == Truth::kNo) {
    const std::string allowed =
        statement.actions.empty() ? "no action" : Quote(statement.actions.front().text);
    clause.reason = fmt::format("the statement is for {}{}, the request is {}", allowed,
                                statement.actions.size() > 1 ? " and others" : "", request_.action);
  } else {
    clause.reason = fmt::format("the action {} is covered", request_.action);
  }
  return clause;
}

Truth Evaluator::MatchesAny(const Condition& condition, const Text& value) const {
  Truth any = Truth::kNo;
  for (const Value& wanted : condition.values) {
    any = Or(any, Matches(condition.op->base, value, wanted.text, request_, variables_));
    if (any == Truth::kYes) break;
  }
  return any;
}

// The operator on one value of the request: OR over the policy's values, NOR for a negated one.
Truth Evaluator::TestOne(const Condition& condition, const Text& value) const {
  const Truth any = MatchesAny(condition, value);
  return IsNegated(condition.op->base) ? Not(any) : any;
}

Truth Evaluator::TestPresent(const Condition& condition, const std::vector<Text>& values) const {
  if (condition.values.empty()) return Truth::kNo;
  switch (condition.op->prefix) {
    case SetPrefix::kForAllValues: {
      Truth all = Truth::kYes;
      for (const Text& value : values) all = And(all, TestOne(condition, value));
      return all;
    }
    case SetPrefix::kForAnyValue: {
      Truth any = Truth::kNo;
      for (const Text& value : values) any = Or(any, TestOne(condition, value));
      return any;
    }
    case SetPrefix::kNone:
      break;
  }
  if (values.size() == 1) return TestOne(condition, values.front());
  // A plain operator does not match a key with several values; for a negated one nobody says
  // (docs/reference/iam.md §2.5).
  return IsNegated(condition.op->base) ? Truth::kMaybe : Truth::kNo;
}

Truth Evaluator::TestNull(const Condition& condition, Truth present) const {
  if (condition.op->prefix != SetPrefix::kNone) {
    return FromBool(condition.op->prefix == SetPrefix::kForAllValues);
  }
  Truth any = Truth::kNo;
  for (const Value& value : condition.values) {
    const std::string wanted = base::AsciiLower(value.text.literal());
    if (!value.text.IsLiteral()) any = Or(any, Truth::kMaybe);
    if (wanted == "true") any = Or(any, Not(present));
    if (wanted == "false") any = Or(any, present);
  }
  return any;
}

Truth Evaluator::TestCondition(const Condition& condition, const KeyLookup& found) const {
  if (condition.op->base == BaseOperator::kNull) return TestNull(condition, found.present);
  const bool empty_set = found.present == Truth::kYes && found.values.empty();
  if (found.present == Truth::kNo || empty_set) return HoldsWithoutKey(condition);
  Truth present = TestPresent(condition, found.values);
  for (const std::vector<Text>& values : found.other_values) {
    present = Either(present, TestPresent(condition, values));
  }
  return found.present == Truth::kYes ? present : Either(present, HoldsWithoutKey(condition));
}

bool Evaluator::WouldMatchAsPattern(const Condition& condition) const {
  switch (condition.op->base) {
    case BaseOperator::kStringEquals:
    case BaseOperator::kStringEqualsIgnoreCase:
      break;
    default:
      return false;
  }
  const KeyLookup found = Lookup(request_, condition.key.text);
  for (const Value& wanted : condition.values) {
    const std::string_view text = wanted.text.literal();
    if (text.find_first_of("*?") == text.npos) continue;
    for (const Text& value : found.values) {
      if (Matches(BaseOperator::kStringLike, value, wanted.text, request_, variables_) !=
          Truth::kNo) {
        return true;
      }
    }
  }
  return false;
}

// Claims of an issuer come with a token, and only web identity has one.
std::string_view WhyAbsent(KeyKind kind, PrincipalKind caller) {
  if (kind == KeyKind::kOtherIssuer && caller != PrincipalKind::kFederated) {
    return "it is a claim of a token, and this call has none";
  }
  switch (kind) {
    case KeyKind::kMalformed:
      return "a key is the issuer without scheme, a colon and the claim";
    case KeyKind::kOtherClaim:
      return "STS offers no such claim of a Kubernetes token";
    case KeyKind::kOtherIssuer:
      return "it belongs to another issuer than the token's";
    case KeyKind::kSubject:
    case KeyKind::kAudience:
    case KeyKind::kGlobal:
    case KeyKind::kUnknown:
      return "it is absent in this call";
  }
  return "";
}

DenialElement Evaluator::ElementOf(const Condition& condition, KeyKind kind) const {
  switch (kind) {
    case KeyKind::kSubject:
    case KeyKind::kAudience:
      if (condition.op.has_value() &&
          (WouldMatchAsPattern(condition) ||
           (!ComparesStrings(condition.op->base) && condition.op->base != BaseOperator::kNull))) {
        return DenialElement::kOperatorForm;
      }
      return kind == KeyKind::kSubject ? DenialElement::kSubject : DenialElement::kAudience;
    case KeyKind::kMalformed:
    case KeyKind::kOtherClaim:
      return DenialElement::kKeyShape;
    case KeyKind::kOtherIssuer:
      return DenialElement::kKeyIssuer;
    case KeyKind::kGlobal:
    case KeyKind::kUnknown:
      return DenialElement::kOther;
  }
  return DenialElement::kOther;
}

void Evaluator::FindNearest(const Condition& condition, const KeyLookup& found,
                            Clause& clause) const {
  if (condition.values.empty()) return;
  clause.nearest = 0;
  if (found.values.empty()) return;
  constexpr size_t kLimit = 64;
  const std::string value = found.values.front().Written();
  clause.distance = std::numeric_limits<size_t>::max();
  for (size_t i = 0; i < condition.values.size(); ++i) {
    const size_t next = base::EditDistance(condition.values[i].text.Written(), value, kLimit);
    if (next < clause.distance) {
      clause.nearest = i;
      clause.distance = next;
    }
  }
}

void Evaluator::ExplainCondition(const Condition& condition, const KeyLookup& found,
                                 Clause& clause) const {
  const std::string key = condition.key.text.Written();
  const std::string op = condition.operator_name.text.Written();
  FindNearest(condition, found, clause);
  if (clause.holds == Truth::kYes) {
    clause.reason = found.present == Truth::kNo
                        ? fmt::format("{} holds because the request carries no {}", op, key)
                        : fmt::format("{} holds for {}", op, key);
    return;
  }
  if (clause.holds == Truth::kMaybe) {
    clause.reason = fmt::format("{} on {} depends on what is not known here", op, key);
    return;
  }
  if (found.present == Truth::kNo) {
    clause.reason =
        fmt::format("no request carries the key {}: {}", key,
                    WhyAbsent(ClassifyKey(request_, condition.key.text), request_.principal_kind));
    return;
  }
  const std::string value = found.values.empty() ? "empty" : Quote(found.values.front());
  clause.reason = IsNegated(condition.op->base)
                      ? fmt::format("{} is {}, which {} excludes", key, value, op)
                      : fmt::format("{} is {}, {} demands {}", key, value, op,
                                    Demanded(condition, clause.nearest));
  if (clause.element == DenialElement::kOperatorForm && ComparesStrings(condition.op->base)) {
    clause.reason += fmt::format("; {} takes * and ? literally", op);
  }
}

Clause Evaluator::DecideCondition(const Condition& condition, size_t index) const {
  Clause clause{.kind = Clause::Kind::kCondition, .condition = index};
  if (!condition.op.has_value()) {
    clause.reason =
        fmt::format("{} is no condition operator", condition.operator_name.text.Written());
    return clause;
  }
  const KeyLookup found = Lookup(request_, condition.key.text);
  clause.holds = TestCondition(condition, found);
  // Whether IAM knows an operator in another case is not documented (docs/reference/iam.md §11.3).
  if (!condition.op->canonical) clause.holds = And(clause.holds, Truth::kMaybe);
  clause.element = ElementOf(condition, ClassifyKey(request_, condition.key.text));
  ExplainCondition(condition, found, clause);
  return clause;
}

// Whether a condition demands the request's own subject, or would if its key or its operator were
// right.
bool Evaluator::NamesSubject(const Condition& condition, const Clause& clause,
                             Truth trusted) const {
  if (!condition.op.has_value() || !ComparesStrings(condition.op->base)) return false;
  if (IsNegated(condition.op->base)) return false;
  switch (clause.element) {
    case DenialElement::kSubject:
      return clause.holds == Truth::kYes;
    case DenialElement::kOperatorForm:
    case DenialElement::kKeyShape:
      break;
    case DenialElement::kKeyIssuer:
      // A statement for another cluster is another matter.
      if (trusted == Truth::kNo) return false;
      break;
    default:
      return false;
  }
  return std::ranges::any_of(request_.context, [&](const ContextKey& key) {
    return IsSubjectName(key.name) && std::ranges::any_of(key.values, [&](const Text& subject) {
             return std::ranges::any_of(condition.values, [&](const Value& value) {
               return Matches(BaseOperator::kStringLike, subject, value.text, request_,
                              variables_) == Truth::kYes;
             });
           });
  });
}

StatementDecision Evaluator::Decide(const Statement& statement) const {
  StatementDecision decision{.effect = statement.effect, .applies = Truth::kYes, .clauses = {}};
  decision.clauses.push_back(DecidePrincipal(statement));
  decision.clauses.push_back(DecideAction(statement));
  for (size_t i = 0; i < statement.conditions.size(); ++i) {
    const Condition& condition = statement.conditions[i];
    decision.clauses.push_back(DecideCondition(condition, i));
    const Clause& clause = decision.clauses.back();
    decision.names_subject |= NamesSubject(condition, clause, decision.clauses.front().holds);
  }
  for (const Clause& clause : decision.clauses)
    decision.applies = And(decision.applies, clause.holds);
  return decision;
}

}  // namespace

std::string_view ToString(Outcome outcome) {
  switch (outcome) {
    case Outcome::kAllow:
      return "allow";
    case Outcome::kDeny:
      return "deny";
    case Outcome::kReject:
      return "reject";
    case Outcome::kUnknown:
      return "unknown";
  }
  return "";
}

Decision Evaluate(const PolicyDocument& policy, const Request& request) {
  const Evaluator evaluator(policy, request);
  Decision decision;
  Truth allowed = Truth::kNo;
  Truth denied = Truth::kNo;
  for (const Statement& statement : policy.statements) {
    decision.statements.push_back(evaluator.Decide(statement));
    const StatementDecision& last = decision.statements.back();
    if (last.effect == Effect::kAllow) allowed = Or(allowed, last.applies);
    if (last.effect == Effect::kDeny) denied = Or(denied, last.applies);
  }
  decision.admits = And(allowed, Not(denied));
  decision.outcome = decision.admits == Truth::kYes  ? Outcome::kAllow
                     : decision.admits == Truth::kNo ? Outcome::kDeny
                                                     : Outcome::kUnknown;
  for (const GrammarProblem& problem : policy.problems) {
    if (problem.refused != Truth::kYes) continue;
    decision.outcome = Outcome::kReject;
    decision.reason = problem.message;
    break;
  }
  return decision;
}

bool IsNearer(const Denial& a, const Denial& b) {
  if (a.names_subject != b.names_subject) return a.names_subject;
  if (a.element != b.element) return a.element > b.element;
  return std::pair(a.failing, a.distance) < std::pair(b.failing, b.distance);
}

std::optional<Denial> CauseOf(const Decision& decision) {
  const bool rejected = decision.outcome == Outcome::kReject;
  if (decision.admits != Truth::kNo && !rejected) return std::nullopt;
  for (size_t s = 0; s < decision.statements.size(); ++s) {
    const StatementDecision& statement = decision.statements[s];
    if (statement.effect == Effect::kDeny && statement.applies == Truth::kYes) {
      return Denial{.element = DenialElement::kExplicitDeny, .statement = s, .names_subject = true};
    }
  }
  if (rejected) {
    return Denial{.element = DenialElement::kGrammar, .names_subject = true};
  }
  std::optional<Denial> cause;
  for (size_t s = 0; s < decision.statements.size(); ++s) {
    const StatementDecision& statement = decision.statements[s];
    if (statement.effect != Effect::kAllow) continue;
    std::optional<Denial> first;
    size_t failing = 0;
    for (size_t c = 0; c < statement.clauses.size(); ++c) {
      const Clause& clause = statement.clauses[c];
      if (clause.holds != Truth::kNo) continue;
      ++failing;
      if (!first.has_value() || clause.element < first->element) {
        first = Denial{.element = clause.element,
                       .statement = s,
                       .clause = c,
                       .names_subject = statement.names_subject,
                       .distance = clause.distance};
      }
    }
    if (!first.has_value()) continue;
    first->failing = failing;
    if (!cause.has_value() || IsNearer(*first, *cause)) cause = first;
  }
  // Nothing is allowed at all.
  if (!cause.has_value() && !decision.statements.empty()) return Denial{};
  return cause;
}

}  // namespace irsalint::iam
