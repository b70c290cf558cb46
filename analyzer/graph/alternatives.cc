#include "analyzer/graph/alternatives.h"

#include <map>
#include <string>
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
        files_.try_emplace({meta.kind, meta.namespace_name->Written(), meta.name->Written()}, file);
    return known.first->second != file;
  }

 private:
  std::map<std::tuple<std::string, std::string, std::string>, source::SourceId> files_;
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
