#include "analyzer/render/sarif.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>
#include <vector>

#include "analyzer/base/version.h"
#include "analyzer/render/count.h"
#include "analyzer/render/json_text.h"
#include "analyzer/render/sarif_result.h"
#include "analyzer/render/sarif_rule.h"
#include "analyzer/render/sarif_text.h"

namespace irsalint::render {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::string_view kSchema = "https://json.schemastore.org/sarif-2.1.0.json";

// GitHub takes so many results of a run, and 10 MB of compressed text: JSON of this size comes to
// less.
constexpr size_t kMaxResults = 25000;
constexpr size_t kMaxBytes = size_t{64} << 20;

rule::Notification CutNotice(size_t left_out) {
  return {.level = rule::Severity::kWarning,
          .message = fmt::format("{} left out, the least grave first: code scanning takes {} "
                                 "results and 10 MB of a run",
                                 Count(left_out, "result is", "results are"), kMaxResults)};
}

Json NotificationJson(const rule::Notification& notification) {
  Json json;
  json["level"] = rule::ToString(notification.level);
  json["message"] = SarifText(WithoutLinks(notification.message));
  if (!notification.path.empty()) {
    rule::LocatedPlace place;
    place.path = notification.path;
    place.line = place.end_line = notification.line;
    place.utf16 = {.begin = notification.column, .end = notification.column};
    json["locations"] = Json::array({Json{{"physicalLocation", SarifPhysicalLocation(place)}}});
  }
  return json;
}

// `left_out` results did not fit.
Json InvocationJson(const rule::Report& report, size_t left_out) {
  Json json;
  json["executionSuccessful"] = report.faults.empty();
  Json notifications = Json::array();
  if (left_out > 0) notifications.push_back(NotificationJson(CutNotice(left_out)));
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

// Either all results say whether they are suppressed or none does (SARIF 2.1.0 §3.27.23); the same
// holds for how they stand to the baseline (§3.27.24).
class Results {
 public:
  explicit Results(const SarifInput& input) : input_(input) {}

  Json Build() {
    const rule::Report& report = input_.report;
    for (size_t i = 0; i < report.findings.size(); ++i) {
      Add(report.findings[i], i, Json::array(), "new");
    }
    for (size_t i = 0; i < report.suppressed.size(); ++i) {
      const rule::SuppressedFinding& suppressed = report.suppressed[i];
      const bool was_there = suppressed.silencer == rule::Silencer::kRevision;
      const bool is_known = was_there || suppressed.silencer == rule::Silencer::kBaseline;
      Add(suppressed.finding, report.findings.size() + i, SuppressionsOf(suppressed),
          is_known ? "unchanged" : "new");
    }
    return std::move(results_);
  }

  [[nodiscard]] size_t left_out() const { return left_out_; }

 private:
  void Add(const rule::LocatedFinding& finding, size_t index, Json suppressions,
           std::string_view baseline_state) {
    if (results_.size() == kMaxResults || bytes_ > kMaxBytes) {
      ++left_out_;
      return;
    }
    static const rule::FindingDetails kNone;
    Json result =
        SarifResult(finding, index < input_.details.size() ? input_.details[index] : kNone);
    if (const std::optional<size_t> rule = IndexOf(finding.rule); rule.has_value()) {
      result["ruleIndex"] = *rule;
    }
    if (!input_.report.suppressed.empty()) result["suppressions"] = std::move(suppressions);
    const bool compares = input_.report.baseline.has_value() || input_.report.since.has_value();
    if (compares) result["baselineState"] = baseline_state;
    bytes_ += ToText(result).size();
    results_.push_back(std::move(result));
  }

  // Nobody accepted what was only there before.
  Json SuppressionsOf(const rule::SuppressedFinding& suppressed) const {
    if (suppressed.silencer == rule::Silencer::kRevision) return Json::array();
    const bool in_source = suppressed.silencer == rule::Silencer::kInput;
    const std::string reason = ReasonOf(suppressed, input_.report);
    Json suppression;
    suppression["kind"] = in_source ? "inSource" : "external";
    suppression["status"] = "accepted";
    if (!reason.empty()) suppression["justification"] = reason;
    return Json::array({std::move(suppression)});
  }

  std::optional<size_t> IndexOf(std::string_view id) const {
    const auto found = std::ranges::find(input_.rules, id, &rule::RuleMeta::id);
    if (found == input_.rules.end()) return std::nullopt;
    return static_cast<size_t>(found - input_.rules.begin());
  }

  const SarifInput& input_;
  Json results_ = Json::array();
  size_t bytes_ = 0;
  size_t left_out_ = 0;
};

}  // namespace

std::string RenderSarif(const SarifInput& input) {
  Json descriptors = Json::array();
  for (const rule::RuleMeta* meta : input.rules) descriptors.push_back(SarifRule(*meta));
  Json driver;
  driver["name"] = "irsalint";
  driver["semanticVersion"] = base::kVersion;
  driver["rules"] = std::move(descriptors);

  Results results(input);
  Json list = results.Build();
  Json run;
  run["tool"] = Json{{"driver", std::move(driver)}};
  run["automationDetails"] = Json{{"id", "irsalint/"}};
  run["invocations"] = Json::array({InvocationJson(input.report, results.left_out())});
  run["originalUriBaseIds"] =
      Json{{kSourceRoot,
            Json{{"description", SarifText("The directory in which irsalint was started.")}}}};
  run["columnKind"] = "utf16CodeUnits";
  run["results"] = std::move(list);

  Json log;
  log["$schema"] = kSchema;
  log["version"] = "2.1.0";
  log["runs"] = Json::array({std::move(run)});
  return ToText(log);
}

}  // namespace irsalint::render
