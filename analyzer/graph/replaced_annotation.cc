#include "analyzer/graph/replaced_annotation.h"

#include <algorithm>

#include "analyzer/graph/association_cluster.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using Kind = ReplacedAnnotation::Kind;

const facts::KnownText& RoleOf(const facts::PodIdentityAssociation& association) {
  return association.target_role_arn.IsAbsent() ? association.role_arn
                                                : association.target_role_arn;
}

bool Names(const Association& association, AccountId account) {
  return std::ranges::any_of(association.accounts, [account](const AccountEdge& edge) {
    return edge.account == account && edge.truth == Truth::kYes;
  });
}

Kind KindOf(const facts::KnownText& given, const facts::KnownText& annotated) {
  if (!given.HasValue() || !annotated.HasValue()) return Kind::kUnknownRole;
  switch (Equal(*given, *annotated)) {
    case Truth::kYes:
      return Kind::kSameRole;
    case Truth::kNo:
      return Kind::kOtherRole;
    case Truth::kMaybe:
      break;
  }
  return Kind::kUnknownRole;
}

}  // namespace

std::optional<ReplacedAnnotation> ReplacedAnnotationOf(const IdentityGraph& graph, ClaimId id) {
  const Claim& claim = graph[id];
  if (claim.origin != Claim::Origin::kAnnotation || !claim.account.has_value()) return std::nullopt;
  const Account& account = graph[*claim.account];
  std::optional<ReplacedAnnotation> best;
  for (const AssociationId association_id : account.associations) {
    const Association& association = graph[association_id];
    if (!Names(association, *claim.account)) continue;
    const facts::KnownText& role = RoleOf(*association.object);
    ReplacedAnnotation replaced{
        .kind = KindOf(role, claim.role_arn), .association = association_id, .role = &role};
    const Truth here = RunsOnClusterOf(graph, association_id, account.unit);
    if (here == Truth::kNo) replaced.kind = Kind::kOtherCluster;
    if (here == Truth::kMaybe) {
      if (!KnowsOneCluster(graph)) continue;
      replaced.is_inferred = true;
    }
    // Kinds are in the order of what they say; a list names no role, a description does.
    if (!best.has_value() || replaced.kind < best->kind) best = replaced;
  }
  return best;
}

}  // namespace irsalint::graph
