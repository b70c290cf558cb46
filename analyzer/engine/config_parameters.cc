#include "analyzer/engine/config_parameters.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace irsalint::engine {
namespace {

using rule::RuleParameter;
using syntax::Node;

bool IsNumberBetween(std::string_view text, uint64_t least, uint64_t most) {
  uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && end == text.data() + text.size() && number >= least &&
         number <= most;
}

bool Accepts(const RuleParameter& parameter, std::string_view text) {
  if (parameter.shape == RuleParameter::Shape::kNumber) {
    return IsNumberBetween(text, parameter.least, parameter.most);
  }
  return !text.empty() && (parameter.accepts == nullptr || parameter.accepts(text));
}

void AddWrongValue(const RuleParameter& parameter, const Node& value, ConfigProblems& problems) {
  problems.Add(value, fmt::format("\"{}\" must be {}, not {}", parameter.name, parameter.expects,
                                  Describe(value)));
}

void ReadText(const RuleParameter& parameter, const Node& value, std::string where, Config& config,
              ConfigProblems& problems) {
  const bool is_text = value.IsString() || value.kind == syntax::NodeKind::kNumber;
  if (!is_text || !Accepts(parameter, value.text)) {
    AddWrongValue(parameter, value, problems);
    return;
  }
  config.rules.back().parameters.Add(parameter.name, value.text);
  config.values.push_back({.key = std::move(where),
                           .text = std::string(value.text),
                           .line = problems.LineAt(value.start)});
}

}  // namespace

void ReadParameter(const RuleParameter& parameter, const Node& value, const std::string& where,
                   Config& config, ConfigProblems& problems) {
  if (parameter.shape == RuleParameter::Shape::kNumber) {
    ReadText(parameter, value, where, config, problems);
  } else if (value.IsList()) {
    for (size_t i = 0; i < value.items.size(); ++i) {
      ReadText(parameter, *value.items[i], fmt::format("{}[{}]", where, i), config, problems);
    }
  } else if (!value.IsNull()) {
    AddWrongValue(parameter, value, problems);
  }
}

std::string_view OwnerOfParameter(std::span<const rule::Rule* const> catalogue,
                                  std::string_view parameter, std::string_view group) {
  for (const rule::Rule* rule : catalogue) {
    if (rule->meta.group != group) continue;
    const std::span<const RuleParameter> parameters = rule->meta.parameters;
    if (std::ranges::find(parameters, parameter, &RuleParameter::name) != parameters.end()) {
      return rule->meta.id;
    }
  }
  return "";
}

}  // namespace irsalint::engine
