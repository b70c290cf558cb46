#include "analyzer/graph/role_of_place.h"

namespace irsalint::graph {

RoleOfPlace::RoleOfPlace(const IdentityGraph& graph) {
  for (const TrustPolicy& policy : graph.trust_policies()) {
    if (!policy.role.has_value()) continue;
    const syntax::Place& place = policy.object->document.place;
    arns_.emplace(Key{place.document, syntax::NumbersOf(place.route)},
                  graph[*policy.role].arn.Written());
  }
}

std::string RoleOfPlace::ArnAt(const syntax::Place& place) const {
  Key key = {place.document, {}};
  const auto at = [this, &key] { return arns_.find(key); };
  auto found = at();
  for (auto step = place.route.begin(); found == arns_.end() && step != place.route.end(); ++step) {
    syntax::Append(*step, key.second);
    found = at();
  }
  return found == arns_.end() ? std::string() : found->second;
}

}  // namespace irsalint::graph
