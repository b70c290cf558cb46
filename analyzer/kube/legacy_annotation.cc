#include "analyzer/kube/legacy_annotation.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace irsalint::kube {

const Annotation* LegacyAnnotationOf(const Workload& workload) {
  constexpr std::array<std::string_view, 3> kKeys = {
      "iam.amazonaws.com/role", "iam.amazonaws.com/session-name", "iam.amazonaws.com/external-id"};
  for (const std::string_view key : kKeys) {
    const auto found = std::ranges::find(workload.template_annotations, key, &Annotation::key);
    if (found != workload.template_annotations.end()) return &*found;
  }
  return nullptr;
}

}  // namespace irsalint::kube
