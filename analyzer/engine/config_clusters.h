#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <tuple>

#include "analyzer/engine/config_problems.h"
#include "analyzer/graph/link_options.h"
#include "analyzer/syntax/node.h"

namespace irsalint::engine {

// What no single value of a cluster says: whether its values agree, and whether it is declared
// once.
class ClusterChecks {
 public:
  explicit ClusterChecks(ConfigProblems& problems) : problems_(problems) {}

  // Checks one cluster as it was read from `map`, and fills in the region and partition that follow
  // from its other values.
  void Check(const syntax::Node& map, graph::DeclaredCluster& cluster);

 private:
  void CheckWebhook(const syntax::Node* webhook);
  void CheckIsNew(const syntax::Node& map, const graph::DeclaredCluster& cluster);

  ConfigProblems& problems_;
  std::set<std::tuple<std::string, std::string, std::string>> seen_;  // name, account, region
  size_t paths_ = 0;                                                  // of all clusters
};

}  // namespace irsalint::engine
