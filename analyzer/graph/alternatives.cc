#include "analyzer/graph/alternatives.h"

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <tuple>

namespace irsalint::graph {
namespace {

// The file that first defines each object.
class Definitions {
 public:
  // Whether another file than that of `meta` defined the same object before.
  bool AddAndTest(const kube::ObjectMeta& meta) {
    if (!meta.name.HasValue()) return false;
    const source::SourceId file = meta.place.document.source;
    const auto known =
        files_.try_emplace({meta.kind, Written(*meta.namespace_name), Written(*meta.name)}, file);
    return known.first->second != file;
  }

 private:
  std::string_view Written(const syntax::Text& text) {
    return text.IsLiteral() ? text.literal() : written_.emplace_back(text.Written());
  }

  using Key = std::tuple<std::string_view, std::string_view, std::string_view>;

  std::map<Key, source::SourceId> files_;  // by views of the facts, or of:
  std::deque<std::string> written_;
};

}  // namespace

bool HoldsAlternatives(const facts::Facts& unit) {
  if (unit.kind != facts::UnitKind::kFolder || unit.files.size() < 2) return false;
  Definitions definitions;
  for (const kube::ServiceAccount& account : unit.service_accounts) {
    if (definitions.AddAndTest(account.meta)) return true;
  }
  for (const kube::Workload& workload : unit.workloads) {
    if (definitions.AddAndTest(workload.meta)) return true;
  }
  return false;
}

}  // namespace irsalint::graph
