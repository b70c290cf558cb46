#include "analyzer/engine/showing_order.h"

#include <algorithm>
#include <tuple>

namespace irsalint::engine {

void SortForShowing(std::vector<rule::LocatedFinding>& findings) {
  std::ranges::stable_sort(
      findings, [](const rule::LocatedFinding& left, const rule::LocatedFinding& right) {
        if (left.severity != right.severity) return left.severity > right.severity;
        return std::tie(left.primary.path, left.primary.line, left.primary.column, left.rule) <
               std::tie(right.primary.path, right.primary.line, right.primary.column, right.rule);
      });
}

}  // namespace irsalint::engine
