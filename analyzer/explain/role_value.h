#pragma once

#include <nlohmann/json_fwd.hpp>

#include "analyzer/explain/place_lines.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/named_roles.h"

// Only for the .cc files of explain/.
namespace irsalint::explain {

// `{"arn","name","path","line","column"}`: what of it is known.
[[nodiscard]] nlohmann::ordered_json RoleJson(const graph::IdentityGraph& graph,
                                              const graph::NamedRole& role,
                                              const PlaceLines& lines);

// `{"path","line","column","basis"}` of a document that is taken for the role's trust policy.
[[nodiscard]] nlohmann::ordered_json PolicyJson(const graph::IdentityGraph& graph,
                                                const graph::NamedRole::Policy& policy,
                                                const PlaceLines& lines);

}  // namespace irsalint::explain
