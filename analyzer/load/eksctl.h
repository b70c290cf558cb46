#pragma once

#include "analyzer/facts/facts.h"
#include "analyzer/syntax/node.h"

namespace irsalint::load {

// A ClusterConfig of eksctl (docs/reference/iam.md §7.2, §7.4): the cluster, the roles of its node
// groups and what they may do, the service accounts and Pod Identity associations that eksctl
// makes. Returns whether `root` is one.
//
// A node group that names no role gets one whose name eksctl makes up; its ARN has holes. Policies
// of a node group carry the same ARN as its role. What a permissions boundary leaves of them is not
// known, so with one a node group has no policies here.
bool ReadClusterConfig(const syntax::Node& root, facts::Facts* facts);

}  // namespace irsalint::load
