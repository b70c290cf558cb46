#pragma once

#include <nlohmann/json_fwd.hpp>

#include "analyzer/explain/place_lines.h"
#include "analyzer/iam/evaluate.h"

// Only for the .cc files of explain/.
namespace irsalint::explain {

// The object of DecisionJson; clauses of which `lines` knows the place have `path`, `line` and
// `column` too.
[[nodiscard]] nlohmann::ordered_json DecisionValue(const iam::PolicyDocument& policy,
                                                   const iam::Decision& decision,
                                                   const PlaceLines& lines);

}  // namespace irsalint::explain
