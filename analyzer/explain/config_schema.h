#pragma once

#include <span>
#include <string>
#include <string_view>

#include "analyzer/rule/config_key.h"
#include "analyzer/rule/rule_meta.h"

namespace irsalint::explain {

// What the schema of the configuration is made of.
struct ConfigSchemaInput {
  std::span<const rule::ConfigKey> keys;
  std::span<const rule::RuleMeta* const> rules;
  std::span<const std::string_view> suppressible;  // ids of rules that `ignore` may name
};

// The JSON Schema (draft-07) of `.irsalint.yaml`, for editors and validators. What depends on
// several values at once, as two clusters of one name, only the program itself checks.
[[nodiscard]] std::string ConfigSchema(const ConfigSchemaInput& input);

}  // namespace irsalint::explain
