#include "analyzer/render/gitlab.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>

#include "analyzer/render/json_text.h"

namespace irsalint::render {
namespace {

using Json = nlohmann::ordered_json;

std::string_view SeverityOf(rule::Severity severity) {
  switch (severity) {
    case rule::Severity::kNote:
      return "info";
    case rule::Severity::kWarning:
      return "minor";
    case rule::Severity::kError:
      return "major";
  }
  return "";
}

}  // namespace

std::string RenderGitlab(const rule::Report& report) {
  Json issues = Json::array();
  for (const rule::LocatedFinding& finding : report.findings) {
    Json json;
    json["description"] = finding.message;
    json["check_name"] = finding.rule;
    json["fingerprint"] = finding.fingerprint;
    json["severity"] = SeverityOf(finding.severity);
    json["location"] = Json{{"path", finding.primary.path},
                            {"lines", Json{{"begin", std::max(finding.primary.line, 1U)}}}};
    issues.push_back(std::move(json));
  }
  return ToText(issues);
}

}  // namespace irsalint::render
