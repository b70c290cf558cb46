#pragma once

#include <span>
#include <string>

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// Whether a pod is known to talk to the API server, by the image or an argument of one of its
// containers: a program of a short table, `kubectl`, `--kubeconfig`, leader election.
bool IsApiClient(const PodSpec& spec);

// Whether one of the globs `images` matches the image of a container, without tag and digest.
bool RunsAnyOf(const PodSpec& spec, std::span<const std::string> images);

}  // namespace irsalint::kube
