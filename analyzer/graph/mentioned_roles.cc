#include "analyzer/graph/mentioned_roles.h"

namespace irsalint::graph {

MentionedRoles::MentionedRoles(const IdentityGraph& graph)
    : roles_(NamedRolesOf(graph)), graph_(graph) {
  for (const NamedRole& role : roles_) {
    if (!role.arn.IsEmpty()) by_arn_.emplace(role.arn.Written(), &role);
    for (const facts::Role* object : role.objects) by_object_.emplace(object, &role);
    for (const NamedRole::Policy& policy : role.policies) {
      by_policy_[policy.policy].push_back(&role);
    }
  }
}

std::vector<const NamedRole*> MentionedRoles::Of(const Mention& mention) const {
  if (TopicOf(mention.kind) != MentionTopic::kRole) return {};
  if (mention.kind == MentionKind::kTrustStatement) {
    const auto found = by_policy_.find(*mention.policy);
    return found == by_policy_.end() ? std::vector<const NamedRole*>() : found->second;
  }
  if (mention.kind == MentionKind::kRole) {
    const auto found = by_object_.find(graph_[*mention.role].objects.front());
    return found == by_object_.end() ? std::vector<const NamedRole*>()
                                     : std::vector<const NamedRole*>{found->second};
  }
  const auto found = by_arn_.find(mention.text.Written());
  return found == by_arn_.end() ? std::vector<const NamedRole*>()
                                : std::vector<const NamedRole*>{found->second};
}

}  // namespace irsalint::graph
