#pragma once

#include "analyzer/facts/facts.h"
#include "analyzer/syntax/node.h"

namespace irsalint::load {

// The role or instance profile of the nodes that Karpenter makes (docs/reference/iam.md §7.3): an
// EC2NodeClass, the NodeClass of EKS Auto Mode, and the older AWSNodeTemplate and Provisioner.
// Returns whether `root` is one of them. Where only a profile is named, that is the node role's
// `name` and its ARN is absent.
bool ReadKarpenter(const syntax::Node& root, facts::Facts* facts);

}  // namespace irsalint::load
