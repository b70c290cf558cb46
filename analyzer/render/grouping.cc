#include "analyzer/render/grouping.h"

#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

namespace irsalint::render {

std::vector<FindingGroup> GroupFindings(std::span<const rule::LocatedFinding> findings) {
  std::vector<FindingGroup> groups;
  std::map<std::pair<rule::Severity, std::string_view>, size_t> indices;
  for (const rule::LocatedFinding& finding : findings) {
    const auto [known, is_new] =
        indices.try_emplace({finding.severity, finding.rule}, groups.size());
    if (is_new) groups.emplace_back();
    groups[known->second].push_back(&finding);
  }
  std::ranges::stable_sort(groups, [](const FindingGroup& left, const FindingGroup& right) {
    return left.front()->severity > right.front()->severity;
  });
  return groups;
}

}  // namespace irsalint::render
