#include "analyzer/iam/audience_bound.h"

#include <algorithm>
#include <string>

#include "analyzer/iam/condition_key.h"
#include "analyzer/iam/evaluate.h"
#include "analyzer/iam/request.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

// An audience that no policy names.
constexpr std::string_view kStranger = "audience.invalid";

// The shortest subject that a statement admits.
std::optional<std::string> SomeSubject(const SubjectSet::Contribution& contribution) {
  const base::Words words = Enumerate(Intersection(contribution.language, AllSubjects()), 1);
  if (words.words.empty()) return std::nullopt;
  return words.words.front();
}

bool IsDenied(const PolicyDocument& policy, const Decision& decision) {
  for (size_t s = 0; s < policy.statements.size(); ++s) {
    const bool denies = policy.statements[s].effect == Effect::kDeny;
    if (denies && decision.statements[s].applies != Truth::kNo) return true;
  }
  return false;
}

// Nothing if a condition on the audience may refuse the request.
std::optional<UnboundAudience> JudgeStatement(const PolicyDocument& policy, size_t statement,
                                              const Request& request, const Decision& decision) {
  UnboundAudience unbound{.statement = statement, .condition = std::nullopt};
  for (const Clause& clause : decision.statements[statement].clauses) {
    if (clause.holds == Truth::kNo) return std::nullopt;
    if (clause.kind != Clause::Kind::kCondition) continue;
    const Condition& condition = policy.statements[statement].conditions[clause.condition];
    const KeyKind kind = ClassifyKey(request, condition.key.text);
    // A key with a placeholder may be that of the audience.
    if (kind == KeyKind::kUnknown && clause.holds == Truth::kMaybe) return std::nullopt;
    if (kind != KeyKind::kAudience) continue;
    if (clause.holds == Truth::kMaybe) return std::nullopt;
    if (!unbound.condition.has_value()) unbound.condition = clause.condition;
  }
  return unbound;
}

}  // namespace

std::vector<UnboundAudience> UnboundAudiencesOf(const PolicyDocument& policy,
                                                const SubjectSet& admitted,
                                                const Text& provider_arn, const Text& issuer) {
  std::vector<UnboundAudience> unbound;
  for (const SubjectSet::Contribution& contribution : admitted.contributions) {
    const std::optional<std::string> subject = SomeSubject(contribution);
    if (!subject.has_value()) continue;
    const Request request = WebIdentityRequest({.provider_arn = provider_arn,
                                                .issuer = issuer,
                                                .subject = Text::Literal(*subject),
                                                .audience = Text::Literal(kStranger),
                                                .role_arn = {}});
    const Decision decision = Evaluate(policy, request);
    if (IsDenied(policy, decision)) continue;
    if (const auto open = JudgeStatement(policy, contribution.statement, request, decision)) {
      unbound.push_back(*open);
    }
  }
  return unbound;
}

}  // namespace irsalint::iam
