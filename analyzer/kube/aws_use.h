#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// What shows that a container calls AWS with an SDK that finds its credentials by itself.
struct AwsUse {
  enum class Source : uint8_t { kVariable, kImage };

  Source source = Source::kVariable;
  std::string what;     // the variable's name, or the image as written
  syntax::Place place;  // the variable, or the image
};

// Positive evidence only: `AWS_REGION` (or `AWS_DEFAULT_REGION`) with a region of AWS or a value
// that is not known, `AWS_PROFILE`, `AWS_CONFIG_FILE`, or the image of the AWS CLI. Nothing for a
// container that is, or may be, given keys (by variables, a Secret of `envFrom`, a credentials
// file), that talks to an endpoint of its own (`AWS_ENDPOINT_URL`, MinIO), or that signs nothing.
std::optional<AwsUse> AwsUseOf(const Container& container);

}  // namespace irsalint::kube
