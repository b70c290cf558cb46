#include "analyzer/rule/wanted_values.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analyzer/base/strings.h"
#include "analyzer/iam/compare.h"
#include "analyzer/iam/condition_key.h"
#include "analyzer/iam/demands_value.h"
#include "analyzer/rule/policy_edits.h"

namespace irsalint::rule {
namespace {

// Who shares a policy with more accounts has no use for a list of them.
constexpr size_t kMaxClaims = 16;

// The one value that a token has for the key of a condition; empty where it is not known.
syntax::Text CarriedBy(const iam::Request& request, const iam::Condition& condition) {
  const iam::KeyLookup found = iam::Lookup(request, condition.key.text);
  const bool one = found.present == base::Truth::kYes && found.values.size() == 1;
  return one ? found.values.front() : syntax::Text();
}

bool IsRefusedForTheSame(const BrokenClaim& other, const WantedValues& wanted) {
  return other.condition() == wanted.condition && other.clause()->nearest == wanted.nearest;
}

// Adds what the tokens of a refused claim carry. False where that is not known, or not enough.
bool Add(const BrokenClaim& broken, WantedValues& wanted) {
  const syntax::Text carried = CarriedBy(broken.evidence.request, *wanted.condition);
  if (carried.IsEmpty() || !carried.IsLiteral() || broken.FailsElsewhere()) return false;
  const bool known = std::ranges::find(wanted.texts, carried.literal()) != wanted.texts.end();
  if (!known) wanted.texts.emplace_back(carried.literal());
  return true;
}

bool MayMatch(const graph::Evidence& evidence, const iam::PolicyDocument& policy,
              const WantedValues& wanted) {
  const iam::Condition& condition = *wanted.condition;
  return iam::Matches(condition.op->base, CarriedBy(evidence.request, condition),
                      condition.values[wanted.nearest].text, evidence.request,
                      iam::VariablesOf(policy)) != base::Truth::kNo;
}

}  // namespace

std::optional<WantedValues> WantedBy(const RuleContext& context, const BrokenClaim& broken) {
  const iam::Condition* condition = broken.condition();
  if (condition == nullptr || !broken.clause()->nearest.has_value()) return std::nullopt;
  if (!iam::DemandsValue(*condition) || !iam::ComparesStrings(condition->op->base)) {
    return std::nullopt;
  }
  WantedValues wanted{.condition = condition,
                      .nearest = *broken.clause()->nearest,
                      .texts = {},
                      .is_needed = false};
  if (!condition->values[wanted.nearest].text.IsLiteral()) return std::nullopt;
  const graph::PolicyId policy = broken.edge->policy;
  const std::vector<graph::ClaimId>& claims = context.graph[policy].claims;
  if (claims.size() > kMaxClaims) return std::nullopt;
  for (const graph::ClaimId id : claims) {
    const graph::Claim& claim = context.graph[id];
    const auto other = BrokenFor(context, claim);
    if (other.has_value() && IsRefusedForTheSame(*other, wanted)) {
      if (!Add(*other, wanted)) return std::nullopt;
    } else if (claim.admitted != base::Truth::kNo) {
      const graph::Evidence evidence =
          context.graph.Explain(claim, policy, broken.edge->cause->issuer);
      wanted.is_needed |= MayMatch(evidence, *broken.policy, wanted);
    }
  }
  if (wanted.texts.empty()) return std::nullopt;
  return wanted;
}

std::optional<Fix> FixWith(const WantedValues& wanted) {
  const std::string values = base::JoinQuoted(wanted.texts);
  return wanted.is_needed
             ? PolicyFix(fmt::format("add {}", values), Applicability::kUnsafe,
                         AddValues(*wanted.condition, wanted.texts))
             : PolicyFix(fmt::format("write {}", values), Applicability::kUnsafe,
                         ReplaceValue(*wanted.condition, wanted.nearest, wanted.texts));
}

}  // namespace irsalint::rule
