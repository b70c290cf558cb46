#include "analyzer/graph/legacy_identity.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "analyzer/base/strings.h"

namespace irsalint::graph {
namespace {

bool NamesProxy(const kube::KnownText& text) {
  const std::string written = text->Written();
  return base::Contains(written, "kiam") || base::Contains(written, "kube2iam");
}

bool IsProxy(const kube::Workload& workload) {
  return NamesProxy(workload.meta.name) ||
         std::ranges::any_of(workload.spec.containers, [](const kube::Container& container) {
           return NamesProxy(container.image);
         });
}

bool IsConfiguredForProxy(const kube::ObjectMeta& object) {
  constexpr std::array<std::string_view, 2> kKeys = {"iam.amazonaws.com/permitted",
                                                     "iam.amazonaws.com/allowed-roles"};
  return std::ranges::any_of(
      kKeys, [&object](std::string_view key) { return object.FindAnnotation(key) != nullptr; });
}

}  // namespace

bool UsesLegacyIdentity(const IdentityGraph& graph) {
  return std::ranges::any_of(graph.units(), [](const Unit& unit) {
    return std::ranges::any_of(unit.facts->workloads, IsProxy) ||
           std::ranges::any_of(unit.facts->namespaces, IsConfiguredForProxy);
  });
}

}  // namespace irsalint::graph
