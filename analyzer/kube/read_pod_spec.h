#pragma once

#include <string_view>

#include "analyzer/kube/pod_spec.h"
#include "analyzer/syntax/node.h"

namespace irsalint::kube {

// Reads a pod's `spec`, which must be a map. Wrong shapes inside are unresolved or left out.
PodSpec ReadPodSpec(const syntax::Node& spec, std::string_view scope);

}  // namespace irsalint::kube
