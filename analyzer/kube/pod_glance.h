#pragma once

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// What a pod's spec shows at a glance, told once for all who ask: most pods have nothing to do with
// AWS, and of these nobody needs to look at every container again.
struct PodGlance {
  // A variable `AWS_…` of `env`, the image of the AWS CLI, or a mount below a folder `.aws`.
  bool speaks_of_aws = false;
  bool takes_variables = false;  // `envFrom`
  bool projects_tokens = false;  // a `serviceAccountToken` of a projected volume
  bool is_api_client = false;    // IsApiClient
};
PodGlance GlanceAt(const PodSpec& spec);

}  // namespace irsalint::kube
