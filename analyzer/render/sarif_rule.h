#pragma once

#include <nlohmann/json_fwd.hpp>

#include "analyzer/rule/rule_meta.h"

// Only for the .cc files of render/.
namespace irsalint::render {

// A rule as a reporting descriptor (SARIF 2.1.0 §3.49), with the properties that code scanning
// reads.
[[nodiscard]] nlohmann::ordered_json SarifRule(const rule::RuleMeta& meta);

}  // namespace irsalint::render
