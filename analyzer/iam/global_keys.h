#pragma once

#include <string_view>

#include "analyzer/iam/request.h"

namespace irsalint::iam {

// A value that nobody knows before the request is made.
syntax::Text UnknownValue(std::string_view key);

// A condition key with such a value. `name` is in lower case.
ContextKey KeyOfUnknownValue(std::string_view name, base::Truth present);

// Adds the keys that STS sets in every call, with values that are not known, and as unknown those
// that depend on where the call comes from (docs/reference/iam.md §2.7). Of two keys with one name
// the first counts: what is known better is added before.
void AddGlobalKeys(Request* request);

}  // namespace irsalint::iam
