#include "analyzer/render/json.h"

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "analyzer/render/json_text.h"

namespace irsalint::render {
namespace {

using Json = nlohmann::ordered_json;

Json PlaceJson(const rule::LocatedPlace& place) {
  return Json{{"path", place.path},
              {"line", place.line},
              {"column", place.column},
              {"endLine", place.end_line},
              {"endColumn", place.end_column}};
}

Json FindingJson(const rule::LocatedFinding& finding) {
  Json related = Json::array();
  for (const rule::LocatedPlace& place : finding.related) {
    Json item = PlaceJson(place);
    item["message"] = place.message;
    related.push_back(std::move(item));
  }
  Json json;
  json["rule"] = finding.rule;
  json["severity"] = rule::ToString(finding.severity);
  json["confidence"] = rule::ToString(finding.confidence);
  json["persona"] = rule::ToString(finding.persona);
  json["message"] = finding.message;
  json["primary"] = PlaceJson(finding.primary);
  json["related"] = std::move(related);
  json["fingerprint"] = finding.fingerprint;
  if (!finding.fixes.empty()) {
    Json fixes = Json::array();
    for (const rule::Fix& fix : finding.fixes) {
      fixes.push_back(Json{{"title", fix.title},
                           {"applicability", rule::ToString(fix.applicability)},
                           {"side", rule::ToString(fix.side)}});
    }
    json["fixes"] = std::move(fixes);
  }
  return json;
}

Json SilencerJson(const rule::SuppressedFinding& suppressed) {
  switch (suppressed.silencer) {
    case rule::Silencer::kInput:
      return Json{{"kind", "inSource"}, {"reason", suppressed.reason}};
    case rule::Silencer::kConfig:
      return Json{{"kind", "config"}, {"reason", suppressed.reason}};
    case rule::Silencer::kBaseline:
      return Json{{"kind", "baseline"}};
    case rule::Silencer::kRevision:
      return Json{{"kind", "revision"}};
  }
  return Json::object();
}

// Path, line and column are left out where they are not known.
Json NotificationJson(const rule::Notification& notification) {
  Json json;
  json["level"] = rule::ToString(notification.level);
  json["message"] = notification.message;
  if (!notification.path.empty()) json["path"] = notification.path;
  if (notification.line > 0) json["line"] = notification.line;
  if (notification.column > 0) json["column"] = notification.column;
  return json;
}

Json StatsJson(const rule::Stats& stats) {
  Json json;
  json["files"] = stats.files;
  json["bytes"] = stats.bytes;
  json["units"] = stats.units;
  json["documents"] = stats.documents;
  json["documentsParsed"] = stats.documents_parsed;
  json["documentsSkipped"] = stats.documents_skipped;
  json["templates"] = stats.templates;
  json["hiddenByPersona"] = stats.hidden_by_persona;
  json["suppressed"] = stats.suppressed;
  if (stats.elsewhere > 0) json["elsewhere"] = stats.elsewhere;
  if (!stats.phases.empty()) {
    Json seconds = Json::object();
    for (const rule::PhaseTime& phase : stats.phases) {
      seconds[std::string(phase.phase)] = phase.seconds;
    }
    json["seconds"] = std::move(seconds);
  }
  return json;
}

}  // namespace

std::string RenderJson(const rule::Report& report) {
  Json findings = Json::array();
  for (const rule::LocatedFinding& finding : report.findings) {
    findings.push_back(FindingJson(finding));
  }
  for (const rule::SuppressedFinding& suppressed : report.suppressed) {
    Json json = FindingJson(suppressed.finding);
    json["suppressed"] = SilencerJson(suppressed);
    findings.push_back(std::move(json));
  }
  Json notifications = Json::array();
  for (const rule::Notification& notification : report.notifications) {
    notifications.push_back(NotificationJson(notification));
  }
  Json json;
  json["version"] = kJsonVersion;
  json["findings"] = std::move(findings);
  json["notifications"] = std::move(notifications);
  if (report.suppression_use == rule::SuppressionUse::kOff) json["suppressions"] = "off";
  if (report.config.has_value()) {
    json["config"] = Json{{"path", report.config->path}, {"rulesOff", report.config->rules_off}};
  }
  if (report.baseline.has_value()) {
    json["baseline"] = Json{{"path", report.baseline->path},
                            {"hidden", report.baseline->hidden},
                            {"gone", report.baseline->gone}};
  }
  if (report.since.has_value()) {
    json["since"] = Json{{"revision", report.since->name}, {"existing", report.since->existing}};
  }
  json["stats"] = StatsJson(report.stats);
  return ToText(json);
}

}  // namespace irsalint::render
