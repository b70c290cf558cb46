#include "analyzer/graph/audience.h"

#include <algorithm>

#include "analyzer/base/issuer.h"
#include "analyzer/base/strings.h"
#include "analyzer/iam/condition_key.h"

namespace irsalint::graph {
namespace {

constexpr size_t kNearby = 3;  // edits: `sts.amazon.com` and `sts.amazonaws.com.cn`

bool IsDefault(const iam::Value& value) { return value.text.literal() == kDefaultAudience; }

bool IsNearlyDefault(const iam::Value& value) {
  const std::string_view text = value.text.literal();
  return value.text.IsLiteral() && text.find_first_of("*?$") == text.npos &&
         base::EditDistance(text, kDefaultAudience, kNearby) <= kNearby;
}

bool DemandsAudience(const iam::Condition& condition, const TrustedIssuer& issuer) {
  if (!condition.op.has_value() || iam::IsNegated(condition.op->base)) return false;
  return Equal(iam::LowerKey(condition.key.text), iam::LowerKey(issuer.issuer).Append(":aud")) ==
         base::Truth::kYes;
}

}  // namespace

std::vector<AudienceTypo> AudienceTyposOf(const TrustPolicy& policy) {
  std::vector<AudienceTypo> typos;
  for (const iam::Statement& statement : policy.object->document.statements) {
    for (const iam::Condition& condition : statement.conditions) {
      const bool eks = std::ranges::any_of(policy.issuers, [&](const TrustedIssuer& issuer) {
        return base::LooksLikeEksIssuer(issuer.issuer.literal()) &&
               DemandsAudience(condition, issuer);
      });
      if (!eks || std::ranges::any_of(condition.values, IsDefault)) continue;
      const auto typo = std::ranges::find_if(condition.values, IsNearlyDefault);
      if (typo != condition.values.end()) {
        typos.push_back({.condition = &condition, .value = &*typo});
      }
    }
  }
  return typos;
}

}  // namespace irsalint::graph
