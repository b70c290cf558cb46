#pragma once

#include <vector>

#include "analyzer/kube/object_meta.h"
#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// Anything that makes pods: Pod, Deployment, StatefulSet, DaemonSet, ReplicaSet,
// ReplicationController, Job, CronJob, PodTemplate, or a custom resource with a recognisable pod
// template. The annotations that count for a pod are the template's.
struct Workload {
  ObjectMeta meta;
  std::vector<Annotation> template_annotations;  // for a Pod, its own
  syntax::Place template_annotations_place;      // as ObjectMeta::annotations_place
  std::vector<Annotation> eks_labels = {};       // the template's labels under `eks.amazonaws.com/`
  PodSpec spec;

  friend bool operator==(const Workload&, const Workload&) = default;
};

}  // namespace irsalint::kube
