#pragma once

#include <string_view>

#include "analyzer/kube/value_shape.h"

// What a value looks like, so that a secret is told from other data without being kept.
namespace irsalint::kube {

// The shape of a whole value; blanks around it do not count. A longer text (a credentials file,
// JSON, properties, a shell command) is kCredentials and the like when it holds an id and a secret
// and names no endpoint that is not of AWS. Placeholders are kOther.
ValueShape ShapeOf(std::string_view value);

// Where the first access key id stands in the text: a view into it, empty if none does.
std::string_view FindKeyId(std::string_view text);

// Whether a run is 40 characters of base64 with upper and lower case (so that no commit
// hash is taken for one) and none of base64 before or after. It may be a secret access key, also
// where ShapeOf says placeholder.
bool MayBeSecretAccessKey(std::string_view run);

// Whether such a run stands anywhere in the text, or the text is a session token: it must not be
// kept.
bool HoldsSecret(std::string_view text);

// Whether the value of an environment variable must not be kept: it holds a secret, or is one under
// the names that the SDKs read.
bool IsSecretEnvValue(std::string_view name, std::string_view value);

}  // namespace irsalint::kube
