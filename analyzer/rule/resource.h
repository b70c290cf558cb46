#pragma once

#include <string>

#include "analyzer/rule/finding.h"

namespace irsalint::rule {

// A subject as people write it: a role's ARN, else `KIND/NAMESPACE/NAME` without the parts that are
// not known. "" for none.
[[nodiscard]] std::string ResourceOf(const Subject& subject);

}  // namespace irsalint::rule
