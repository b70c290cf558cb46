#include "analyzer/graph/as_if_claimed.h"

namespace irsalint::graph {
namespace {

using syntax::Text;

Text Unknown(const char* what) {
  return Text::OfHole(
      {.syntax = syntax::HoleSyntax::kMissing, .expression = what, .scope = "role"});
}

// Of a role of which only the name is known, the ARN has holes.
Text ArnOf(const NamedRole& role) {
  if (!role.arn.IsEmpty()) return role.arn;
  return Text::Literal("arn:")
      .Append(Unknown("partition"))
      .Append(":iam::")
      .Append(Unknown("account"))
      .Append(":role/")
      .Append(role.name);
}

}  // namespace

Claim ClaimAsIf(const IdentityGraph& graph, AccountId id, const NamedRole& role) {
  const Account& account = graph[id];
  Claim claim = ClaimAsIf(role);
  claim.unit = account.unit;
  claim.namespace_name = account.namespace_name;
  claim.account_name = *account.object->meta.name;
  claim.account = id;
  for (const ClaimId own : account.claims) {
    if (graph[own].origin == Claim::Origin::kAnnotation) claim.audience = graph[own].audience;
  }
  return claim;
}

Claim ClaimAsIf(const NamedRole& role) {
  Claim claim;
  claim.role_arn = facts::KnownText::Of(ArnOf(role), {});
  return claim;
}

}  // namespace irsalint::graph
