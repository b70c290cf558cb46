#include "analyzer/graph/aws_identity.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using syntax::HoleRange;

bool Makes(const facts::MadeAccount& made, const Account& account) {
  const kube::KnownText& name = account.object->meta.name;
  if (!made.name.HasValue() || !made.namespace_name.HasValue() || !name.HasValue()) return false;
  return Equal(*made.name, *name, HoleRange::kWithoutColon) == Truth::kYes &&
         Equal(*made.namespace_name, account.namespace_name, HoleRange::kWithoutColon) ==
             Truth::kYes;
}

}  // namespace

std::optional<AwsIdentity> AwsIdentityOf(const IdentityGraph& graph, AccountId id) {
  const Account& account = graph[id];
  if (!account.claims.empty()) {
    return AwsIdentity{.source = AwsIdentity::Source::kClaim,
                       .place = graph[account.claims.front()].role_arn.place()};
  }
  if (!account.associations.empty()) {
    return AwsIdentity{.source = AwsIdentity::Source::kAssociation,
                       .place = graph[account.associations.front()].object->place};
  }
  for (const facts::MadeAccount& made : graph[account.unit].facts->made_accounts) {
    if (!Makes(made, account)) continue;
    return AwsIdentity{.source = AwsIdentity::Source::kMadeAccount, .place = made.place};
  }
  return std::nullopt;
}

}  // namespace irsalint::graph
