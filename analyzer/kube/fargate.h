#pragma once

#include "analyzer/kube/workload.h"

namespace irsalint::kube {

// The literal label or node selector that puts the pods on Fargate:
// `eks.amazonaws.com/compute-type: fargate`, or any `eks.amazonaws.com/fargate-profile`. Null where
// none is written: a Fargate profile may still select the pods, by their namespace and labels.
const Annotation* FargateMark(const Workload& workload);

}  // namespace irsalint::kube
