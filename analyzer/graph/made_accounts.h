#pragma once

#include <vector>

#include "analyzer/base/truth.h"
#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// The service accounts that something else than a manifest of the input makes: every namespace's
// `default`, what a new EKS cluster has, what eksctl makes, and what the configuration says to live
// elsewhere.
class MadeAccounts {
 public:
  explicit MadeAccounts(const IdentityGraph& graph);

  base::Truth Holds(const syntax::Text& namespace_name, const syntax::Text& name) const;

 private:
  const IdentityGraph& graph_;
  std::vector<const facts::MadeAccount*> by_eksctl_;
};

}  // namespace irsalint::graph
