#include "analyzer/render/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/base/utf8.h"
#include "analyzer/base/version.h"
#include "analyzer/render/json_text.h"

namespace irsalint::render {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";
constexpr std::string_view kSourceRoot = "%SRCROOT%";
constexpr size_t kMaxDescription = 1024;  // GitHub's limit, in characters

Json Text(std::string_view text) { return Json{{"text", text}}; }

std::string_view FirstCharacters(std::string_view text, size_t count) {
  size_t offset = 0;
  while (offset < text.size() && count > 0) {
    (void)base::DecodeUtf8(text, &offset);
    --count;
  }
  return text.substr(0, offset);
}

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

Json DescriptorJson(const rule::RuleMeta& meta) {
  Json json;
  json["id"] = meta.id;
  json["shortDescription"] = Text(FirstCharacters(meta.summary, kMaxDescription));
  json["fullDescription"] = Text(FullDescriptionOf(meta));
  const std::string_view help = meta.doc.empty() ? meta.summary : base::TrimAscii(meta.doc);
  json["help"] = Json{{"text", help}, {"markdown", help}};
  json["defaultConfiguration"] = Json{{"level", rule::ToString(meta.severity)}};
  Json tags = Json::array();
  for (const std::string_view tag : meta.tags) tags.push_back(tag);
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

Json PhysicalLocationJson(const rule::LocatedPlace& place) {
  Json json;
  json["artifactLocation"] = Json{{"uri", ToUri(place.path)}, {"uriBaseId", kSourceRoot}};
  if (place.line > 0) {
    json["region"] = Json{{"startLine", place.line},
                          {"startColumn", std::max(place.column, 1U)},
                          {"endLine", place.end_line},
                          {"endColumn", std::max(place.end_column, 1U)}};
  }
  return json;
}

// Message text in which nothing of the input can form an embedded link (SARIF 2.1.0 §3.11.6).
std::string WithoutLinks(std::string_view text) {
  if (!base::Contains(text, "](")) return std::string(text);
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string LinkText(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '[' || c == ']' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

// The message, the related places as links to them by id, then notes and helps.
std::string MessageOf(const rule::LocatedFinding& finding) {
  std::string text = WithoutLinks(finding.message) + ".";
  for (size_t i = 0; i < finding.related.size(); ++i) {
    const std::string& message = finding.related[i].message;
    text += fmt::format("\n[{}]({})", LinkText(message.empty() ? "related place" : message), i + 1);
  }
  for (const std::string& note : finding.notes) text += "\nnote: " + WithoutLinks(note);
  for (const std::string& help : finding.helps) text += "\nhelp: " + WithoutLinks(help);
  return text;
}

std::optional<size_t> IndexOf(std::string_view id, std::span<const rule::RuleMeta* const> rules) {
  const auto found =
      std::ranges::find_if(rules, [id](const rule::RuleMeta* meta) { return meta->id == id; });
  if (found == rules.end()) return std::nullopt;
  return static_cast<size_t>(found - rules.begin());
}

Json ResultJson(const rule::LocatedFinding& finding, std::span<const rule::RuleMeta* const> rules) {
  Json json;
  json["ruleId"] = finding.rule;
  if (const std::optional<size_t> index = IndexOf(finding.rule, rules); index.has_value()) {
    json["ruleIndex"] = *index;
  }
  json["level"] = rule::ToString(finding.severity);
  json["message"] = Text(MessageOf(finding));
  Json primary;
  primary["physicalLocation"] = PhysicalLocationJson(finding.primary);
  if (!finding.primary.message.empty()) {
    primary["message"] = Text(WithoutLinks(finding.primary.message));
  }
  json["locations"] = Json::array({std::move(primary)});
  if (!finding.related.empty()) {
    Json related = Json::array();
    for (size_t i = 0; i < finding.related.size(); ++i) {
      const rule::LocatedPlace& place = finding.related[i];
      Json item;
      item["id"] = i + 1;
      item["physicalLocation"] = PhysicalLocationJson(place);
      if (!place.message.empty()) item["message"] = Text(WithoutLinks(place.message));
      related.push_back(std::move(item));
    }
    json["relatedLocations"] = std::move(related);
  }
  json["partialFingerprints"] = Json{{"irsalint/v1", finding.fingerprint}};
  json["properties"] = Json{{"confidence", rule::ToString(finding.confidence)},
                            {"persona", rule::ToString(finding.persona)}};
  return json;
}

Json NotificationJson(const rule::Notification& notification) {
  Json json;
  json["level"] = rule::ToString(notification.level);
  json["message"] = Text(WithoutLinks(notification.message));
  if (!notification.path.empty()) {
    rule::LocatedPlace place;
    place.path = notification.path;
    place.line = place.end_line = notification.line;
    place.column = place.end_column = notification.column;
    json["locations"] = Json::array({Json{{"physicalLocation", PhysicalLocationJson(place)}}});
  }
  return json;
}

Json InvocationJson(const rule::Report& report) {
  Json json;
  json["executionSuccessful"] = report.faults.empty();
  Json notifications = Json::array();
  for (const rule::Notification& notification : report.notifications) {
    notifications.push_back(NotificationJson(notification));
  }
  json["toolExecutionNotifications"] = std::move(notifications);
  Json properties = Json::object();
  if (report.suppression_use == rule::SuppressionUse::kOff) properties["suppressions"] = "off";
  if (report.config.has_value()) {
    properties["config"] = report.config->path;
    properties["rulesOff"] = report.config->rules_off;
  }
  if (!properties.empty()) json["properties"] = std::move(properties);
  return json;
}

std::string ReasonOf(const rule::SuppressedFinding& suppressed, const rule::Report& report) {
  const bool is_known =
      suppressed.silencer == rule::Silencer::kBaseline && report.baseline.has_value();
  return is_known ? "in the baseline " + report.baseline->path : suppressed.reason;
}

// Either all results say whether they are suppressed or none does (SARIF 2.1.0 §3.27.23).
// `results` are those of the findings, then the suppressed ones.
void AddSuppressions(const rule::Report& report, Json& results) {
  for (Json& result : results) result["suppressions"] = Json::array();
  for (size_t i = 0; i < report.suppressed.size(); ++i) {
    const rule::SuppressedFinding& suppressed = report.suppressed[i];
    const bool in_source = suppressed.silencer == rule::Silencer::kInput;
    const std::string reason = ReasonOf(suppressed, report);
    Json suppression;
    suppression["kind"] = in_source ? "inSource" : "external";
    if (!reason.empty()) suppression["justification"] = reason;
    results[report.findings.size() + i]["suppressions"].push_back(std::move(suppression));
  }
}

// Either all results say how they stand to the baseline or none does (SARIF 2.1.0 §3.27.24).
// `results` as above.
void AddBaselineStates(const rule::Report& report, Json& results) {
  for (Json& result : results) result["baselineState"] = "new";
  for (size_t i = 0; i < report.suppressed.size(); ++i) {
    if (report.suppressed[i].silencer != rule::Silencer::kBaseline) continue;
    results[report.findings.size() + i]["baselineState"] = "unchanged";
  }
}

bool IsUnreserved(char c) {
  return base::IsAsciiAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
}

}  // namespace

std::string ToUri(std::string_view path) {
  std::string uri;
  for (const char c : path) {
    if (IsUnreserved(c)) {
      uri += c;
    } else {
      fmt::format_to(std::back_inserter(uri), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return uri;
}

std::string RenderSarif(const rule::Report& report, std::span<const rule::RuleMeta* const> rules) {
  Json descriptors = Json::array();
  for (const rule::RuleMeta* meta : rules) descriptors.push_back(DescriptorJson(*meta));
  Json driver;
  driver["name"] = "irsalint";
  driver["semanticVersion"] = base::kVersion;
  driver["rules"] = std::move(descriptors);

  Json results = Json::array();
  for (const rule::LocatedFinding& finding : report.findings) {
    results.push_back(ResultJson(finding, rules));
  }
  for (const rule::SuppressedFinding& suppressed : report.suppressed) {
    results.push_back(ResultJson(suppressed.finding, rules));
  }
  if (!report.suppressed.empty()) AddSuppressions(report, results);
  if (report.baseline.has_value()) AddBaselineStates(report, results);
  Json run;
  run["tool"] = Json{{"driver", std::move(driver)}};
  run["automationDetails"] = Json{{"id", "irsalint/"}};
  run["invocations"] = Json::array({InvocationJson(report)});
  run["originalUriBaseIds"] = Json{
      {kSourceRoot, Json{{"description", Text("The directory in which irsalint was started.")}}}};
  run["columnKind"] = "unicodeCodePoints";
  run["results"] = std::move(results);

  Json log;
  log["$schema"] = kSchema;
  log["version"] = "2.1.0";
  log["runs"] = Json::array({std::move(run)});
  return ToText(log);
}

}  // namespace irsalint::render
