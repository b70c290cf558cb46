#pragma once

#include <string_view>

#include "analyzer/kube/object_meta.h"

namespace irsalint::kube {

// Whether Kubernetes itself has a kind of this name that makes pods.
bool IsWorkloadKind(std::string_view kind);

// Whether an object belongs to a group that is not one of Kubernetes' own: those have no dot or end
// in `.k8s.io`, and a mistyped version stays among them. OpenShift serves RBAC bindings of the same
// form under a group of its own.
bool IsForeignGroup(std::string_view api_version);

// Whether an object is a workload of Kubernetes itself, whose fields are known, and no custom
// resource with a pod template, whose controller may read more than the pod's own fields.
bool IsCoreWorkload(const ObjectMeta& meta);

}  // namespace irsalint::kube
