#pragma once

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// Whether a pod is known to talk to the API server, by the image or an argument of one of its
// containers: a program of a short table, `kubectl`, `--kubeconfig`, leader election.
bool IsApiClient(const PodSpec& spec);

}  // namespace irsalint::kube
