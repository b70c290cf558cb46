#pragma once

#include <string>

#include "analyzer/iam/policy_document.h"

namespace irsalint::iam {

// The text of the value, key or name that stands at a place of a document, as written; "" if what
// stands there has none.
[[nodiscard]] std::string TextAt(const PolicyDocument& document, const syntax::Place& place);

}  // namespace irsalint::iam
