#include "analyzer/graph/imds.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include <fmt/format.h>

#include "analyzer/graph/legacy_identity.h"
#include "analyzer/kube/fargate.h"
#include "analyzer/kube/node_group.h"

namespace irsalint::graph {
namespace {

using base::Truth;

constexpr std::string_view kWhichNodes = "a nodeSelector that names its nodes";

ImdsAnswer Answer(Truth reachable, ImdsClause because) {
  return {.reachable = reachable, .because = {std::move(because)}, .missing = {}};
}

// Those of the node group that the pods select; all, if that is none of them.
void KeepGroup(std::string_view group, std::vector<NodeSet>& sets) {
  const auto is_other = [group](const NodeSet& set) {
    return set.nodes == nullptr || !set.nodes->name.HasValue() ||
           set.nodes->name->literal() != group;
  };
  if (group.empty() || std::ranges::all_of(sets, is_other)) return;
  std::erase_if(sets, is_other);
}

// A reason for which the service may not be reached after all.
void Weaken(ImdsClause clause, ImdsAnswer& answer) {
  if (answer.reachable == Truth::kYes) {
    answer.reachable = Truth::kMaybe;
    answer.because.insert(answer.because.begin(), std::move(clause));
  } else {
    answer.because.push_back(std::move(clause));
  }
}

ImdsClause OnNodes(const NodeSet& set) {
  ImdsClause clause = set.pods.because.front();
  clause.text = fmt::format("on {}: {}", set.name, clause.text);
  return clause;
}

// Pods on the network of the node are as near to the service as the node itself.
ImdsAnswer OnHostNetwork(const std::vector<NodeSet>& sets, const kube::PodSpec& spec) {
  const auto is_off = [](const NodeSet& set) { return set.disabled == Truth::kYes; };
  if (!sets.empty() && std::ranges::all_of(sets, is_off)) return sets.front().pods;
  ImdsAnswer answer =
      Answer(Truth::kYes, {.text = "hostNetwork puts its pods on the node's network",
                           .place = spec.host_network.place()});
  for (const NodeSet& set : sets) {
    if (set.disabled == Truth::kNo) continue;
    Weaken(OnNodes(set), answer);
    answer.missing = is_off(set) ? kWhichNodes : set.pods.missing;
  }
  return answer;
}

ImdsAnswer OnUnknownNodes() {
  ImdsAnswer answer = Answer(
      Truth::kMaybe, {.text = "nothing in the input says how its nodes are set up", .place = {}});
  answer.missing = "aws eks describe-nodegroup, and aws ec2 describe-launch-template-versions";
  return answer;
}

// What nodes of several kinds have in common.
ImdsAnswer OnPodNetwork(const std::vector<NodeSet>& sets) {
  if (sets.empty()) return OnUnknownNodes();
  const Truth first = sets.front().pods.reachable;
  const bool agree = std::ranges::all_of(
      sets, [first](const NodeSet& set) { return set.pods.reachable == first; });
  if (agree) return sets.front().pods;
  ImdsAnswer answer{.reachable = Truth::kMaybe, .because = {}, .missing = {}};
  for (const NodeSet& set : sets) {
    answer.because.push_back(OnNodes(set));
    if (answer.missing.empty()) answer.missing = set.pods.missing;
  }
  if (answer.missing.empty()) answer.missing = kWhichNodes;
  return answer;
}

std::string ShowPolicy(const kube::ObjectMeta& policy) {
  const std::string namespace_name = policy.namespace_name->Written();
  return fmt::format("{} {}{}{}", policy.kind, namespace_name, namespace_name.empty() ? "" : "/",
                     policy.name->Written());
}

ImdsClause Blocker(const kube::ObjectMeta& policy) {
  return {.text = fmt::format("{} restricts where pods connect to, and may block it",
                              ShowPolicy(policy)),
          .place = policy.name.place()};
}

ImdsClause Proxy() {
  return {.text = "kube2iam or kiam is in the input, and may answer in its place", .place = {}};
}

}  // namespace

ImdsReach::ImdsReach(const IdentityGraph& graph)
    : graph_(graph), node_sets_(graph), egress_(graph), has_proxy_(UsesLegacyIdentity(graph)) {}

ImdsAnswer ImdsReach::Of(WorkloadId id, const NodeRole* role) const {
  const kube::Workload& workload = *graph_[id].object;
  if (const kube::Annotation* mark = kube::FargateMark(workload); mark != nullptr) {
    return Answer(Truth::kNo, {.text = "it runs on Fargate, which has no instance metadata service",
                               .place = mark->value.place()});
  }
  std::vector<NodeSet> sets;
  if (role != nullptr) sets = node_sets_.Of(*role);
  KeepGroup(kube::SelectedNodeGroup(workload.spec), sets);
  const syntax::Known<bool>& host_network = workload.spec.host_network;
  if (host_network.ValueOr(false)) return OnHostNetwork(sets, workload.spec);
  ImdsAnswer answer = OnPodNetwork(sets);
  if (host_network.IsUnresolved() && answer.reachable == Truth::kNo) {
    answer.reachable = Truth::kMaybe;
    answer.because.insert(answer.because.begin(),
                          {.text = "hostNetwork is not known", .place = host_network.place()});
    answer.missing = "hostNetwork of its pods";
    return answer;
  }
  if (answer.reachable == Truth::kNo) return answer;
  // Policies are about the pod network, as are the rules by which proxies catch requests.
  if (const kube::ObjectMeta* policy = egress_.Over(id); policy != nullptr) {
    Weaken(Blocker(*policy), answer);
  }
  if (has_proxy_) Weaken(Proxy(), answer);
  return answer;
}

std::optional<ImdsClause> ImdsReach::BlockerOf(const NodeRole& role) const {
  if (has_proxy_) return Proxy();
  const kube::ObjectMeta* policy = egress_.OverCluster(role.units);
  if (policy != nullptr) return Blocker(*policy);
  policy = egress_.OverNamespace(role.units);
  if (policy == nullptr) return std::nullopt;
  for (uint32_t w = 0; w < graph_.workloads().size(); ++w) {
    const Workload& workload = graph_.workloads()[w];
    const bool may_run_there = std::ranges::any_of(
        role.units, [&](UnitId unit) { return egress_.MayShareCluster(unit, workload.unit); });
    if (!may_run_there || workload.object->spec.host_network.ValueOr(false)) continue;
    if (kube::FargateMark(*workload.object) != nullptr) continue;
    if (egress_.Over(WorkloadId{w}) == nullptr) return std::nullopt;
  }
  return Blocker(*policy);
}

}  // namespace irsalint::graph
