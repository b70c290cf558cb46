#include "analyzer/explain/config_page.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "analyzer/base/strings.h"

namespace irsalint::explain {
namespace {

using rule::ConfigKey;
using rule::ConfigSection;

// How much of a key's path a section names; 0 where it does not.
size_t ReachOf(const ConfigSection& section, std::string_view path) {
  size_t reach = 0;
  for (const std::string_view name : section.keys) {
    const std::string_view rest = base::StripPrefix(path, name).value_or("-");
    const bool is_below = rest.empty() || rest.front() == '.' || rest.front() == '[';
    if (is_below) reach = std::max(reach, name.size());
  }
  return reach;
}

// The section that names the key most exactly.
const ConfigSection* SectionOf(std::span<const ConfigSection> sections, std::string_view path) {
  const ConfigSection* best = nullptr;
  for (const ConfigSection& section : sections) {
    const size_t reach = ReachOf(section, path);
    if (reach > (best == nullptr ? 0 : ReachOf(*best, path))) best = &section;
  }
  return best;
}

std::string ParameterRows(std::span<const rule::RuleMeta* const> rules) {
  std::string rows;
  for (const rule::RuleMeta* rule : rules) {
    for (const rule::RuleParameter& parameter : rule->parameters) {
      rows += fmt::format("| `rules.{0}.{1}` | {2} Without it: {3}. See [{0}](rules/{0}.md). |\n",
                          rule->id, parameter.name, parameter.summary, parameter.otherwise);
    }
  }
  return rows;
}

}  // namespace

std::string ConfigPage(std::span<const ConfigSection> sections, std::span<const ConfigKey> keys,
                       std::span<const rule::RuleMeta* const> rules) {
  std::string page;
  for (const ConfigSection& section : sections) {
    page += fmt::format("{}{}\n", page.empty() ? "" : "\n", section.heading);
    if (!section.text.empty()) page += fmt::format("\n{}\n", section.text);
    std::string rows;
    for (const ConfigKey& key : keys) {
      if (SectionOf(sections, key.path) != &section) continue;
      rows += fmt::format("| `{}` | {} |\n", key.path, key.summary);
      if (key.path == "rules.RULE.severity") rows += ParameterRows(rules);
    }
    if (!rows.empty()) page += fmt::format("\n| key | value |\n|---|---|\n{}", rows);
  }
  return page;
}

}  // namespace irsalint::explain
