#pragma once

#include <string>

#include "analyzer/kube/injection.h"
#include "analyzer/syntax/node.h"

namespace irsalint::explain {

// The JSON patch that the pod identity webhook answers for a pod: `[]` where it leaves it alone
// (docs/reference/semantics.md §4.2). `pod` is a whole Pod or a pod template, and `injection` that
// of its spec. Lists of containers are replaced whole, with the fields that the webhook knows.
// What depends on an unknown setting is left out; a lifetime drawn at random is its lower bound.
[[nodiscard]] std::string PodPatchJson(const syntax::Node& pod, const kube::Injection& injection);

// The pod after that patch, as YAML. A pod template is shown as the Pod that is made of it.
[[nodiscard]] std::string PatchedPodYaml(const syntax::Node& pod, const kube::Injection& injection);

}  // namespace irsalint::explain
