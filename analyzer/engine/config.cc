#include "analyzer/engine/config.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <tuple>
#include <utility>

#include "analyzer/base/issuer.h"
#include "analyzer/base/partition.h"
#include "analyzer/base/sha256.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/engine/config_keys.h"
#include "analyzer/engine/selection.h"
#include "analyzer/source/line_index.h"
#include "analyzer/syntax/locate.h"
#include "analyzer/syntax/parse.h"
#include "analyzer/syntax/stream.h"

namespace irsalint::engine {
namespace {

using syntax::Node;
using syntax::Pair;

// The work of a run grows with them.
constexpr size_t kMaxPaths = 4096;

// `"text"`, safe to print and not too long to read.
std::string Quoted(std::string_view text) {
  constexpr size_t kMaxShown = 80;
  if (text.size() <= kMaxShown) return fmt::format("\"{}\"", base::EscapeForDisplay(text));
  size_t end = 0;
  while (end < kMaxShown) (void)base::DecodeUtf8(text, &end);
  return fmt::format("\"{}...\"", base::EscapeForDisplay(text.substr(0, end)));
}

// What stands there instead of what was expected.
std::string Describe(const Node& node) {
  switch (node.kind) {
    case syntax::NodeKind::kNull:
      return "nothing";
    case syntax::NodeKind::kList:
      return "a list";
    case syntax::NodeKind::kMap:
      return "a map";
    case syntax::NodeKind::kBool:
      return std::string(node.text);
    case syntax::NodeKind::kNumber:
    case syntax::NodeKind::kString:
      return Quoted(node.text);
  }
  return "";
}

// The key of that name below `parent`; null for none. (A key may itself hold a dot.)
const ConfigKey* FindKey(std::string_view parent, std::string_view name) {
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.Parent() == parent && key.Name() == name) return &key;
  }
  return nullptr;
}

std::vector<std::string_view> NamesBelow(std::string_view parent) {
  std::vector<std::string_view> names;
  for (const ConfigKey& key : ConfigKeys()) {
    if (key.Parent() == parent) names.push_back(key.Name());
  }
  return names;
}

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
      : text_(text), rule_names_(NamesOfRules(catalogue)) {}

  ParsedConfig Read() {
    parsed_.config.sha256 = base::Sha256Hex(text_);
    if (const auto problem = syntax::CheckEncoding(text_); problem.has_value()) {
      AddAt(problem->offset, problem->message);
      return std::move(parsed_);
    }
    const syntax::Stream stream = syntax::SplitStream(text_, 2);
    if (stream.slices.size() > 1) {
      AddAt(stream.slices[1].begin, "a configuration is one document; a second one starts here");
    } else if (!stream.slices.empty()) {
      ReadDocument(stream.slices.front());
    }
    return std::move(parsed_);
  }

 private:
  void ReadDocument(syntax::Slice slice) {
    const syntax::Parsed document =
        syntax::ParseYaml(text_, {.source = kSource, .begin = slice.begin, .end = slice.end});
    if (document.error.has_value()) {
      AddAt(document.error->offset, document.error->message);
      return;
    }
    for (const syntax::DuplicateKey& twice : document.document->duplicate_keys()) {
      const Node& later = *twice.map->pairs[twice.later].key;
      const uint32_t first = lines_.At(twice.map->pairs[twice.earlier].key->start).line;
      Add(later, fmt::format("the key {} stands on line {} already", Quoted(later.text), first));
    }
    const Node* root = document.document->root();
    if (root == nullptr || root->IsNull()) return;
    if (root->IsMap()) {
      ReadMap(*root, "");
    } else {
      Add(*root, fmt::format("the configuration must be a map of {}, not {}",
                             fmt::join(NamesBelow(""), ", "), Describe(*root)));
    }
    LocateAll();
  }

  void ReadMap(const Node& map, std::string_view parent) {
    for (const Pair& pair : map.pairs) {
      const ConfigKey* key = FindKey(parent, pair.key->text);
      if (key == nullptr || syntax::IsMergeKey(*pair.key)) {
        AddUnknownKey(*pair.key, parent);
      } else {
        ReadValue(*key, *pair.value);
      }
    }
  }

  void AddUnknownKey(const Node& key, std::string_view parent) {
    const std::vector<std::string_view> names = NamesBelow(parent);
    const std::string hint = NearestNameHint(key.text, names);
    Add(key, hint.empty() ? fmt::format("unknown key {}; known here are {}", Quoted(key.text),
                                        fmt::join(names, ", "))
                          : fmt::format("unknown key {}{}", Quoted(key.text), hint));
  }

  void ReadValue(const ConfigKey& key, const Node& value) {
    switch (key.shape) {
      case ConfigShape::kMap:
        if (Takes(value.IsMap(), key, value)) ReadMap(value, key.path);
        break;
      case ConfigShape::kListOfMaps:
        if (Takes(value.IsList(), key, value)) ReadClusters(key, value);
        break;
      case ConfigShape::kMapByRule:
        if (Takes(value.IsMap(), key, value)) ReadRules(key, value);
        break;
      case ConfigShape::kListOfTexts:
        if (Takes(value.IsList(), key, value)) {
          for (const Node* item : value.items) ReadText(key, *item);
        }
        break;
      case ConfigShape::kText:
        ReadText(key, value);
        break;
      case ConfigShape::kFlag:
        if (const auto flag = syntax::BoolOf(&value); flag.has_value()) {
          key.set(parsed_.config, *flag ? "true" : "false");
        } else {
          AddWrongValue(key, value);
        }
        break;
    }
  }

  // Whether the value has the key's shape. A list or map of which all is commented out is empty.
  bool Takes(bool has_shape, const ConfigKey& key, const Node& value) {
    if (!has_shape && !value.IsNull()) AddWrongValue(key, value);
    return has_shape;
  }

  // Numbers are kept as they are written: 1.30 is a version and 012345678901 an account.
  void ReadText(const ConfigKey& key, const Node& value) {
    const bool chosen = std::ranges::find(key.choices, value.text) != key.choices.end();
    const bool is_text =
        value.IsString() || value.kind == syntax::NodeKind::kNumber || (value.IsScalar() && chosen);
    const bool accepted = is_text && !value.text.empty() && (key.choices.empty() || chosen) &&
                          (key.accepts == nullptr || key.accepts(value.text));
    if (accepted) {
      key.set(parsed_.config, value.text);
    } else {
      AddWrongValue(key, value);
    }
  }

  void AddWrongValue(const ConfigKey& key, const Node& value) {
    std::string hint;
    if (value.IsScalar() && !value.IsNull()) {
      hint = NearestNameHint(value.text, key.choices);
      const std::string nearest = key.nearest == nullptr ? "" : key.nearest(value.text);
      if (!nearest.empty()) hint = fmt::format(" (did you mean \"{}\"?)", nearest);
    }
    Add(value,
        fmt::format("\"{}\" must be {}, not {}{}", key.Name(), key.expects, Describe(value), hint));
  }

  void ReadClusters(const ConfigKey& key, const Node& list) {
    for (const Node* item : list.items) {
      key.set(parsed_.config, {});
      parsed_.config.clusters.back().place = syntax::PlaceOf(*item);
      if (!item->IsMap()) {
        Add(*item, fmt::format("a cluster must be a map of {}, not {}",
                               fmt::join(NamesBelow("clusters[]"), ", "), Describe(*item)));
        continue;
      }
      ReadMap(*item, "clusters[]");
      CheckCluster(*item);
    }
  }

  // What no value of a cluster says by itself.
  void CheckCluster(const Node& map) {
    graph::DeclaredCluster& cluster = parsed_.config.clusters.back();
    if (syntax::Find(&map, "name") == nullptr) Add(map, "this cluster has no \"name\"");
    const auto issuer = base::ParseEksIssuer(cluster.issuer);
    if (issuer.has_value() && cluster.region.empty()) cluster.region = issuer->region;
    if (issuer.has_value() && issuer->region != cluster.region) {
      Add(*syntax::Find(&map, "region"),
          fmt::format("the cluster's issuer is of the region \"{}\", not {}", issuer->region,
                      Quoted(cluster.region)));
    }
    const base::Partition* partition = base::PartitionOfRegion(cluster.region);
    if (partition != nullptr && cluster.partition.empty()) cluster.partition = partition->name;
    if (partition != nullptr && cluster.partition != partition->name) {
      Add(*syntax::Find(&map, "partition"),
          fmt::format("the region {} is of the partition \"{}\", not {}", Quoted(cluster.region),
                      partition->name, Quoted(cluster.partition)));
    }
    CheckWebhook(syntax::Find(&map, "webhook"));
    CheckIsNew(map);
    paths_ += cluster.paths.size();
    if (paths_ > kMaxPaths) {
      Add(map, fmt::format("the clusters have more than {} paths", kMaxPaths));
      paths_ = 0;
    }
  }

  // The webhook of EKS has no flags that a user could set.
  void CheckWebhook(const Node* webhook) {
    const Node* self_hosted = syntax::Find(webhook, "self-hosted");
    if (syntax::BoolOf(self_hosted) == false && webhook->pairs.size() > 1) {
      Add(*self_hosted, "the other keys of \"webhook\" are flags of a self-hosted one");
    }
  }

  void CheckIsNew(const Node& map) {
    const graph::DeclaredCluster& last = parsed_.config.clusters.back();
    if (last.name.empty() || seen_.insert({last.name, last.account, last.region}).second) return;
    Add(*syntax::Find(&map, "name"),
        fmt::format("the cluster {} is declared twice; give \"account\" or \"region\" where two "
                    "clusters share a name",
                    Quoted(last.name)));
  }

  void ReadRules(const ConfigKey& key, const Node& map) {
    const ConfigKey& level = *FindKey("rules", "RULE");
    for (const Pair& pair : map.pairs) {
      if (std::ranges::find(rule_names_, pair.key->text) == rule_names_.end()) {
        Add(*pair.key,
            fmt::format("no rule is called {}{}; `irsalint rules` lists them",
                        Quoted(pair.key->text), NearestNameHint(pair.key->text, rule_names_)));
        continue;
      }
      key.set(parsed_.config, pair.key->text);
      if (pair.value->IsMap()) {
        ReadMap(*pair.value, level.path);
      } else {
        ReadRuleLevel(level, pair);
      }
    }
  }

  // As ReadText, with the name of the rule in the message.
  void ReadRuleLevel(const ConfigKey& level, const Pair& pair) {
    const Node& value = *pair.value;
    if (std::ranges::find(level.choices, value.text) != level.choices.end()) {
      level.set(parsed_.config, value.text);
      return;
    }
    Add(value, fmt::format("{} must be {}, not {}{}", Quoted(pair.key->text), level.expects,
                           Describe(value), NearestNameHint(value.text, level.choices)));
  }

  void Add(const Node& node, std::string message) {
    if (places_.size() == kMaxConfigProblems) return;
    places_.emplace_back(syntax::PlaceOf(node), std::move(message));
  }

  void AddAt(uint32_t offset, std::string message) {
    AddSpan({.source = kSource, .begin = offset, .end = offset}, std::move(message));
  }

  void AddSpan(source::Span span, std::string message) {
    const source::LineColumn begin = lines_.At(span.begin);
    const source::LineColumn end = lines_.At(span.end);
    parsed_.problems.push_back({.message = std::move(message),
                                .line = begin.line,
                                .column = begin.column,
                                .end_line = end.line,
                                .end_column = end.column});
  }

  void LocateAll() {
    syntax::Locator locator(kSource, text_, syntax::Syntax::kYaml);
    for (auto& [place, message] : places_) AddSpan(locator.Locate(place), std::move(message));
    std::ranges::stable_sort(
        parsed_.problems, [](const ConfigProblem& left, const ConfigProblem& right) {
          return std::pair(left.line, left.column) < std::pair(right.line, right.column);
        });
  }

  static constexpr source::SourceId kSource{0};

  std::string_view text_;
  source::LineIndex lines_{text_};
  std::vector<std::string_view> rule_names_;
  std::vector<std::pair<syntax::Place, std::string>> places_;
  size_t paths_ = 0;
  std::set<std::tuple<std::string, std::string, std::string>> seen_;  // name, account, region
  ParsedConfig parsed_;
};

}  // namespace

RuleSetting Config::SettingOf(const rule::RuleMeta& meta) const {
  RuleSetting result{.name = std::string(meta.id)};
  for (const std::string_view name : {meta.group, meta.id}) {
    for (const RuleSetting& setting : rules) {
      if (setting.name != name) continue;
      if (setting.off.has_value()) result.off = setting.off;
      if (setting.severity.has_value()) result.severity = setting.severity;
    }
  }
  return result;
}

ParsedConfig ParseConfig(std::string_view text, std::span<const rule::Rule* const> catalogue) {
  return ConfigReader(text, catalogue).Read();
}

}  // namespace irsalint::engine
