#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzer/rule/config_value.h"

namespace irsalint::explain {

// The effective configuration as YAML, each value with its origin behind it. What is not written in
// a file or given by a flag is a comment, so that the text is a configuration that says the same.
[[nodiscard]] std::string ConfigValuesYaml(std::span<const rule::ConfigValue> values);

// The same as JSON: a list of values by their keys. `path` is that of the configuration, "" for
// none.
[[nodiscard]] std::string ConfigValuesJson(std::span<const rule::ConfigValue> values,
                                           std::string_view path);

}  // namespace irsalint::explain
