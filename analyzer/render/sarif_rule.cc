#include "analyzer/render/sarif_rule.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/render/sarif_text.h"

namespace irsalint::render {
namespace {

using Json = nlohmann::ordered_json;

// GitHub's limits: characters of a description, tags that are shown.
constexpr size_t kMaxDescription = 1024;
constexpr size_t kMaxTags = 10;

// The paragraph below the first heading of a rule's doc, its lines joined; the summary without one.
std::string FullDescriptionOf(const rule::RuleMeta& meta) {
  std::string paragraph;
  bool below_heading = false;
  for (const std::string_view line : base::SplitBy(meta.doc, '\n')) {
    const std::string_view text = base::TrimAscii(line);
    if (!below_heading) {
      below_heading = text.starts_with(rule::kDocHeadings[0]);
      continue;
    }
    if (text.empty() && paragraph.empty()) continue;
    if (text.empty() || text.starts_with("#")) break;
    if (!paragraph.empty()) paragraph += ' ';
    paragraph += text;
  }
  if (paragraph.empty()) paragraph = std::string(meta.summary) + ".";
  return std::string(FirstCharacters(paragraph, kMaxDescription));
}

// GitHub's scale for security results: above 7 is high, above 4 medium.
std::string_view SecuritySeverityOf(rule::Severity severity) {
  switch (severity) {
    case rule::Severity::kNote:
      return "2.0";
    case rule::Severity::kWarning:
      return "5.5";
    case rule::Severity::kError:
      return "8.0";
  }
  return "";
}

std::string_view ProblemSeverityOf(rule::Severity severity) {
  return severity == rule::Severity::kNote ? "recommendation" : rule::ToString(severity);
}

// `sub-mismatch` → `SubMismatch`, as SARIF wants names.
std::string NameOf(std::string_view id) {
  std::string name;
  for (const std::string_view word : base::SplitBy(id, '-')) {
    if (word.empty()) continue;
    name += word;
    char& first = name[name.size() - word.size()];
    if (first >= 'a' && first <= 'z') first = static_cast<char>(first - 'a' + 'A');
  }
  return name;
}

}  // namespace

Json SarifRule(const rule::RuleMeta& meta) {
  Json json;
  json["id"] = meta.id;
  json["name"] = NameOf(meta.id);
  json["shortDescription"] = SarifText(FirstCharacters(meta.summary, kMaxDescription));
  json["fullDescription"] = SarifText(FullDescriptionOf(meta));
  const std::string_view help = meta.doc.empty() ? meta.summary : base::TrimAscii(meta.doc);
  json["help"] = Json{{"text", help}, {"markdown", help}};
  json["defaultConfiguration"] = Json{{"level", rule::ToString(meta.severity)}};
  Json tags = Json::array();
  for (const std::string_view tag : meta.tags.first(std::min(meta.tags.size(), kMaxTags))) {
    tags.push_back(tag);
  }
  Json properties;
  properties["tags"] = std::move(tags);
  properties["precision"] = rule::ToString(meta.confidence);
  properties["problem.severity"] = ProblemSeverityOf(meta.severity);
  if (std::ranges::find(meta.tags, "security") != meta.tags.end()) {
    properties["security-severity"] = SecuritySeverityOf(meta.severity);
  }
  json["properties"] = std::move(properties);
  return json;
}

}  // namespace irsalint::render
