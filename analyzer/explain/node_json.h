#pragma once

#include <nlohmann/json_fwd.hpp>

#include "analyzer/syntax/node.h"

// Only for the .cc files of explain/.
namespace irsalint::explain {

// The value of a node as Kubernetes reads it: of equal keys the last, merge keys followed, numbers
// in any of YAML's spellings.
[[nodiscard]] nlohmann::ordered_json JsonOf(const syntax::Node& node);

}  // namespace irsalint::explain
