#include "analyzer/render/sarif_result.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/render/chain.h"
#include "analyzer/render/sarif_text.h"

namespace irsalint::render {
namespace {

using Json = nlohmann::ordered_json;

// GitHub shows so many places of a result, and refuses ten times as many.
constexpr size_t kMaxRelated = 100;

bool IsUnreserved(char c) {
  return base::IsAsciiAlnum(c) || c == '-' || c == '.' || c == '_' || c == '~' || c == '/';
}

Json RegionOf(const rule::LocatedPlace& place) {
  return Json{{"startLine", place.line},
              {"startColumn", std::max(place.utf16.begin, 1U)},
              {"endLine", place.end_line},
              {"endColumn", std::max(place.utf16.end, 1U)}};
}

Json ArtifactOf(const std::string& path) {
  return Json{{"uri", ToUri(path)}, {"uriBaseId", kSourceRoot}};
}

Json LocationOf(const rule::LocatedPlace& place, std::string_view message) {
  Json json;
  json["physicalLocation"] = SarifPhysicalLocation(place);
  if (!message.empty()) json["message"] = SarifText(WithoutLinks(message));
  return json;
}

size_t RelatedShown(const rule::LocatedFinding& finding) {
  return std::min(finding.related.size(), kMaxRelated);
}

// The message, the related places as links to them by id, then notes and helps.
std::string MessageOf(const rule::LocatedFinding& finding) {
  std::string text = WithoutLinks(finding.message) + ".";
  const size_t shown = RelatedShown(finding);
  for (size_t i = 0; i < shown; ++i) {
    const std::string& message = finding.related[i].message;
    text += fmt::format("\n[{}]({})", LinkText(message.empty() ? "related place" : message), i + 1);
  }
  if (shown < finding.related.size()) {
    text += fmt::format("\nnote: and {} more places", finding.related.size() - shown);
  }
  for (const std::string& note : finding.notes) text += "\nnote: " + WithoutLinks(note);
  for (const std::string& help : finding.helps) text += "\nhelp: " + WithoutLinks(help);
  return text;
}

Json RelatedOf(const rule::LocatedFinding& finding) {
  Json related = Json::array();
  for (size_t i = 0; i < RelatedShown(finding); ++i) {
    Json item;
    item["id"] = i + 1;
    item.update(LocationOf(finding.related[i], finding.related[i].message));
    related.push_back(std::move(item));
  }
  return related;
}

Json CodeFlowOf(const std::vector<ChainStep>& chain) {
  Json locations = Json::array();
  for (size_t i = 0; i < chain.size(); ++i) {
    Json step;
    step["location"] = LocationOf(*chain[i].place, chain[i].message);
    step["executionOrder"] = i + 1;
    locations.push_back(std::move(step));
  }
  return Json{{"threadFlows", Json::array({Json{{"locations", std::move(locations)}}})}};
}

Json FixOf(const rule::LocatedFix& fix) {
  Json changes = Json::array();
  const std::string* path = nullptr;
  for (const rule::Replacement& replacement : fix.replacements) {
    if (path == nullptr || *path != replacement.place.path) {
      path = &replacement.place.path;
      changes.push_back(
          Json{{"artifactLocation", ArtifactOf(*path)}, {"replacements", Json::array()}});
    }
    Json json;
    json["deletedRegion"] = RegionOf(replacement.place);
    json["insertedContent"] = SarifText(replacement.text);
    changes.back()["replacements"].push_back(std::move(json));
  }
  Json json;
  json["description"] = SarifText(WithoutLinks(fix.title));
  json["artifactChanges"] = std::move(changes);
  json["properties"] = Json{{"applicability", rule::ToString(fix.applicability)},
                            {"side", rule::ToString(fix.side)}};
  return json;
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

Json SarifPhysicalLocation(const rule::LocatedPlace& place) {
  Json json;
  json["artifactLocation"] = ArtifactOf(place.path);
  if (place.line > 0) json["region"] = RegionOf(place);
  return json;
}

Json SarifResult(const rule::LocatedFinding& finding, const rule::FindingDetails& details) {
  Json json;
  json["ruleId"] = finding.rule;
  json["level"] = rule::ToString(finding.severity);
  json["message"] = SarifText(MessageOf(finding));
  json["locations"] = Json::array({LocationOf(finding.primary, finding.primary.message)});
  if (!finding.related.empty()) json["relatedLocations"] = RelatedOf(finding);
  const std::vector<ChainStep> chain = ChainOf(finding);
  if (!chain.empty()) json["codeFlows"] = Json::array({CodeFlowOf(chain)});
  Json fingerprints;
  if (!details.line_hash.empty()) fingerprints["primaryLocationLineHash"] = details.line_hash;
  fingerprints["irsalint/v1"] = finding.fingerprint;
  json["partialFingerprints"] = std::move(fingerprints);
  Json fixes = Json::array();
  for (const rule::LocatedFix& fix : details.fixes) {
    if (fix.applicability != rule::Applicability::kDisplayOnly) fixes.push_back(FixOf(fix));
  }
  if (!fixes.empty()) json["fixes"] = std::move(fixes);
  json["properties"] = Json{{"confidence", rule::ToString(finding.confidence)},
                            {"persona", rule::ToString(finding.persona)}};
  return json;
}

}  // namespace irsalint::render
