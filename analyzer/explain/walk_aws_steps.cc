#include <fmt/format.h>

#include <string>

#include "analyzer/explain/walk_steps.h"
#include "analyzer/rule/chain.h"
#include "analyzer/rule/node_chain.h"

namespace irsalint::explain {
namespace {

using base::Truth;
using rule::Show;

std::string_view NameOf(graph::StsCheck::Step step) {
  switch (step) {
    case graph::StsCheck::Step::kRoleArn:
      return "role";
    case graph::StsCheck::Step::kProvider:
      return "OIDC provider";
    case graph::StsCheck::Step::kAudience:
      return "audience";
    case graph::StsCheck::Step::kTrustPolicy:
      return "trust policy";
  }
  return "";
}

std::string_view StsTitle(Truth accepts) {
  switch (accepts) {
    case Truth::kYes:
      return "STS: gives the role";
    case Truth::kNo:
      return "STS: refuses";
    case Truth::kMaybe:
      return "STS: it is not known whether it gives the role";
  }
  return "";
}

// What one policy says to EKS, or why nothing can be said.
void AddAssumedRole(const graph::IdentityGraph& graph, std::string_view what,
                    const graph::AssumedRole& role, WalkStep& step) {
  step.lines.push_back({.text = fmt::format("{}: {}", what, Show(**role.arn)),
                        .mark = MarkOf(role.admits),
                        .place = role.arn->place()});
  if (role.policies.empty()) {
    step.lines.push_back({.text = "its trust policy is not in the input", .mark = Mark::kUnknown});
  }
  for (const graph::PodIdentityVerdict& verdict : role.policies) {
    for (const graph::ActionDecision* decision : {&verdict.assume_role, &verdict.tag_session}) {
      if (decision->needed == Truth::kNo) continue;
      step.lines.push_back({.text = fmt::format("  {}: {}", decision->action,
                                                decision->admits == Truth::kYes  ? "allowed"
                                                : decision->admits == Truth::kNo ? "denied"
                                                                                 : "not known"),
                            .mark = MarkOf(decision->admits),
                            .place = graph[verdict.policy].object->document.place});
      if (decision->admits == Truth::kNo) {
        step.policy = &graph[verdict.policy].object->document;
        step.decision = &decision->decision;
      }
    }
  }
}

}  // namespace

Mark MarkOf(Truth truth) {
  switch (truth) {
    case Truth::kYes:
      return Mark::kGood;
    case Truth::kNo:
      return Mark::kFault;
    case Truth::kMaybe:
      return Mark::kUnknown;
  }
  return Mark::kUnknown;
}

Mark Worse(Mark a, Mark b) {
  for (const Mark mark : {Mark::kFault, Mark::kUnknown, Mark::kGood}) {
    if (a == mark || b == mark) return mark;
  }
  return Mark::kPlain;
}

WalkStep StsStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  const graph::StsAnswer& sts = *walk.sts;
  WalkStep step = {
      .id = "sts", .title = std::string(StsTitle(sts.accepts)), .mark = MarkOf(sts.accepts)};
  for (const graph::StsCheck& check : sts.checks) {
    step.lines.push_back({.text = fmt::format("{}: {}", NameOf(check.step), check.why),
                          .mark = MarkOf(check.passes),
                          .place = check.place});
  }
  if (const graph::StsCheck* failure = sts.FirstFailure()) {
    step.lines.push_back({.text = failure->error, .mark = Mark::kFault});
  }
  if (sts.edge != nullptr && sts.decision.has_value()) {
    step.policy = &graph[sts.edge->policy].object->document;
    step.decision = &sts.decision->decision;
    step.issuer = sts.decision->issuer.issuer.Written();
  }
  return step;
}

WalkStep PodIdentityStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  const graph::PodIdentityDecision& decision = *walk.pod_identity;
  WalkStep step = {.id = "pod-identity",
                   .title = decision.admits == Truth::kYes  ? "EKS Pod Identity: gives the role"
                            : decision.admits == Truth::kNo ? "EKS Pod Identity: refuses"
                                                            : "EKS Pod Identity: it is not known "
                                                              "whether it gives the role",
                   .mark = MarkOf(decision.admits)};
  if (walk.unsupported.has_value()) {
    step.mark = Mark::kFault;
    step.title = fmt::format("EKS Pod Identity: does not work on {}",
                             graph::ToString(walk.unsupported->kind));
    step.lines.push_back(
        {.text = walk.unsupported->clause, .mark = Mark::kFault, .place = walk.unsupported->place});
  }
  AddAssumedRole(graph, "role", decision.role, step);
  if (decision.target.has_value()) {
    AddAssumedRole(graph, "target role", *decision.target, step);
  }
  return step;
}

WalkStep NodeStep(const graph::IdentityGraph&, const graph::PodWalk& walk) {
  WalkStep step = {.id = "node", .title = "Node: what is behind the metadata service"};
  for (const graph::NodeRole* role : walk.node_roles) {
    step.lines.push_back({.text = fmt::format("role of the nodes: {}", rule::ShowNodes(*role))});
    if (!role->evidence.empty()) step.lines.back().place = role->evidence.front()->place;
  }
  if (walk.node_roles.empty()) {
    step.lines.push_back(
        {.text = "the role of the nodes is not in the input", .mark = Mark::kUnknown});
  }
  step.lines.push_back(
      {.text = walk.imds.reachable == Truth::kYes  ? "the pod reaches it"
               : walk.imds.reachable == Truth::kNo ? "the pod does not reach it"
                                                   : "it is not known whether the pod reaches it",
       .mark = walk.imds.reachable == Truth::kMaybe ? Mark::kUnknown : Mark::kPlain});
  for (const graph::ImdsClause& clause : walk.imds.because) {
    step.lines.push_back({.text = "  " + clause.text, .place = clause.place});
  }
  return step;
}

}  // namespace irsalint::explain
