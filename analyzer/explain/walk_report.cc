#include "analyzer/explain/walk_report.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/explain/decision.h"
#include "analyzer/explain/walk_steps.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using graph::Outcome;

void AddMissing(const std::string& input, WalkReport& report) {
  if (input.empty() || std::ranges::find(report.missing, input) != report.missing.end()) return;
  report.missing.push_back(input);
}

// The node matters only where an SDK may get as far as asking it.
bool MayAskNode(const graph::PodWalk& walk) {
  return std::ranges::any_of(walk.containers, [](const graph::EffectiveIdentity& identity) {
    return std::ranges::any_of(identity.families, [](const graph::FamilyOutcome& family) {
      return std::ranges::any_of(family.steps, [](const graph::ChainStep& step) {
        return step.provider == graph::Provider::kImds;
      });
    });
  });
}

void AddMissingInputs(const graph::PodWalk& walk, WalkReport& report) {
  if (walk.account_is_unknown) {
    AddMissing("the manifest of the service account", report);
  }
  if (walk.sts.has_value()) {
    for (const graph::StsCheck& check : walk.sts->checks) AddMissing(check.missing, report);
  }
  if (walk.pod_identity.has_value() && walk.pod_identity->role.policies.empty()) {
    AddMissing("aws iam get-role of the association's role", report);
  }
  if (MayAskNode(walk)) {
    AddMissing(walk.imds.missing, report);
    if (walk.node_roles.empty()) {
      AddMissing("aws eks describe-nodegroup, or an eksctl ClusterConfig", report);
    }
  }
}

// What an unknown namespace is taken to be.
std::string NamespaceAssumption(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  if (walk.injection.account.has_value()) {
    const graph::Account& account = graph[*walk.injection.account];
    if (account.namespace_name.IsLiteral()) {
      return fmt::format("namespace {}, which is that of the account",
                         account.namespace_name.literal());
    }
  }
  return "pod and account are applied to one namespace, which is not known";
}

void AddAssumptions(const graph::IdentityGraph& graph, const graph::PodWalk& walk,
                    WalkReport& report) {
  const graph::Workload& workload = graph[walk.workload];
  if (!workload.namespace_name.IsLiteral()) {
    report.assumptions.push_back(NamespaceAssumption(graph, walk));
  } else if (workload.object->meta.namespace_name.IsAbsent()) {
    report.assumptions.push_back(
        fmt::format("namespace {}, as the manifest names none", workload.namespace_name.literal()));
  }
  if (walk.sts.has_value() && walk.sts->edge != nullptr && walk.sts->edge->IsInferred()) {
    report.assumptions.push_back(fmt::format("{} is the trust policy of the role",
                                             graph[walk.sts->edge->policy].object->path));
  }
  if (graph.MayBePatched(workload.unit)) {
    report.assumptions.push_back("no patch that is not applied changes the pod or its account");
  }
}

}  // namespace

std::string_view ToString(Mark mark) {
  switch (mark) {
    case Mark::kPlain:
      return "plain";
    case Mark::kGood:
      return "good";
    case Mark::kFault:
      return "fault";
    case Mark::kUnknown:
      return "unknown";
  }
  return "";
}

WalkReport ReportOf(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  const graph::Workload& workload = graph[walk.workload];
  const kube::ObjectMeta& meta = workload.object->meta;
  WalkReport report = {
      .workload = fmt::format("{} {}/{}", meta.kind, rule::Show(workload.namespace_name),
                              rule::Show(*meta.name)),
      .place = meta.place};
  AddAssumptions(graph, walk, report);
  report.steps.push_back(AccountStep(graph, walk));
  report.steps.push_back(WebhookStep(graph, walk));
  report.steps.push_back(ApiServerStep(graph, walk));
  report.steps.push_back(TokenStep(graph, walk));
  if (walk.sts.has_value()) report.steps.push_back(StsStep(graph, walk));
  if (walk.pod_identity.has_value()) report.steps.push_back(PodIdentityStep(graph, walk));
  if (MayAskNode(walk)) report.steps.push_back(NodeStep(graph, walk));
  for (const graph::EffectiveIdentity& identity : walk.containers) {
    report.steps.push_back(ContainerStep(graph, walk, identity));
    report.result.push_back(ResultOf(graph, walk, identity));
  }
  if (!walk.faults.empty()) {
    report.result.insert(
        report.result.begin(),
        {.text = "the API server refuses the pod, so nothing below happens", .mark = Mark::kFault});
  }
  AddMissingInputs(walk, report);
  return report;
}

std::vector<syntax::Place> PlacesOf(const WalkReport& report) {
  std::vector<syntax::Place> places = {report.place};
  for (const WalkStep& step : report.steps) {
    for (const WalkLine& line : step.lines) {
      if (line.place.IsValid()) places.push_back(line.place);
    }
    if (step.decision == nullptr) continue;
    for (syntax::Place& place : PlacesOfDecision(*step.policy, *step.decision)) {
      places.push_back(std::move(place));
    }
  }
  return places;
}

}  // namespace irsalint::explain
