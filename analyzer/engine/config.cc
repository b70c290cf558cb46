#include "analyzer/engine/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

#include "analyzer/base/sha256.h"
#include "analyzer/engine/check.h"
#include "analyzer/engine/config_clusters.h"
#include "analyzer/engine/config_keys.h"
#include "analyzer/engine/config_parameters.h"
#include "analyzer/engine/config_problems.h"
#include "analyzer/engine/selection.h"
#include "analyzer/engine/suppression_terms.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::engine {
namespace {

using syntax::Node;
using syntax::Pair;

// The row of that name below `parent`; null for none. (A key may itself hold a dot.)
const ConfigRow* FindRow(std::string_view parent, std::string_view name) {
  for (const ConfigRow& row : ConfigRows()) {
    if (row.key.Parent() == parent && row.key.Name() == name) return &row;
  }
  return nullptr;
}

std::vector<std::string_view> NamesBelow(std::string_view parent) {
  std::vector<std::string_view> names;
  for (const ConfigRow& row : ConfigRows()) {
    if (row.key.Parent() == parent) names.push_back(row.key.Name());
  }
  return names;
}

// The ids of rules, and the names of their groups.
std::vector<std::string_view> NamesOfRules(std::span<const rule::Rule* const> catalogue) {
  std::vector<std::string_view> names;
  for (const rule::Rule* rule : catalogue) {
    for (const std::string_view name : {rule->meta.id, rule->meta.group}) {
      if (std::ranges::find(names, name) == names.end()) names.push_back(name);
    }
  }
  return names;
}

class ConfigReader {
 public:
  ConfigReader(std::string_view text, std::span<const rule::Rule* const> catalogue)
      : text_(text), catalogue_(catalogue), rule_names_(NamesOfRules(catalogue)) {}

  ParsedConfig Read() {
    ReadStream();
    config_.sha256 = base::Sha256Hex(text_);
    return {.config = std::move(config_), .problems = problems_.Take()};
  }

 private:
  void ReadStream() {
    if (const auto problem = syntax::CheckEncoding(text_); problem.has_value()) {
      problems_.AddAt(problem->offset, problem->message);
      return;
    }
    const syntax::Stream stream = syntax::SplitStream(text_, 2);
    if (stream.slices.size() > 1) {
      problems_.AddAt(stream.slices[1].begin,
                      "a configuration is one document; a second one starts here");
    } else if (!stream.slices.empty()) {
      ReadDocument(stream.slices.front());
    }
  }

  void ReadDocument(syntax::Slice slice) {
    const syntax::Parsed document =
        syntax::ParseYaml(text_, {.source = kConfigSource, .begin = slice.begin, .end = slice.end});
    if (document.error.has_value()) {
      problems_.AddAt(document.error->offset, document.error->message);
      return;
    }
    for (const syntax::DuplicateKey& twice : document.document->duplicate_keys()) {
      const Node& later = *twice.map->pairs[twice.later].key;
      const uint32_t first = problems_.LineAt(twice.map->pairs[twice.earlier].key->start);
      Add(later, fmt::format("the key {} stands on line {} already", Quoted(later.text), first));
    }
    const Node* root = document.document->root();
    if (root == nullptr || root->IsNull()) return;
    if (root->IsMap()) {
      ReadMap(*root, "", "");
    } else {
      Add(*root, fmt::format("the configuration must be a map of {}, not {}",
                             fmt::join(NamesBelow(""), ", "), Describe(*root)));
    }
  }

  // Keys are those of the table below `parent`; `where` is the way to the map in this file.
  void ReadMap(const Node& map, std::string_view parent, const std::string& where) {
    for (const Pair& pair : map.pairs) {
      const ConfigRow* row = FindRow(parent, pair.key->text);
      if (row == nullptr || syntax::IsMergeKey(*pair.key)) {
        AddUnknownKey(*pair.key, NamesBelow(parent));
      } else {
        ReadValue(*row, *pair.value, Below(where, row->key.Name()));
      }
    }
  }

  static std::string Below(const std::string& where, std::string_view key) {
    return where.empty() ? std::string(key) : fmt::format("{}.{}", where, key);
  }

  // Takes a value in, and keeps where it stands.
  void Set(const ConfigRow& row, const Node& value, std::string_view text, std::string where) {
    row.set(config_, text);
    Record(value, text, std::move(where));
  }

  void Record(const Node& value, std::string_view text, std::string where) {
    config_.values.push_back({.key = std::move(where),
                              .text = std::string(text),
                              .line = problems_.LineAt(value.start)});
  }

  void AddUnknownKey(const Node& key, const std::vector<std::string_view>& names) {
    const std::string hint = NearestNameHint(key.text, names);
    Add(key, hint.empty() ? fmt::format("unknown key {}; known here are {}", Quoted(key.text),
                                        fmt::join(names, ", "))
                          : fmt::format("unknown key {}{}", Quoted(key.text), hint));
  }

  void ReadValue(const ConfigRow& row, const Node& value, const std::string& where) {
    switch (row.key.shape) {
      case ConfigShape::kMap:
        if (Takes(value.IsMap(), row, value)) ReadMap(value, row.key.path, where);
        break;
      case ConfigShape::kListOfMaps:
        if (Takes(value.IsList(), row, value)) ReadEntries(row, value, where);
        break;
      case ConfigShape::kMapByRule:
        if (Takes(value.IsMap(), row, value)) ReadRules(row, value);
        break;
      case ConfigShape::kListOfTexts:
        if (Takes(value.IsList(), row, value)) {
          for (size_t i = 0; i < value.items.size(); ++i) {
            ReadText(row, *value.items[i], fmt::format("{}[{}]", where, i));
          }
        }
        break;
      case ConfigShape::kText:
        ReadText(row, value, where);
        break;
      case ConfigShape::kRules:
        ReadRuleIds(row, value, where);
        break;
      case ConfigShape::kFlag:
        if (const auto flag = syntax::BoolOf(&value); flag.has_value()) {
          Set(row, value, *flag ? "true" : "false", where);
        } else {
          AddWrongValue(row, value);
        }
        break;
    }
  }

  // Whether the value has the key's shape. A list or map of which all is commented out is empty.
  bool Takes(bool has_shape, const ConfigRow& row, const Node& value) {
    if (!has_shape && !value.IsNull()) AddWrongValue(row, value);
    return has_shape;
  }

  // Numbers are kept as they are written: 1.30 is a version and 012345678901 an account.
  void ReadText(const ConfigRow& row, const Node& value, const std::string& where) {
    const std::span<const std::string_view> choices = row.key.choices;
    const bool chosen = std::ranges::find(choices, value.text) != choices.end();
    const bool is_text =
        value.IsString() || value.kind == syntax::NodeKind::kNumber || (value.IsScalar() && chosen);
    const bool accepted = is_text && !value.text.empty() && (choices.empty() || chosen) &&
                          (row.accepts == nullptr || row.accepts(value.text));
    if (accepted) {
      Set(row, value, value.text, where);
    } else {
      AddWrongValue(row, value);
    }
  }

  void AddWrongValue(const ConfigRow& row, const Node& value) {
    std::string hint;
    if (value.IsScalar() && !value.IsNull()) {
      hint = NearestNameHint(value.text, row.key.choices);
      const std::string nearest = row.nearest == nullptr ? "" : row.nearest(value.text);
      if (!nearest.empty()) hint = fmt::format(" (did you mean \"{}\"?)", nearest);
    }
    Add(value, fmt::format("\"{}\" must be {}, not {}{}", row.key.Name(), row.key.expects,
                           Describe(value), hint));
  }

  // The entries of `clusters` or `ignore`.
  void ReadEntries(const ConfigRow& row, const Node& list, const std::string& where) {
    const bool are_clusters = row.key.path == "clusters";
    const std::string parent = fmt::format("{}[]", row.key.path);
    for (size_t i = 0; i < list.items.size(); ++i) {
      const Node* item = list.items[i];
      if (!are_clusters && config_.ignore.size() == kMaxIgnoreEntries) {
        Add(*item, fmt::format("\"ignore\" has more than {} entries", kMaxIgnoreEntries));
        return;
      }
      row.set(config_, {});
      syntax::Place& place =
          are_clusters ? config_.clusters.back().place : config_.ignore.back().place;
      place = syntax::PlaceOf(*item);
      if (!item->IsMap()) {
        Add(*item, fmt::format("{} must be a map of {}, not {}",
                               are_clusters ? "a cluster" : "an entry of \"ignore\"",
                               fmt::join(NamesBelow(parent), ", "), Describe(*item)));
        continue;
      }
      ReadMap(*item, parent, fmt::format("{}[{}]", where, i));
      if (are_clusters) {
        cluster_checks_.Check(*item, config_.clusters.back());
      } else {
        CheckIgnore(*item);
      }
    }
  }

  void CheckIgnore(const Node& map) {
    const bool says_what =
        syntax::Find(&map, "rule") != nullptr || syntax::Find(&map, "path") != nullptr;
    if (!says_what) Add(map, "this entry has neither \"rule\" nor \"path\"");
  }

  void ReadRuleIds(const ConfigRow& row, const Node& value, const std::string& where) {
    if (value.IsString()) {
      ReadRuleId(row, value, where);
    } else if (value.IsList() && !value.items.empty()) {
      for (size_t i = 0; i < value.items.size(); ++i) {
        ReadRuleId(row, *value.items[i], fmt::format("{}[{}]", where, i));
      }
    } else {
      AddWrongValue(row, value);
    }
  }

  // Only what findings may be suppressed of: an entry that silences nothing is no entry.
  void ReadRuleId(const ConfigRow& row, const Node& value, const std::string& where) {
    const rule::Rule* rule = FindRule(catalogue_, value.text);
    if (rule == nullptr) {
      AddNoSuchRule(value);
    } else if (JudgesSuppressions(*rule)) {
      Add(value, fmt::format("what {} says of suppressions cannot be suppressed; `rules` turns it "
                             "off",
                             value.text));
    } else {
      Set(row, value, value.text, where);
    }
  }

  void AddNoSuchRule(const Node& value) {
    if (std::ranges::find(rule_names_, value.text) != rule_names_.end()) {
      Add(value, fmt::format("{} is a group; name its rules", Quoted(value.text)));
      return;
    }
    Add(value, fmt::format("no rule is called {}{}; `irsalint rules` lists them",
                           Quoted(value.text), NearestNameHint(value.text, rule_names_)));
  }

  void ReadRules(const ConfigRow& row, const Node& map) {
    const ConfigRow& level = *FindRow("rules", "RULE");
    for (const Pair& pair : map.pairs) {
      if (std::ranges::find(rule_names_, pair.key->text) == rule_names_.end()) {
        AddNoSuchRule(*pair.key);
        continue;
      }
      row.set(config_, pair.key->text);
      if (pair.value->IsMap()) {
        ReadRuleMap(*pair.value, pair.key->text);
      } else {
        ReadRuleLevel(level, pair);
      }
    }
  }

  // The severity and parameters of one rule, or of a group, which has no parameters.
  void ReadRuleMap(const Node& map, std::string_view name) {
    const rule::Rule* rule = FindRule(catalogue_, name);
    const std::span<const rule::RuleParameter> parameters =
        rule == nullptr ? std::span<const rule::RuleParameter>() : rule->meta.parameters;
    for (const Pair& pair : map.pairs) {
      const std::string_view key = pair.key->text;
      const ConfigRow* row = FindRow("rules.RULE", key);
      const auto parameter = std::ranges::find(parameters, key, &rule::RuleParameter::name);
      if (row != nullptr) {
        ReadValue(*row, *pair.value, fmt::format("rules.{}.{}", name, key));
      } else if (parameter != parameters.end()) {
        ReadParameter(*parameter, *pair.value, fmt::format("rules.{}.{}", name, key), config_,
                      problems_);
      } else if (const std::string_view owner = OwnerOfParameter(catalogue_, key, name);
                 !owner.empty()) {
        Add(*pair.key,
            fmt::format("{} is a parameter of the rule {}, not of its group", Quoted(key), owner));
      } else {
        std::vector<std::string_view> names = NamesBelow("rules.RULE");
        for (const rule::RuleParameter& known : parameters) names.push_back(known.name);
        AddUnknownKey(*pair.key, names);
      }
    }
  }

  // As ReadText, with the name of the rule in the message.
  void ReadRuleLevel(const ConfigRow& level, const Pair& pair) {
    const Node& value = *pair.value;
    const std::span<const std::string_view> choices = level.key.choices;
    if (std::ranges::find(choices, value.text) != choices.end()) {
      Set(level, value, value.text, fmt::format("rules.{}", pair.key->text));
      return;
    }
    Add(value, fmt::format("{} must be {}, not {}{}", Quoted(pair.key->text), level.key.expects,
                           Describe(value), NearestNameHint(value.text, choices)));
  }

  void Add(const Node& node, std::string message) { problems_.Add(node, std::move(message)); }

  std::string_view text_;
  std::span<const rule::Rule* const> catalogue_;
  std::vector<std::string_view> rule_names_;
  ConfigProblems problems_{text_};
  ClusterChecks cluster_checks_{problems_};
  Config config_;
};

}  // namespace

RuleSetting Config::SettingOf(const rule::RuleMeta& meta) const {
  RuleSetting result{.name = std::string(meta.id)};
  for (const std::string_view name : {meta.group, meta.id}) {
    for (const RuleSetting& setting : rules) {
      if (setting.name != name) continue;
      if (setting.off.has_value()) result.off = setting.off;
      if (setting.severity.has_value()) result.severity = setting.severity;
      if (setting.parameters != rule::ParameterValues()) result.parameters = setting.parameters;
    }
  }
  return result;
}

ParsedConfig ParseConfig(std::string_view text, std::span<const rule::Rule* const> catalogue) {
  return ConfigReader(text, catalogue).Read();
}

}  // namespace irsalint::engine
