#pragma once

#include <span>
#include <string>

#include "analyzer/rule/config_key.h"
#include "analyzer/rule/config_section.h"
#include "analyzer/rule/rule_meta.h"

namespace irsalint::explain {

// docs/configuration.md: the sections with a table of their keys each, and the parameters of rules
// below the keys of rules.
[[nodiscard]] std::string ConfigPage(std::span<const rule::ConfigSection> sections,
                                     std::span<const rule::ConfigKey> keys,
                                     std::span<const rule::RuleMeta* const> rules);

}  // namespace irsalint::explain
