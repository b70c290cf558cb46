#pragma once

#include <string_view>

#include "analyzer/graph/identity_graph.h"

// What the configuration says lives elsewhere (`external`): it is never missed.
namespace irsalint::graph {

// Whether the account NAMESPACE/NAME is one that lives elsewhere.
bool IsExternalAccount(const IdentityGraph& graph, std::string_view namespace_name,
                       std::string_view name);

// Whether an account may be one that lives elsewhere: what is not known of its name is no reason to
// miss it.
bool MayBeExternalAccount(const IdentityGraph& graph, const syntax::Text& namespace_name,
                          const syntax::Text& name);

// Whether the role of this ARN is one that lives elsewhere.
bool IsExternalRole(const IdentityGraph& graph, std::string_view arn);

}  // namespace irsalint::graph
