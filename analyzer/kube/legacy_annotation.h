#pragma once

#include "analyzer/kube/workload.h"

namespace irsalint::kube {

// The annotation of the pods that only kiam and kube2iam read (docs/reference/semantics.md §14):
// the one that gives a role, else one of its kin. Null for pods without.
const Annotation* LegacyAnnotationOf(const Workload& workload);

}  // namespace irsalint::kube
