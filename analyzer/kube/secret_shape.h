#pragma once

#include <string_view>

#include "analyzer/kube/aws_data.h"

// What a value looks like, so that a secret is told from other data without being kept. Internal to
// kube/.
namespace irsalint::kube {

// The shape of a whole value; blanks around it do not count.
AwsDataEntry::Shape ShapeOf(std::string_view value);

// Whether a secret access key stands anywhere in the text (a credentials file, a URL, an argument):
// 40 characters of base64 with upper and lower case (so that no commit hash is taken for one) and
// none of base64 before or after.
bool HoldsSecretAccessKey(std::string_view text);

// Whether the value of an environment variable must not be kept: shaped like a secret key under any
// name, or a key or session token under the names that the SDKs read.
bool IsSecretEnvValue(std::string_view name, std::string_view value);

}  // namespace irsalint::kube
