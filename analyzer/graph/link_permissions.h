#pragma once

#include <string_view>

#include "analyzer/graph/graph_data.h"

namespace irsalint::graph {

// Gives the permission policies of the input to the roles that have them: by ARN, else by the
// role's name, else (`list-attached-role-policies` names no role) by a file or folder that is
// called as the role. A name that several nearest roles have links nothing.
void LinkPermissions(const Scopes& scopes, GraphData& data);

// The name of a role: what a document calls it, else the end of its ARN; "" if neither is known.
std::string_view NameOf(const Role& role);

}  // namespace irsalint::graph
