#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace irsalint::rule {

// What kind of YAML value a key of the configuration takes.
enum class ConfigShape : uint8_t {
  kMap,
  kListOfMaps,
  kMapByRule,  // its keys are ids and groups of rules, its values a text or a map
  kText,
  kListOfTexts,
  kRules,  // the id of a rule, or a list of them
  kFlag,
};

// Whether each map of a list must have the key.
enum class ConfigNeed : uint8_t {
  kOptional,
  kRequired,
  kOneOfThem,  // at least one of the keys of the map that are marked so
};

// A key of the configuration as people, documentation and editors know it. Everything lives as long
// as the program.
struct ConfigKey {
  std::string_view path;  // "clusters[].webhook.annotation-prefix"; `RULE` stands for a rule
  ConfigShape shape = ConfigShape::kText;
  std::string_view expects;  // completes `"region" must be …`
  // For texts with a choice: all of them.
  std::span<const std::string_view> choices = {};
  // For texts: a regular expression of ECMA 262 that every accepted text matches. "": none.
  std::string_view pattern = {};
  // For texts with a pattern: whether YAML may read some of them as a number.
  bool may_be_number = false;
  ConfigNeed need = ConfigNeed::kOptional;
  // What holds where it is not set, if that is a value: "warning", "false".
  std::string_view otherwise = {};
  std::string_view summary;  // what docs/configuration.md says of it

  // "region" of "clusters[].region", and "clusters[]"; "" for a key of the root.
  [[nodiscard]] std::string_view Name() const;
  [[nodiscard]] std::string_view Parent() const;
};

}  // namespace irsalint::rule
