#include "analyzer/engine/baseline_scope.h"

#include <algorithm>

#include "analyzer/base/path.h"
#include "analyzer/engine/locate.h"

namespace irsalint::engine {
namespace {

bool IsWithinAny(const std::string& path, const std::vector<std::string>& directories) {
  return std::ranges::any_of(directories, [&path](const std::string& directory) {
    return base::path::IsWithin(path, directory);
  });
}

bool IsAmong(std::string_view id, std::span<const rule::Rule* const> rules) {
  return std::ranges::any_of(rules, [id](const rule::Rule* rule) { return rule->meta.id == id; });
}

bool IsTurnedOff(std::string_view id, const rule::Report& report) {
  return report.config.has_value() &&
         std::ranges::find(report.config->rules_off, id) != report.config->rules_off.end();
}

}  // namespace

bool BaselineScope::LooksAtAllOf(const Baseline& baseline) const {
  return std::ranges::all_of(baseline.entries(), [this](const BaselineEntry& entry) {
    return IsWithinAny(entry.path, paths) || !files.Stat(entry.path);
  });
}

bool BaselineScope::LooksFor(const BaselineEntry& entry) const {
  return entry.persona <= persona && !IsWithinAny(entry.path, unread) &&
         std::ranges::find(idle_rules, entry.rule) == idle_rules.end();
}

BaselineScope ScopeOf(const base::FileSystem& files, std::span<const rule::Rule* const> rules,
                      const RunOptions& options, const Judgement& judgement) {
  BaselineScope scope = {.files = files,
                         .paths = {},
                         .idle_rules = {},
                         .persona = options.persona,
                         .unread = judgement.unread};
  const std::string working_directory = files.RealPath(".").value_or(std::string("/"));
  for (const std::string& path : options.paths) {
    scope.paths.push_back(DisplayPath(path, working_directory));
  }
  for (const rule::Rule* rule : options.catalogue) {
    const std::string_view id = rule->meta.id;
    if (!IsAmong(id, rules) || IsTurnedOff(id, judgement.report)) scope.idle_rules.emplace_back(id);
  }
  return scope;
}

}  // namespace irsalint::engine
