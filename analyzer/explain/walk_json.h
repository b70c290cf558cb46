#pragma once

#include <span>
#include <string>

#include "analyzer/explain/walk_report.h"

namespace irsalint::explain {

// One walk with its words.
struct ReportedWalk {
  const graph::PodWalk* walk = nullptr;
  WalkReport report;
};

// `{"version":1,"walks":[{"workload","path","line","assumptions","steps":[{"step","title","mark",
// "lines":[{"text","mark","path","line"}],"decision"}],"containers":[{"name","sdks":[{"sdk",
// "outcomes","chain":[{"provider","effects","why"}]}]}],"result","missing"}]}` (docs/trace.md).
[[nodiscard]] std::string WalkJson(std::span<const ReportedWalk> walks, const PlaceLines& lines);

}  // namespace irsalint::explain
