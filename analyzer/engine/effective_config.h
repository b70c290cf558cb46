#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzer/engine/config.h"
#include "analyzer/rule/config_value.h"
#include "analyzer/rule/rule.h"

namespace irsalint::engine {

// What the command line says instead of the configuration; "" where it does not.
struct ConfigFlags {
  std::string namespace_name;
  std::string fail_on;
  std::string baseline;  // "none": no baseline
};

// The configuration that holds for a run: each value of the file, of flags and by default, in the
// order of the table of keys. Keys that are not set and have no default are there without a text.
[[nodiscard]] std::vector<rule::ConfigValue> EffectiveConfig(
    const Config& config, const ConfigFlags& flags, std::span<const rule::Rule* const> catalogue);

}  // namespace irsalint::engine
