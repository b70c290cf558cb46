#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "analyzer/graph/mentions.h"
#include "analyzer/graph/named_roles.h"

namespace irsalint::graph {

// Which roles the mentions of one graph name.
class MentionedRoles {
 public:
  explicit MentionedRoles(const IdentityGraph& graph);
  MentionedRoles(const MentionedRoles&) = delete;
  MentionedRoles& operator=(const MentionedRoles&) = delete;

  // Several for a trust policy that is taken to be that of several roles; empty for one that is
  // taken for nobody's, for ARNs of which the input holds nothing else than what puts the role on
  // nodes, and for mentions of other things.
  std::vector<const NamedRole*> Of(const Mention& mention) const;

 private:
  std::vector<NamedRole> roles_;
  std::map<std::string, const NamedRole*, std::less<>> by_arn_;
  std::map<const facts::Role*, const NamedRole*> by_object_;
  std::map<PolicyId, std::vector<const NamedRole*>> by_policy_;
  const IdentityGraph& graph_;
};

}  // namespace irsalint::graph
