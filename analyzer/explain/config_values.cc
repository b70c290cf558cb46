#include "analyzer/explain/config_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/explain/json_text.h"
#include "analyzer/explain/yaml_scalar.h"

namespace irsalint::explain {
namespace {

using rule::ConfigOrigin;
using rule::ConfigShape;
using rule::ConfigValue;

// One line of the YAML: a key or an item of a list, with what stands below it.
struct Line {
  std::string name;  // "" for an item
  const ConfigValue* value = nullptr;
  bool is_set = false;  // it, or something below it
  std::vector<Line> below;
};

// `clusters`, ``, `paths`, `` of "clusters[0].paths[1]"; an item's index tells it from its
// neighbours.
std::vector<std::string> StepsOf(std::string_view key) {
  std::vector<std::string> steps;
  for (const std::string_view part : base::SplitBy(key, '.')) {
    const size_t bracket = part.find('[');
    steps.emplace_back(part.substr(0, bracket));
    if (bracket != std::string_view::npos) steps.emplace_back(part.substr(bracket));
  }
  return steps;
}

Line& ChildOf(Line& parent, const std::string& name) {
  const auto found = std::ranges::find(parent.below, name, &Line::name);
  if (found != parent.below.end()) return *found;
  return parent.below.emplace_back(Line{.name = name});
}

Line TreeOf(std::span<const ConfigValue> values) {
  Line root;
  for (const ConfigValue& value : values) {
    const bool is_set = value.origin != ConfigOrigin::kDefault && value.text.has_value();
    Line* at = &root;
    for (const std::string& step : StepsOf(value.key)) {
      at = &ChildOf(*at, step);
      at->is_set = at->is_set || is_set;
    }
    at->value = &value;
  }
  return root;
}

// Flags and levels are words of YAML by intention.
std::string Scalar(const ConfigValue& value) {
  const bool is_level = *value.text == "off" && value.key.starts_with("rules.");
  return value.shape == ConfigShape::kFlag || is_level ? *value.text : YamlScalar(*value.text);
}

std::string OriginOf(const ConfigValue& value) {
  switch (value.origin) {
    case ConfigOrigin::kDefault:
      return value.text.has_value() ? "default" : "not set";
    case ConfigOrigin::kFile:
      return fmt::format("{}:{}", base::EscapeForDisplay(value.source), value.line);
    case ConfigOrigin::kFlag:
      return value.source;
  }
  return "";
}

class YamlWriter {
 public:
  std::string Write(const Line& root) {
    for (const Line& line : root.below) Add(line, "");
    return std::move(text_);
  }

 private:
  // `lead` stands before the first line in place of its indentation: "- " of an item.
  void Add(const Line& line, const std::string& indent, const std::string& lead = "") {
    const bool is_item = line.name.starts_with("[");
    const std::string key = is_item ? "- " : line.name + ":";
    if (line.value != nullptr) {
      const std::string shown = line.value->text.has_value() ? Scalar(*line.value) : std::string();
      const std::string gap = is_item || shown.empty() ? "" : " ";
      AddText(indent, lead, line.is_set,
              fmt::format("{}{}{}  # {}", key, gap, shown, OriginOf(*line.value)));
    } else if (is_item) {
      AddItem(line, indent);
    } else {
      AddText(indent, lead, line.is_set, key);
      AddBelow(line, indent + "  ");
    }
  }

  // The first key that is set stands behind the dash.
  void AddItem(const Line& item, const std::string& indent) {
    const auto first = std::ranges::find(item.below, true, &Line::is_set);
    if (first != item.below.end()) Add(*first, indent + "  ", "- ");
    for (auto line = item.below.begin(); line != item.below.end(); ++line) {
      if (line != first) Add(*line, indent + "  ");
    }
  }

  void AddBelow(const Line& line, const std::string& indent) {
    for (const Line& below : line.below) Add(below, indent);
  }

  void AddText(const std::string& indent, const std::string& lead, bool is_set,
               const std::string& text) {
    text_ += indent.substr(0, indent.size() - lead.size());
    text_ += lead;
    text_ += is_set ? "" : "# ";
    text_ += text;
    text_ += '\n';
  }

  std::string text_;
};

}  // namespace

std::string ConfigValuesYaml(std::span<const ConfigValue> values) {
  return YamlWriter().Write(TreeOf(values));
}

std::string ConfigValuesJson(std::span<const ConfigValue> values, std::string_view path) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const ConfigValue& value : values) {
    nlohmann::ordered_json item;
    item["key"] = value.key;
    item["value"] = nullptr;
    if (value.text.has_value()) {
      if (value.shape == ConfigShape::kFlag) {
        item["value"] = *value.text == "true";
      } else {
        item["value"] = *value.text;
      }
    }
    item["origin"] = rule::ToString(value.origin);
    if (value.origin == ConfigOrigin::kFile) item["line"] = value.line;
    if (value.origin == ConfigOrigin::kFlag) item["flag"] = value.source;
    list.push_back(std::move(item));
  }
  nlohmann::ordered_json json;
  json["version"] = 1;
  json["path"] = nullptr;
  if (!path.empty()) json["path"] = path;
  json["values"] = std::move(list);
  return ToText(json);
}

}  // namespace irsalint::explain
