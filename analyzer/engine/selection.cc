#include "analyzer/engine/selection.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"

namespace irsalint::engine {
namespace {

bool Fits(const base::Pattern& selector, const rule::RuleMeta& meta) {
  return selector.Matches(meta.id) || selector.Matches(meta.group) ||
         selector.Matches(fmt::format("{}/{}", meta.group, meta.id));
}

base::Error UnknownSelector(std::string_view selector,
                            std::span<const rule::Rule* const> catalogue) {
  std::vector<std::string_view> names;
  for (const rule::Rule* rule : catalogue) {
    names.push_back(rule->meta.id);
    if (std::ranges::find(names, rule->meta.group) == names.end()) {
      names.push_back(rule->meta.group);
    }
  }
  return {
      .code = base::ErrorCode::kUsage,
      .message = fmt::format("no rule is called \"{}\"{}; `irsalint rules` lists them",
                             base::EscapeForDisplay(selector), NearestNameHint(selector, names))};
}

}  // namespace

base::Result<std::vector<const rule::Rule*>> SelectRules(
    std::span<const rule::Rule* const> catalogue, const SelectionOptions& options) {
  for (const std::vector<std::string>* selectors : {&options.select, &options.ignore}) {
    for (const std::string& selector : *selectors) {
      const base::Pattern pattern = base::Pattern::Like(selector);
      const bool known = std::ranges::any_of(
          catalogue, [&pattern](const rule::Rule* rule) { return Fits(pattern, rule->meta); });
      if (!known) return UnknownSelector(selector, catalogue);
    }
  }
  const auto any_fits = [](const std::vector<std::string>& selectors, const rule::RuleMeta& meta) {
    return std::ranges::any_of(selectors, [&meta](const std::string& selector) {
      return Fits(base::Pattern::Like(selector), meta);
    });
  };
  std::vector<const rule::Rule*> selected;
  for (const rule::Rule* rule : catalogue) {
    if (!options.select.empty() && !any_fits(options.select, rule->meta)) continue;
    if (any_fits(options.ignore, rule->meta)) continue;
    selected.push_back(rule);
  }
  return selected;
}

std::string_view NearestName(std::string_view name, std::span<const std::string_view> names) {
  size_t best = std::max<size_t>(2, name.size() / 3) + 1;
  std::string_view nearest;
  for (const std::string_view candidate : names) {
    const size_t distance = base::EditDistance(name, candidate, best);
    if (distance < best) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

std::string NearestNameHint(std::string_view name, std::span<const std::string_view> names) {
  const std::string_view nearest = NearestName(name, names);
  return nearest.empty() ? "" : fmt::format(" (did you mean \"{}\"?)", nearest);
}

}  // namespace irsalint::engine
