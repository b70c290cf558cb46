#include "analyzer/graph/vacuous_conditions.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "analyzer/base/strings.h"
#include "analyzer/graph/trusted_issuers.h"
#include "analyzer/iam/covers_action.h"
#include "analyzer/iam/request.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::Text;

bool IsVacuousForm(const iam::Condition& condition) {
  if (!condition.op.has_value()) return false;
  const iam::Operator& op = *condition.op;
  // A negated operator holds for an absent key in any form, and `ForAnyValue:` in none for certain.
  if (iam::IsNegated(op.base) || op.base == iam::BaseOperator::kNull) return false;
  return op.prefix == iam::SetPrefix::kForAllValues ||
         (op.if_exists && op.prefix == iam::SetPrefix::kNone);
}

// Which of the two claims a key is about, also a key that no token carries.
std::optional<VacuousCondition::Claim> ClaimOf(const Text& lower_key) {
  const std::string_view end = lower_key.IsLiteral()
                                   ? lower_key.literal()
                                   : std::string_view(lower_key.pieces().back().literal);
  if (end.ends_with(":sub")) return VacuousCondition::Claim::kSubject;
  if (end.ends_with(":aud")) return VacuousCondition::Claim::kAudience;
  return std::nullopt;
}

// The issuer of a Federated value: that of an OIDC provider's ARN, or the value itself
// (`accounts.google.com`).
Text IssuerOf(const Text& federated) {
  Text issuer = IssuerOfProviderArn(federated);
  return issuer.IsEmpty() ? federated : issuer;
}

bool IsOidcProvider(const iam::Principal& principal) {
  return principal.kind == iam::PrincipalKind::kFederated &&
         !base::Contains(principal.value.text.Written(), ":saml-provider/");
}

// Whether a token of an issuer that the statement trusts has the key. Nothing where it trusts none.
std::optional<Truth> IsPresent(const iam::Statement& statement, const Text& lower_key,
                               VacuousCondition::Claim claim) {
  std::optional<Truth> present;
  for (const iam::Principal& principal : statement.principals) {
    if (!IsOidcProvider(principal)) continue;
    const Text key = iam::LowerKey(IssuerOf(principal.value.text))
                         .Append(claim == VacuousCondition::Claim::kSubject ? ":sub" : ":aud");
    present = Or(present.value_or(Truth::kNo), Equal(lower_key, key));
  }
  return present;
}

// Whether the statement lets somebody in with a token at all.
bool AdmitsTokens(const iam::Statement& statement) {
  return statement.effect == iam::Effect::kAllow && !statement.not_principal &&
         iam::CoversAction(statement, "sts:AssumeRoleWithWebIdentity") != Truth::kNo;
}

}  // namespace

std::vector<VacuousCondition> VacuousConditionsOf(const iam::PolicyDocument& policy) {
  std::vector<VacuousCondition> vacuous;
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    const iam::Statement& statement = policy.statements[s];
    if (!AdmitsTokens(statement)) continue;
    for (size_t c = 0; c < statement.conditions.size(); ++c) {
      if (!IsVacuousForm(statement.conditions[c])) continue;
      const Text key = iam::LowerKey(statement.conditions[c].key.text);
      const auto claim = ClaimOf(key);
      if (!claim.has_value()) continue;
      const auto present = IsPresent(statement, key, *claim);
      if (!present.has_value()) continue;
      vacuous.push_back({.statement = s, .condition = c, .claim = *claim, .present = *present});
    }
  }
  return vacuous;
}

bool DemandsPlainly(const iam::Statement& statement, VacuousCondition::Claim claim) {
  return std::ranges::any_of(statement.conditions, [&](const iam::Condition& condition) {
    if (!condition.op.has_value() || !iam::ComparesStrings(condition.op->base)) return false;
    if (iam::IsNegated(condition.op->base) || IsVacuousForm(condition)) return false;
    const Text key = iam::LowerKey(condition.key.text);
    return ClaimOf(key) == claim &&
           IsPresent(statement, key, claim).value_or(Truth::kNo) != Truth::kNo;
  });
}

bool DemandsInVain(const iam::PolicyDocument& policy, size_t statement,
                   VacuousCondition::Claim claim) {
  return std::ranges::any_of(VacuousConditionsOf(policy), [&](const VacuousCondition& condition) {
    return condition.statement == statement && condition.claim == claim &&
           condition.present == Truth::kNo;
  });
}

}  // namespace irsalint::graph
