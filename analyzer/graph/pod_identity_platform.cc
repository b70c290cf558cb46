#include "analyzer/graph/pod_identity_platform.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>
#include <vector>

#include <fmt/format.h>

namespace irsalint::graph {
namespace {

using base::Truth;
using Kind = UnsupportedPlatform::Kind;

constexpr std::string_view kNodeGroupLabel = "eks.amazonaws.com/nodegroup";
constexpr std::string_view kProfileLabel = "eks.amazonaws.com/fargate-profile";

// A label of nodes that are of such a platform.
struct NodeLabel {
  std::string_view key;
  std::string_view value;
  Kind kind;
};

constexpr auto kNodeLabels = std::to_array<NodeLabel>({
    {"eks.amazonaws.com/compute-type", "fargate", Kind::kFargate},
    {"kubernetes.io/os", "windows", Kind::kWindows},
    {"beta.kubernetes.io/os", "windows", Kind::kWindows},
});

std::string_view LiteralOf(const kube::KnownText& text) {
  return text.HasValue() ? text->literal() : std::string_view();
}

std::optional<UnsupportedPlatform> BySelector(const kube::Annotation& selected) {
  for (const NodeLabel& label : kNodeLabels) {
    if (selected.key != label.key || LiteralOf(selected.value) != label.value) continue;
    return UnsupportedPlatform{
        .kind = label.kind,
        .clause = fmt::format("the node selector demands {}: {}", label.key, label.value),
        .place = selected.value.place()};
  }
  return std::nullopt;
}

// Whether a node group is of the cluster on which a unit is known to run.
bool MayBeOfCluster(const IdentityGraph& graph, const facts::NodeRole& group, UnitId unit) {
  const std::optional<ClusterId> cluster = graph[unit].cluster;
  if (!cluster.has_value()) return true;
  const std::string_view name = LiteralOf(group.cluster);
  return name.empty() || graph[*cluster].name.empty() || name == graph[*cluster].name;
}

// Node groups of one name on several clusters may differ: all that may be meant must be of Windows.
std::optional<UnsupportedPlatform> ByNodeGroup(const IdentityGraph& graph, UnitId unit,
                                               const kube::Annotation& selected) {
  const std::string_view name = LiteralOf(selected.value);
  if (selected.key != kNodeGroupLabel || name.empty()) return std::nullopt;
  const facts::NodeRole* windows = nullptr;
  Truth certain = Truth::kYes;
  for (const Unit& other : graph.units()) {
    for (const facts::NodeRole& group : other.facts->node_roles) {
      if (group.evidence != facts::NodeRole::Evidence::kNodeGroup) continue;
      if (LiteralOf(group.name) != name || !MayBeOfCluster(graph, group, unit)) continue;
      if (LiteralOf(group.ami_type).starts_with("WINDOWS_")) {
        windows = &group;
      } else {
        certain = Truth::kMaybe;
      }
    }
  }
  if (windows == nullptr) return std::nullopt;
  return UnsupportedPlatform{
      .kind = Kind::kWindows,
      .certain = certain,
      .clause = fmt::format("the node selector demands node group \"{}\", whose AMI type is {}",
                            name, windows->ami_type->Written()),
      .place = selected.value.place(),
      .node_group = windows->ami_type.place()};
}

std::optional<UnsupportedPlatform> ByProfile(const std::vector<kube::Annotation>& labels) {
  const auto profile = std::ranges::find(labels, kProfileLabel, &kube::Annotation::key);
  if (profile == labels.end()) return std::nullopt;
  return UnsupportedPlatform{.kind = Kind::kFargate,
                             .clause = fmt::format("the label {} names Fargate profile \"{}\"",
                                                   kProfileLabel, profile->value->Shown()),
                             .place = profile->value.place()};
}

}  // namespace

std::string_view ToString(Kind kind) {
  switch (kind) {
    case Kind::kFargate:
      return "Fargate";
    case Kind::kWindows:
      return "Windows";
  }
  return "";
}

std::optional<UnsupportedPlatform> UnsupportedPlatformOf(const IdentityGraph& graph,
                                                         WorkloadId id) {
  const Workload& workload = graph[id];
  const kube::PodSpec& spec = workload.object->spec;
  std::optional<UnsupportedPlatform> perhaps;
  for (const kube::Annotation& selected : spec.node_selector) {
    auto platform = BySelector(selected);
    if (!platform.has_value()) platform = ByNodeGroup(graph, workload.unit, selected);
    if (!platform.has_value()) continue;
    if (platform->certain == Truth::kYes) return platform;
    perhaps = std::move(platform);
  }
  if (auto platform = ByProfile(workload.object->eks_labels)) return platform;
  if (LiteralOf(spec.os) == "windows") {
    return UnsupportedPlatform{
        .kind = Kind::kWindows, .clause = "spec.os.name is windows", .place = spec.os.place()};
  }
  return perhaps;
}

}  // namespace irsalint::graph
