#include "analyzer/kube/workload_kind.h"

#include <algorithm>
#include <array>

#include "analyzer/base/strings.h"

namespace irsalint::kube {
namespace {

constexpr std::array<std::string_view, 9> kWorkloadKinds = {
    "Pod",         "Deployment", "StatefulSet",           "DaemonSet",
    "ReplicaSet",  "Job",        "ReplicationController", "CronJob",
    "PodTemplate",
};

}  // namespace

bool IsWorkloadKind(std::string_view kind) {
  return std::ranges::find(kWorkloadKinds, kind) != kWorkloadKinds.end();
}

bool IsForeignGroup(std::string_view api_version) {
  const auto parts = base::SplitOnce(api_version, '/');
  if (!parts) return false;
  return base::Contains(parts->before, ".") && !base::EndsWith(parts->before, ".k8s.io") &&
         parts->before != "authorization.openshift.io";
}

bool IsCoreWorkload(const ObjectMeta& meta) {
  return IsWorkloadKind(meta.kind) && !IsForeignGroup(meta.api_version);
}

}  // namespace irsalint::kube
