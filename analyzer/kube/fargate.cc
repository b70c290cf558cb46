#include "analyzer/kube/fargate.h"

#include <algorithm>
#include <string_view>
#include <vector>

namespace irsalint::kube {
namespace {

bool NamesFargate(const Annotation& label) {
  if (!label.value.HasValue() || !label.value->IsLiteral()) return false;
  const std::string_view value = label.value->literal();
  if (label.key == "eks.amazonaws.com/compute-type") return value == "fargate";
  return label.key == "eks.amazonaws.com/fargate-profile" && !value.empty();
}

const Annotation* FindMark(const std::vector<Annotation>& labels) {
  const auto found = std::ranges::find_if(labels, NamesFargate);
  return found == labels.end() ? nullptr : &*found;
}

}  // namespace

const Annotation* FargateMark(const Workload& workload) {
  const Annotation* selector = FindMark(workload.spec.node_selector);
  return selector != nullptr ? selector : FindMark(workload.eks_labels);
}

}  // namespace irsalint::kube
