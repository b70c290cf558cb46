#include "analyzer/explain/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/explain/json_text.h"

namespace irsalint::explain {

std::string RuleDocument(const rule::RuleMeta& meta) {
  std::string text = fmt::format("# {}\n\n{}.\n\n", meta.id, meta.summary);
  text += fmt::format("Group: {} · severity: {} · confidence: {} · persona: {}\n", meta.group,
                      rule::ToString(meta.severity), rule::ToString(meta.confidence),
                      rule::ToString(meta.persona));
  const std::string_view doc = base::TrimAscii(meta.doc);
  if (!doc.empty()) text += fmt::format("\n{}\n", doc);
  if (!meta.references.empty()) {
    text += "\n## References\n\n";
    for (const std::string_view reference : meta.references) {
      text += fmt::format("- {}\n", reference);
    }
  }
  return text;
}

std::string RulesText(std::span<const rule::RuleMeta* const> rules) {
  size_t width = 0;
  for (const rule::RuleMeta* meta : rules) width = std::max(width, meta->id.size());
  std::string text;
  for (const rule::RuleMeta* meta : rules) {
    text +=
        fmt::format("{:<{}}  {:<7}  {:<8}  {}\n", meta->id, width, rule::ToString(meta->severity),
                    rule::ToString(meta->persona), meta->summary);
  }
  return text;
}

std::string RulesJson(std::span<const rule::RuleMeta* const> rules) {
  nlohmann::ordered_json list = nlohmann::ordered_json::array();
  for (const rule::RuleMeta* meta : rules) {
    nlohmann::ordered_json item;
    item["id"] = meta->id;
    item["severity"] = rule::ToString(meta->severity);
    item["persona"] = rule::ToString(meta->persona);
    item["summary"] = meta->summary;
    list.push_back(std::move(item));
  }
  return ToText(list);
}

}  // namespace irsalint::explain
