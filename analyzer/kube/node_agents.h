#pragma once

#include "analyzer/kube/workload.h"

namespace irsalint::kube {

// Whether a workload is a DaemonSet of a program that works for the node itself, known by its
// image: network and storage drivers, what ships logs and metrics. It has the node's role on
// purpose.
bool IsNodeAgent(const Workload& workload);

}  // namespace irsalint::kube
