#include "analyzer/graph/dropped_values.h"

#include <algorithm>

namespace irsalint::graph {

bool ReplacesAnotherValue(const IdentityGraph& graph, PolicyId policy, const syntax::Place& key) {
  const facts::Facts& unit = *graph[graph[policy].unit].facts;
  return std::ranges::any_of(unit.duplicate_keys, [&](const facts::DuplicateKey& duplicate) {
    return !duplicate.equal_values && duplicate.later.document == key.document &&
           duplicate.later.route == key.route;
  });
}

}  // namespace irsalint::graph
