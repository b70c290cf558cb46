#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/engine/config.h"

namespace irsalint::engine {

// What kind of YAML value a key takes.
enum class ConfigShape : uint8_t {
  kMap,
  kListOfMaps,
  kMapByRule,  // its keys are ids and groups of rules, its values a text or a map
  kText,
  kListOfTexts,
  kFlag,
};

// One key of the configuration.
struct ConfigKey {
  std::string_view path;  // "clusters[].webhook.annotation-prefix"; `RULE` stands for a rule
  ConfigShape shape = ConfigShape::kText;
  std::string_view expects;  // completes `"region" must be …`
  // For texts: whether this one will do. Null: every text that is not empty.
  bool (*accepts)(std::string_view text) = nullptr;
  // For texts with a choice: all of them.
  std::span<const std::string_view> choices = {};
  // For texts: a value that would do and is nearly this one, "" for none. Null: no such help.
  std::string (*nearest)(std::string_view text) = nullptr;
  // Takes in one value: a text, "true" or "false" of a flag, the key of a kMapByRule, "" for each
  // map of a kListOfMaps and for a map. Null: nothing to do.
  void (*set)(Config& config, std::string_view text) = nullptr;
  std::string_view summary;  // what docs/configuration.md says of it

  // "region" of "clusters[].region", and "clusters[]"; "" for a key of the root.
  [[nodiscard]] std::string_view Name() const;
  [[nodiscard]] std::string_view Parent() const;
};

// Every key that a configuration may have. The parser, its messages and the documentation follow
// from this table.
[[nodiscard]] std::span<const ConfigKey> ConfigKeys();

}  // namespace irsalint::engine
