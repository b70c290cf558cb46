#include "analyzer/engine/apply_config.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace irsalint::engine {
namespace {

template <typename T>
void AddAll(const std::vector<T>& from, std::vector<T>& to) {
  to.insert(to.end(), from.begin(), from.end());
}

}  // namespace

graph::LinkOptions WithConfig(graph::LinkOptions link, const Config& config,
                              source::SourceId source) {
  if (link.namespace_name.empty()) link.namespace_name = config.namespace_name;
  for (graph::DeclaredCluster cluster : config.clusters) {
    cluster.place.document.source = source;
    link.clusters.push_back(std::move(cluster));
  }
  AddAll(config.external.service_accounts, link.external.service_accounts);
  AddAll(config.external.roles, link.external.roles);
  return link;
}

std::vector<const rule::Rule*> RulesThatAreOn(std::span<const rule::Rule* const> rules,
                                              const Config& config, rule::ConfigUse& use) {
  std::vector<const rule::Rule*> on;
  for (const rule::Rule* rule : rules) {
    if (config.SettingOf(rule->meta).off.value_or(false)) {
      use.rules_off.emplace_back(rule->meta.id);
    } else {
      on.push_back(rule);
    }
  }
  std::ranges::sort(use.rules_off);
  return on;
}

RuleParameters ParametersOf(std::span<const rule::Rule* const> rules, const Config& config) {
  RuleParameters parameters;
  for (const rule::Rule* rule : rules) {
    parameters.emplace(rule->meta.id, config.SettingOf(rule->meta).parameters);
  }
  return parameters;
}

void SetSeverities(std::span<const rule::Rule* const> rules, const Config& config,
                   std::vector<rule::Finding>& findings) {
  std::map<std::string_view, rule::Severity> severities;
  for (const rule::Rule* rule : rules) {
    const RuleSetting setting = config.SettingOf(rule->meta);
    if (setting.severity.has_value()) severities.emplace(rule->meta.id, *setting.severity);
  }
  for (rule::Finding& finding : findings) {
    const auto severity = severities.find(finding.rule);
    if (severity != severities.end()) finding.severity = severity->second;
  }
}

}  // namespace irsalint::engine
