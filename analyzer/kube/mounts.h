#pragma once

#include <string_view>

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// The volume that holds `file`, an absolute path, inside the container: that of the longest mount
// path above it. Null when no volume of the pod does.
const Volume* VolumeOf(const PodSpec& spec, const Container& container, std::string_view file);

}  // namespace irsalint::kube
