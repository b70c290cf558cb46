#pragma once

#include <set>
#include <string>
#include <string_view>

#include "analyzer/base/truth.h"
#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// The accounts that get a role from the ConfigMap of a self-hosted webhook
// (docs/reference/semantics.md §3.6).
class ConfigMapRoles {
 public:
  explicit ConfigMapRoles(const IdentityGraph& graph);

  // Whether it gives one to an account without annotation. kMaybe where there is such a ConfigMap
  // that cannot be read.
  base::Truth GivenTo(std::string_view namespace_name, std::string_view name) const;

 private:
  std::set<std::string> accounts_;  // NAMESPACE/NAME, `*` for any namespace
  bool is_unread_ = false;          // there is one that cannot be read
};

}  // namespace irsalint::graph
