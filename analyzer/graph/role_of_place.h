#pragma once

#include <map>
#include <string>
#include <utility>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/syntax/place.h"

namespace irsalint::graph {

// Tells of places in trust policies whose roles they are about.
class RoleOfPlace {
 public:
  explicit RoleOfPlace(const IdentityGraph& graph);

  // The ARN, as written, of the role whose trust policy holds `place`. "" for places elsewhere, and
  // where only the role's name is known, or not even that.
  [[nodiscard]] std::string ArnAt(const syntax::Place& place) const;

 private:
  using Key = std::pair<syntax::DocumentId, syntax::RouteNumbers>;

  std::map<Key, std::string> arns_;
};

}  // namespace irsalint::graph
