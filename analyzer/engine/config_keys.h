#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/engine/config.h"
#include "analyzer/rule/config_key.h"

namespace irsalint::engine {

using rule::ConfigKey;
using rule::ConfigShape;

// One key of the configuration, and how its values are taken in.
struct ConfigRow {
  ConfigKey key;
  // For texts: whether this one will do. Null: every text that is not empty.
  bool (*accepts)(std::string_view text) = nullptr;
  // For texts: a value that would do and is nearly this one, "" for none. Null: no such help.
  std::string (*nearest)(std::string_view text) = nullptr;
  // Takes in one value: a text, "true" or "false" of a flag, the key of a kMapByRule, "" for each
  // map of a kListOfMaps and for a map. Null: nothing to do.
  void (*set)(Config& config, std::string_view text) = nullptr;
};

// Every key that a configuration may have. The parser, its messages, the schema and the
// documentation follow from this table.
[[nodiscard]] std::span<const ConfigRow> ConfigRows();

// What the table says of the keys, in its order.
[[nodiscard]] std::vector<ConfigKey> ConfigKeys();

}  // namespace irsalint::engine
