#include "analyzer/engine/effective_config.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <string_view>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/engine/config_keys.h"
#include "analyzer/engine/suppression_terms.h"

namespace irsalint::engine {
namespace {

using rule::ConfigOrigin;
using rule::ConfigValue;
using rule::RuleParameter;

class Collector {
 public:
  Collector(const Config& config, const ConfigFlags& flags,
            std::span<const rule::Rule* const> catalogue)
      : config_(config), flags_(flags), catalogue_(catalogue) {
    for (const WrittenValue& value : config.values) written_.emplace(value.key, &value);
  }

  std::vector<ConfigValue> Collect() {
    AddMap("", "");
    return std::move(values_);
  }

 private:
  // `parent` as the table names it, `prefix` as it stands before the keys of this map.
  void AddMap(std::string_view parent, const std::string& prefix) {
    for (const ConfigRow& row : ConfigRows()) {
      if (row.key.Parent() == parent) AddKey(row.key, prefix + std::string(row.key.Name()));
    }
  }

  void AddKey(const ConfigKey& key, const std::string& where) {
    switch (key.shape) {
      case ConfigShape::kMap:
        AddMap(key.path, where + ".");
        break;
      case ConfigShape::kListOfMaps:
        AddEntries(key, where);
        break;
      case ConfigShape::kMapByRule:
        AddRules();
        break;
      case ConfigShape::kListOfTexts:
        if (!AddItems(where)) Add(key.shape, where, std::nullopt);
        break;
      case ConfigShape::kRules:
        if (!AddItems(where) && !AddWritten(key.shape, where)) {
          Add(key.shape, where, std::nullopt);
        }
        break;
      case ConfigShape::kText:
      case ConfigShape::kFlag:
        if (AddFlag(key, where) || AddWritten(key.shape, where)) break;
        Add(key.shape, where, DefaultOf(key, where));
        break;
    }
  }

  void AddEntries(const ConfigKey& key, const std::string& where) {
    const size_t count = key.path == "clusters" ? config_.clusters.size() : config_.ignore.size();
    if (count == 0) Add(key.shape, where, std::nullopt);
    for (size_t i = 0; i < count; ++i) {
      AddMap(fmt::format("{}[]", key.path), fmt::format("{}[{}].", where, i));
    }
  }

  // The rules and groups that the file names, in its order; then what other rules would take.
  void AddRules() {
    for (const RuleSetting& setting : config_.rules) {
      const std::string where = "rules." + setting.name;
      if (AddWritten(ConfigShape::kText, where)) continue;
      (void)AddWritten(ConfigShape::kText, where + ".severity");
      if (const rule::Rule* rule = FindRule(catalogue_, setting.name); rule != nullptr) {
        AddParameters(rule->meta);
      }
    }
    for (const rule::Rule* rule : catalogue_) {
      const bool is_named = std::ranges::any_of(config_.rules, [rule](const RuleSetting& setting) {
        return setting.name == rule->meta.id;
      });
      if (!is_named) AddParameters(rule->meta);
    }
  }

  void AddParameters(const rule::RuleMeta& meta) {
    for (const RuleParameter& parameter : meta.parameters) {
      const std::string where = fmt::format("rules.{}.{}", meta.id, parameter.name);
      if (parameter.shape == RuleParameter::Shape::kTexts) {
        if (!AddItems(where)) Add(ConfigShape::kListOfTexts, where, std::nullopt);
      } else if (!AddWritten(ConfigShape::kText, where)) {
        Add(ConfigShape::kText, where, std::string(parameter.otherwise));
      }
    }
  }

  // The items of a list; false where the file has none.
  bool AddItems(const std::string& where) {
    size_t count = 0;
    while (AddWritten(ConfigShape::kText, fmt::format("{}[{}]", where, count))) ++count;
    return count > 0;
  }

  // The value that the file has there; false for none.
  bool AddWritten(ConfigShape shape, const std::string& where) {
    const auto written = written_.find(where);
    if (written == written_.end()) return false;
    values_.push_back({.key = where,
                       .shape = shape,
                       .text = written->second->text,
                       .origin = ConfigOrigin::kFile,
                       .source = config_.path,
                       .line = written->second->line});
    return true;
  }

  // The value of the flag that wins over the key; false where none is given.
  bool AddFlag(const ConfigKey& key, const std::string& where) {
    const std::pair<std::string_view, std::string_view> flags[] = {
        {"namespace", flags_.namespace_name},
        {"fail-on", flags_.fail_on},
        {"baseline", flags_.baseline},
    };
    for (const auto& [path, text] : flags) {
      if (path != key.path || text.empty()) continue;
      const bool is_off = key.path == "baseline" && text == "none";
      values_.push_back({.key = where,
                         .shape = key.shape,
                         .text = is_off ? std::nullopt : std::optional(std::string(text)),
                         .origin = ConfigOrigin::kFlag,
                         .source = fmt::format("--{}", path)});
      return true;
    }
    return false;
  }

  std::optional<std::string> DefaultOf(const ConfigKey& key, const std::string& where) const {
    if (!key.otherwise.empty()) return std::string(key.otherwise);
    // The region follows from the issuer, and the partition from the region.
    for (size_t i = 0; i < config_.clusters.size(); ++i) {
      const graph::DeclaredCluster& cluster = config_.clusters[i];
      const std::string prefix = fmt::format("clusters[{}].", i);
      if (where == prefix + "region" && !cluster.region.empty()) return cluster.region;
      if (where == prefix + "partition" && !cluster.partition.empty()) return cluster.partition;
    }
    return std::nullopt;
  }

  void Add(ConfigShape shape, const std::string& where, std::optional<std::string> text) {
    values_.push_back({.key = where, .shape = shape, .text = std::move(text)});
  }

  const Config& config_;
  const ConfigFlags& flags_;
  std::span<const rule::Rule* const> catalogue_;
  std::map<std::string_view, const WrittenValue*> written_;
  std::vector<ConfigValue> values_;
};

}  // namespace

std::vector<ConfigValue> EffectiveConfig(const Config& config, const ConfigFlags& flags,
                                         std::span<const rule::Rule* const> catalogue) {
  return Collector(config, flags, catalogue).Collect();
}

}  // namespace irsalint::engine
