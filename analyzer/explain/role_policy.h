#pragma once

#include <string>
#include <string_view>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/named_roles.h"

// How a document came to be taken for the trust policy of a role.
namespace irsalint::explain {

// A clause that completes "assuming that it is the role's trust policy: "; "" where a document says
// so. Not escaped.
[[nodiscard]] std::string WhyAssumed(const graph::IdentityGraph& graph,
                                     const graph::NamedRole& role,
                                     const graph::NamedRole::Policy& policy);

// "document", "file-name", "only-one" or "admission".
[[nodiscard]] std::string_view ToString(graph::LinkBasis basis);

}  // namespace irsalint::explain
