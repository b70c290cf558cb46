#include "analyzer/explain/config_schema.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/explain/json_text.h"

namespace irsalint::explain {
namespace {

using rule::ConfigKey;
using rule::ConfigNeed;
using rule::ConfigShape;
using rule::RuleMeta;
using rule::RuleParameter;

using Json = nlohmann::ordered_json;

Json EnumOf(std::span<const std::string_view> texts) {
  Json list = Json::array();
  for (const std::string_view text : texts) list.push_back(text);
  return Json{{"enum", std::move(list)}};
}

// A text; one that YAML may read as a number too.
Json TextOf(std::string_view pattern, bool may_be_number) {
  Json json;
  json["type"] = "string";
  if (may_be_number) json["type"] = Json::array({"string", "number"});
  if (pattern.empty()) {
    json["minLength"] = 1;
  } else {
    json["pattern"] = pattern;
  }
  return json;
}

// A list of which all may be commented out.
Json ListOf(Json items) {
  return Json{{"type", Json::array({"array", "null"})}, {"items", std::move(items)}};
}

Json MapOf(Json properties) {
  return Json{
      {"type", "object"}, {"additionalProperties", false}, {"properties", std::move(properties)}};
}

Json OrNothing(Json map) {
  map["type"] = Json::array({"object", "null"});
  return map;
}

Json ParameterSchema(const RuleParameter& parameter) {
  Json json;
  if (parameter.shape == RuleParameter::Shape::kNumber) {
    json = Json{{"type", "integer"}, {"minimum", parameter.least}, {"maximum", parameter.most}};
  } else {
    json = ListOf(TextOf(parameter.pattern, true));
  }
  json["description"] = parameter.summary;
  return json;
}

class SchemaWriter {
 public:
  explicit SchemaWriter(const ConfigSchemaInput& input) : input_(input) {}

  Json Write() const {
    Json schema;
    schema["$schema"] = "http://json-schema.org/draft-07/schema#";
    schema["title"] = "Configuration of irsalint";
    schema["description"] = "What a repository says of itself in .irsalint.yaml";
    schema.update(OrNothing(MapBelow("")));
    return schema;
  }

 private:
  // The map of the keys below `parent`.
  Json MapBelow(std::string_view parent) const {
    Json properties = Json::object();
    Json required = Json::array();
    Json one_of_them = Json::array();
    for (const ConfigKey& key : input_.keys) {
      if (key.Parent() != parent) continue;
      properties[std::string(key.Name())] = SchemaOf(key);
      const Json needs = Json::array({key.Name()});
      if (key.need == ConfigNeed::kRequired) required.push_back(key.Name());
      if (key.need == ConfigNeed::kOneOfThem) one_of_them.push_back(Json{{"required", needs}});
    }
    Json map = MapOf(std::move(properties));
    if (!required.empty()) map["required"] = std::move(required);
    if (!one_of_them.empty()) map["anyOf"] = std::move(one_of_them);
    return map;
  }

  Json SchemaOf(const ConfigKey& key) const {
    Json schema = ValueOf(key);
    schema["description"] = key.summary;
    if (!key.otherwise.empty()) {
      schema["default"] = key.otherwise;
      if (key.shape == ConfigShape::kFlag) schema["default"] = key.otherwise == "true";
    }
    return schema;
  }

  Json ValueOf(const ConfigKey& key) const {
    switch (key.shape) {
      case ConfigShape::kMap:
        return OrNothing(MapBelow(key.path));
      case ConfigShape::kListOfMaps:
        return ListOf(MapBelow(fmt::format("{}[]", key.path)));
      case ConfigShape::kMapByRule:
        return OrNothing(MapOf(Rules()));
      case ConfigShape::kListOfTexts:
        return ListOf(TextOfKey(key));
      case ConfigShape::kRules: {
        Json list = ListOf(EnumOf(input_.suppressible));
        list["type"] = "array";
        list["minItems"] = 1;
        return Json{{"anyOf", Json::array({EnumOf(input_.suppressible), std::move(list)})}};
      }
      case ConfigShape::kText:
        return TextOfKey(key);
      case ConfigShape::kFlag:
        return Json{{"type", "boolean"}};
    }
    return Json::object();
  }

  static Json TextOfKey(const ConfigKey& key) {
    if (!key.choices.empty()) return EnumOf(key.choices);
    return TextOf(key.pattern, key.may_be_number || key.pattern.empty());
  }

  // A property for each group and each rule.
  Json Rules() const {
    Json properties = Json::object();
    for (const RuleMeta* rule : input_.rules) {
      const std::string group(rule->group);
      if (properties.contains(group)) continue;
      properties[group] = Levels({});
      properties[group]["description"] = fmt::format("All rules of the group {}.", group);
    }
    for (const RuleMeta* rule : input_.rules) {
      Json& property = properties[std::string(rule->id)];
      property = Levels(rule->parameters);
      property["description"] = fmt::format("{}.", rule->summary);
    }
    return properties;
  }

  // The level of a rule, or a map with its severity and parameters.
  Json Levels(std::span<const RuleParameter> parameters) const {
    const auto level = std::ranges::find(input_.keys, "rules.RULE", &ConfigKey::path);
    Json map = MapBelow("rules.RULE");
    for (const RuleParameter& parameter : parameters) {
      map["properties"][std::string(parameter.name)] = ParameterSchema(parameter);
    }
    Json choices = Json::array();
    if (level != input_.keys.end()) choices.push_back(EnumOf(level->choices));
    choices.push_back(std::move(map));
    return Json{{"anyOf", std::move(choices)}};
  }

  const ConfigSchemaInput& input_;
};

}  // namespace

std::string ConfigSchema(const ConfigSchemaInput& input) {
  return ToText(SchemaWriter(input).Write());
}

}  // namespace irsalint::explain
