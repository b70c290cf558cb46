#include "analyzer/graph/trusting_statements.h"

#include <algorithm>
#include <optional>

#include "analyzer/graph/decide.h"
#include "analyzer/iam/pod_identity_request.h"
#include "analyzer/iam/role_trust.h"

namespace irsalint::graph {
namespace {

using base::Truth;

bool TrustsServiceAccounts(const TrustPolicy& policy, const iam::Statement& statement,
                           const std::optional<syntax::Text>& of_cluster) {
  return std::ranges::any_of(statement.principals, [&](const iam::Principal& principal) {
    return principal.kind == iam::PrincipalKind::kFederated &&
           std::ranges::any_of(policy.issuers, [&](const TrustedIssuer& issuer) {
             return issuer.provider_arn == principal.value.text &&
                    issuer.kubernetes != Truth::kNo &&
                    (!of_cluster.has_value() || Equal(issuer.issuer, *of_cluster) != Truth::kNo);
           });
  });
}

std::vector<size_t> ForTarget(const IdentityGraph& graph, const Mention& mention,
                              const iam::PolicyDocument& policy) {
  const facts::KnownText& caller = graph[*mention.association].object->role_arn;
  std::vector<size_t> statements;
  if (!caller.HasValue() || !caller->IsLiteral()) return statements;
  for (const iam::RoleTrust& trust : iam::TrustOfRole(policy, caller->literal())) {
    if (statements.empty() || statements.back() != trust.statement) {
      statements.push_back(trust.statement);
    }
  }
  return statements;
}

}  // namespace

std::vector<size_t> StatementsFor(const IdentityGraph& graph, const Mention& mention,
                                  PolicyId policy) {
  const iam::PolicyDocument& document = graph[policy].object->document;
  const bool is_web_identity = mention.kind == MentionKind::kAnnotation ||
                               mention.kind == MentionKind::kEnvironment ||
                               mention.kind == MentionKind::kMadeAccountRole;
  if (mention.kind == MentionKind::kAssociationTarget) return ForTarget(graph, mention, document);
  if (!is_web_identity && mention.kind != MentionKind::kAssociationRole) return {};
  std::optional<syntax::Text> issuer;
  if (is_web_identity) issuer = TokenSourceOf(graph, mention.unit).issuer;
  std::vector<size_t> statements;
  for (size_t s = 0; s < document.statements.size(); ++s) {
    const iam::Statement& statement = document.statements[s];
    if (statement.effect != iam::Effect::kAllow) continue;
    const bool trusts = is_web_identity ? TrustsServiceAccounts(graph[policy], statement, issuer)
                                        : iam::TrustsPodIdentity(statement);
    if (trusts) statements.push_back(s);
  }
  return statements;
}

}  // namespace irsalint::graph
