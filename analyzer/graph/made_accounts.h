#pragma once

#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// The service accounts that something else than a manifest of the input makes: every namespace's
// `default`, what a new EKS cluster has, and what eksctl makes.
class MadeAccounts {
 public:
  explicit MadeAccounts(const IdentityGraph& graph);

  base::Truth Holds(const syntax::Text& namespace_name, const syntax::Text& name) const;

 private:
  std::vector<const facts::MadeAccount*> by_eksctl_;
};

}  // namespace irsalint::graph
