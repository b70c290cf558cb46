#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/explain/place_lines.h"
#include "analyzer/graph/pod_walk.h"

namespace irsalint::explain {

// How something stands.
enum class Mark : uint8_t { kPlain, kGood, kFault, kUnknown };

// "plain", "good", "fault", "unknown".
[[nodiscard]] std::string_view ToString(Mark mark);

// One thing that a step says, and what says so. The place is not valid where nothing does.
struct WalkLine {
  std::string text;
  Mark mark = Mark::kPlain;
  syntax::Place place = {};
};

// One step of a walk.
struct WalkStep {
  std::string id;     // "account", "webhook", "api-server", "token", "sts", "pod-identity", …
  std::string title;  // "Webhook: web identity"
  Mark mark = Mark::kPlain;
  std::vector<WalkLine> lines;
  // The decision that the step ends with; null for most steps.
  const iam::PolicyDocument* policy = nullptr;
  const iam::Decision* decision = nullptr;
  std::string issuer;  // of the decision
};

// A walk in words, for the printers. Points into the walk.
struct WalkReport {
  std::string workload;  // "Pod default/app"
  syntax::Place place;
  std::vector<std::string> assumptions;  // clauses
  std::vector<WalkStep> steps;
  std::vector<WalkLine> result;      // one for each container
  std::vector<std::string> missing;  // inputs that would settle what is unknown
};

[[nodiscard]] WalkReport ReportOf(const graph::IdentityGraph& graph, const graph::PodWalk& walk);

// The places that it names.
[[nodiscard]] std::vector<syntax::Place> PlacesOf(const WalkReport& report);

}  // namespace irsalint::explain
