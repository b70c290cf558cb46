#include "analyzer/explain/walk_json.h"

#include <nlohmann/json.hpp>
#include <string>

#include "analyzer/explain/decision_value.h"
#include "analyzer/explain/json_text.h"

namespace irsalint::explain {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kVersion = 1;

void AddPlace(const syntax::Place& place, const PlaceLines& lines, Json& json) {
  const rule::LocatedPlace* located = place.IsValid() ? lines.Find(place) : nullptr;
  if (located == nullptr) return;
  json["path"] = located->path;
  if (located->line > 0) json["line"] = located->line;
}

Json LineOf(const WalkLine& line, const PlaceLines& lines) {
  const size_t begin = line.text.find_first_not_of(' ');
  Json json = {{"text", begin == std::string::npos ? "" : line.text.substr(begin)},
               {"mark", ToString(line.mark)}};
  AddPlace(line.place, lines, json);
  return json;
}

Json StepOf(const WalkStep& step, const PlaceLines& lines) {
  Json json = {{"step", step.id}, {"title", step.title}, {"mark", ToString(step.mark)}};
  json["lines"] = Json::array();
  for (const WalkLine& line : step.lines) json["lines"].push_back(LineOf(line, lines));
  if (step.decision != nullptr) {
    json["decision"] = DecisionValue(*step.policy, *step.decision, lines);
  }
  return json;
}

Json SdkOf(const graph::FamilyOutcome& family) {
  Json json = {{"sdk", graph::NameOf(family.family)}};
  json["outcomes"] = Json::array();
  for (const graph::Outcome outcome : family.outcomes) {
    json["outcomes"].push_back(graph::NameOf(outcome));
  }
  json["chain"] = Json::array();
  for (const graph::ChainStep& step : family.steps) {
    Json asked = {{"provider", graph::NameOf(step.provider)}, {"effects", Json::array()}};
    for (const graph::Effect effect : step.effects) {
      asked["effects"].push_back(graph::NameOf(effect));
    }
    asked["why"] = step.why;
    json["chain"].push_back(std::move(asked));
  }
  return json;
}

Json ContainersOf(const graph::PodWalk& walk) {
  Json containers = Json::array();
  for (const graph::EffectiveIdentity& identity : walk.containers) {
    Json container = {{"name", walk.spec->containers[identity.container].name->Written()},
                      {"sdks", Json::array()}};
    for (const graph::FamilyOutcome& family : identity.families) {
      container["sdks"].push_back(SdkOf(family));
    }
    containers.push_back(std::move(container));
  }
  return containers;
}

Json WalkOf(const ReportedWalk& reported, const PlaceLines& lines) {
  const WalkReport& report = reported.report;
  Json json = {{"workload", report.workload}};
  AddPlace(report.place, lines, json);
  json["assumptions"] = report.assumptions;
  json["steps"] = Json::array();
  for (const WalkStep& step : report.steps) json["steps"].push_back(StepOf(step, lines));
  json["containers"] = ContainersOf(*reported.walk);
  json["result"] = Json::array();
  for (const WalkLine& line : report.result) json["result"].push_back(LineOf(line, lines));
  json["missing"] = report.missing;
  return json;
}

}  // namespace

std::string WalkJson(std::span<const ReportedWalk> walks, const PlaceLines& lines) {
  Json json = {{"version", kVersion}, {"walks", Json::array()}};
  for (const ReportedWalk& walk : walks) json["walks"].push_back(WalkOf(walk, lines));
  return ToText(json);
}

}  // namespace irsalint::explain
