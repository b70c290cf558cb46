#pragma once

#include <string_view>

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// The node group that the pods' node selector names, by the label of EKS or of eksctl; "" where it
// names none literally. A view into `spec`.
std::string_view SelectedNodeGroup(const PodSpec& spec);

}  // namespace irsalint::kube
