#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"

// What has to change in manifests so that an account gets another name or namespace. The answer is
// complete or there is none: nothing where the account's unit is open, where a Pod Identity
// association or a token that never expires names the account, where it claims no role or several,
// and where a kustomization has a part in its name.
namespace irsalint::graph {

// Every place that holds the account's name: its own, and those of the workloads and RBAC bindings
// of its unit that name it. Nothing from or to `default`, where others name it or may do so, and
// where `name` is taken.
std::optional<std::vector<syntax::Place>> PlacesOfName(const IdentityGraph& graph,
                                                       AccountId account, std::string_view name);

// The place of the account's namespace. Nothing where a workload or an RBAC binding names the
// account, and where `namespace_name` has an account of that name.
std::optional<syntax::Place> PlaceOfNamespace(const IdentityGraph& graph, AccountId account,
                                              std::string_view namespace_name);

}  // namespace irsalint::graph
