#pragma once

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// Whether a container's own environment names an identity, so that the pod's account does not
// decide: a role or a token for it, the endpoint of Pod Identity, an access key.
bool PresetsIdentity(const Container& container);

}  // namespace irsalint::kube
