#pragma once

#include <string>

#include "analyzer/base/result.h"
#include "analyzer/graph/named_roles.h"

namespace irsalint::cli {

// The one role of the input that an argument names, by ARN or name. An error (kUsage) lists the
// roles that share the name, or those that may be meant where none has it.
[[nodiscard]] base::Result<graph::NamedRole> RoleOfArgument(const graph::IdentityGraph& graph,
                                                            const std::string& argument);

}  // namespace irsalint::cli
