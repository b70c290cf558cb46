#include "analyzer/engine/report_only.h"

#include <algorithm>
#include <functional>
#include <set>

namespace irsalint::engine {

void KeepWhatIsAbout(std::span<const std::string> paths, rule::Report& report) {
  const std::set<std::string, std::less<>> asked_for(paths.begin(), paths.end());
  report.stats.elsewhere +=
      std::erase_if(report.findings, [&asked_for](const rule::LocatedFinding& finding) {
        return !asked_for.contains(finding.primary.path) &&
               std::ranges::none_of(finding.related, [&asked_for](const rule::LocatedPlace& place) {
                 return asked_for.contains(place.path);
               });
      });
}

}  // namespace irsalint::engine
