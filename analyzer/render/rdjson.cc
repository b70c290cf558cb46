#include "analyzer/render/rdjson.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "analyzer/render/full_message.h"
#include "analyzer/render/json_text.h"

namespace irsalint::render {
namespace {

using Json = nlohmann::ordered_json;

std::string_view SeverityOf(rule::Severity severity) {
  switch (severity) {
    case rule::Severity::kNote:
      return "INFO";
    case rule::Severity::kWarning:
      return "WARNING";
    case rule::Severity::kError:
      return "ERROR";
  }
  return "";
}

Json RangeOf(const rule::LocatedPlace& place) {
  return Json{{"start", Json{{"line", place.line}, {"column", std::max(place.utf8.begin, 1U)}}},
              {"end", Json{{"line", place.end_line}, {"column", std::max(place.utf8.end, 1U)}}}};
}

Json LocationOf(const rule::LocatedPlace& place) {
  Json json;
  json["path"] = place.path;
  if (place.line > 0) json["range"] = RangeOf(place);
  return json;
}

// A suggestion replaces one range: only a fix of one replacement is whole.
Json SuggestionsOf(const rule::LocatedFinding& finding, const rule::FindingDetails& details) {
  Json suggestions = Json::array();
  for (const rule::LocatedFix& fix : details.fixes) {
    const bool is_whole =
        fix.replacements.size() == 1 && fix.replacements.front().place.path == finding.primary.path;
    if (fix.applicability == rule::Applicability::kDisplayOnly || !is_whole) continue;
    const rule::Replacement& replacement = fix.replacements.front();
    suggestions.push_back(Json{{"range", RangeOf(replacement.place)}, {"text", replacement.text}});
  }
  return suggestions;
}

Json DiagnosticOf(const rule::LocatedFinding& finding, const rule::FindingDetails& details) {
  Json json;
  json["message"] = FullMessage(finding);
  json["location"] = LocationOf(finding.primary);
  json["severity"] = SeverityOf(finding.severity);
  json["code"] = Json{{"value", finding.rule}};
  Json suggestions = SuggestionsOf(finding, details);
  if (!suggestions.empty()) json["suggestions"] = std::move(suggestions);
  return json;
}

}  // namespace

std::string RenderRdjson(const rule::Report& report,
                         std::span<const rule::FindingDetails> details) {
  static const rule::FindingDetails kNone;
  Json diagnostics = Json::array();
  for (size_t i = 0; i < report.findings.size(); ++i) {
    diagnostics.push_back(
        DiagnosticOf(report.findings[i], i < details.size() ? details[i] : kNone));
  }
  Json json;
  json["source"] = Json{{"name", "irsalint"}};
  json["severity"] = "WARNING";
  json["diagnostics"] = std::move(diagnostics);
  return ToText(json);
}

}  // namespace irsalint::render
