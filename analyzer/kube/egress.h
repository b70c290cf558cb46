#pragma once

#include <optional>
#include <string_view>

#include "analyzer/kube/object_meta.h"
#include "analyzer/syntax/node.h"

// Policies that may keep pods from the instance metadata service
// (docs/reference/semantics.md §12).
namespace irsalint::kube {

// Whether objects of this kind may restrict where pods connect to: NetworkPolicy of Kubernetes and
// Calico, GlobalNetworkPolicy, CiliumNetworkPolicy, CiliumClusterwideNetworkPolicy,
// AdminNetworkPolicy and BaselineAdminNetworkPolicy.
bool IsNetworkPolicyKind(std::string_view kind);

// An object of such a kind that does restrict it. Nothing for one that is about incoming
// connections alone, for a NetworkPolicy that allows its pods every connection (a rule `{}`), and
// for kinds of the same name in other API groups. Which connections are left is not read.
std::optional<ObjectMeta> ReadEgressPolicy(const syntax::Node& root, std::string_view scope);

// Whether such an object has no namespace: it may be about the pods of all of them.
bool IsClusterWide(const ObjectMeta& network_policy);

}  // namespace irsalint::kube
