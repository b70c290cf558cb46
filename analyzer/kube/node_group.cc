#include "analyzer/kube/node_group.h"

namespace irsalint::kube {

std::string_view SelectedNodeGroup(const PodSpec& spec) {
  for (const Annotation& label : spec.node_selector) {
    const bool names_group =
        label.key == "eks.amazonaws.com/nodegroup" || label.key == "alpha.eksctl.io/nodegroup-name";
    if (names_group && label.value.HasValue()) return label.value->literal();
  }
  return {};
}

}  // namespace irsalint::kube
