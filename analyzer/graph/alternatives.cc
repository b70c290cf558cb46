#include "analyzer/graph/alternatives.h"

#include <algorithm>
#include <deque>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace irsalint::graph {
namespace {

// What tells one object from another, then the file that defines it.
using Definition =
    std::tuple<std::string_view, std::string_view, std::string_view, source::SourceId>;

// The definitions of the objects of a unit.
class Definitions {
 public:
  void Add(const kube::ObjectMeta& meta) {
    if (!meta.name.HasValue()) return;
    all_.emplace_back(Written(*meta.name), meta.kind, Written(*meta.namespace_name),
                      meta.place.document.source);
  }

  // Whether two files define the same object.
  bool HoldTwins() && {
    std::ranges::sort(all_);
    const auto are_twins = [](const Definition& a, const Definition& b) {
      const auto& [name_a, kind_a, namespace_a, file_a] = a;
      const auto& [name_b, kind_b, namespace_b, file_b] = b;
      return name_a == name_b && kind_a == kind_b && namespace_a == namespace_b && file_a != file_b;
    };
    return std::ranges::adjacent_find(all_, are_twins) != all_.end();
  }

 private:
  std::string_view Written(const syntax::Text& text) {
    return text.IsLiteral() ? text.literal() : written_.emplace_back(text.Written());
  }

  std::vector<Definition> all_;  // with views of the facts, or of:
  std::deque<std::string> written_;
};

}  // namespace

bool HoldsAlternatives(const facts::Facts& unit) {
  if (unit.kind != facts::UnitKind::kFolder || unit.files.size() < 2) return false;
  Definitions definitions;
  for (const kube::ServiceAccount& account : unit.service_accounts) definitions.Add(account.meta);
  for (const kube::Workload& workload : unit.workloads) definitions.Add(workload.meta);
  return std::move(definitions).HoldTwins();
}

}  // namespace irsalint::graph
