#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analyzer/rule/config_key.h"

namespace irsalint::rule {

// Where a value of the effective configuration comes from.
enum class ConfigOrigin : uint8_t { kDefault, kFile, kFlag };

// "default", "file" or "flag".
[[nodiscard]] constexpr std::string_view ToString(ConfigOrigin origin) {
  switch (origin) {
    case ConfigOrigin::kDefault:
      return "default";
    case ConfigOrigin::kFile:
      return "file";
    case ConfigOrigin::kFlag:
      return "flag";
  }
  return "";
}

// One value of the configuration that holds for a run.
struct ConfigValue {
  std::string key;  // "clusters[0].paths[1]", "rules.sub-mismatch.severity"
  ConfigShape shape = ConfigShape::kText;
  std::optional<std::string> text;  // nothing: it is not set, and nothing holds instead
  ConfigOrigin origin = ConfigOrigin::kDefault;
  std::string source;  // the file or the flag, "" for a default
  uint32_t line = 0;   // in the file, 1-based

  friend bool operator==(const ConfigValue&, const ConfigValue&) = default;
};

}  // namespace irsalint::rule
