#pragma once

#include <string_view>

#include "analyzer/kube/object_meta.h"

namespace irsalint::kube {

// Whether an environment variable, or an entry of a Secret or ConfigMap, names the endpoint of an
// object store or another service that is not of AWS (`AWS_ENDPOINT_URL`, `S3_ENDPOINT`,
// `MINIO_…`): keys beside it are none of AWS. Also true where the value cannot be known.
bool IsEndpointElsewhere(std::string_view name, const KnownText& value);

// The same for a text with settings in it: `endpoint = http://minio:9000`, `--endpoint-url …`.
bool NamesEndpointElsewhere(std::string_view text);

}  // namespace irsalint::kube
