#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "analyzer/explain/walk_steps.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using graph::FamilyOutcome;
using graph::Outcome;
using rule::Show;

// The role of the node by its ARN, where only one may be it; and on what it depends.
std::string NodeText(const graph::PodWalk& walk) {
  std::string text = "the role of the node";
  if (walk.node_roles.size() == 1) {
    text = fmt::format("{}, the role of the node", Show(walk.node_roles.front()->arn));
  }
  if (walk.imds.reachable == base::Truth::kMaybe) text += " if the pod reaches it";
  return text;
}

// As whom the container signs, with the name of the role where it is known.
std::string IdentityText(const graph::IdentityGraph& graph, const graph::PodWalk& walk,
                         const graph::EffectiveIdentity& identity, Outcome outcome) {
  switch (outcome) {
    case Outcome::kWebIdentityRole:
      if (!identity.claim.has_value()) return "the role of its web identity";
      return Show(*graph[*identity.claim].role_arn);
    case Outcome::kPodIdentityRole: {
      if (!walk.pod_identity.has_value()) return "the role of its association";
      const graph::PodIdentityDecision& decision = *walk.pod_identity;
      return Show(**(decision.target.has_value() ? decision.target->arn : decision.role.arn));
    }
    case Outcome::kNodeRole:
      return NodeText(walk);
    default:
      return std::string(graph::NameOf(outcome));
  }
}

std::string OutcomesText(const graph::IdentityGraph& graph, const graph::PodWalk& walk,
                         const graph::EffectiveIdentity& identity,
                         const std::vector<Outcome>& outcomes) {
  std::string text;
  for (size_t i = 0; i < outcomes.size(); ++i) {
    if (i > 0) text += i + 1 == outcomes.size() ? " or " : ", ";
    text += IdentityText(graph, walk, identity, outcomes[i]);
  }
  return text;
}

bool IsGood(Outcome outcome) {
  return outcome == Outcome::kWebIdentityRole || outcome == Outcome::kPodIdentityRole;
}

// What was meant is the role of the web identity or of the association, where there is one.
Mark MarkOfOutcomes(const graph::PodWalk& walk, const std::vector<Outcome>& outcomes) {
  const bool is_meant = walk.injection.mode() != kube::CredentialMode::kNone;
  if (outcomes.size() > 1) return Mark::kUnknown;
  if (IsGood(outcomes.front())) return Mark::kGood;
  return is_meant ? Mark::kFault : Mark::kPlain;
}

// Families that come to the same end, by the order of the first.
std::vector<std::vector<const FamilyOutcome*>> Grouped(const std::vector<FamilyOutcome>& families) {
  std::vector<std::vector<const FamilyOutcome*>> groups;
  for (const FamilyOutcome& family : families) {
    const auto same = std::ranges::find_if(groups, [&family](const auto& group) {
      return group.front()->outcomes == family.outcomes;
    });
    if (same == groups.end()) {
      groups.push_back({&family});
    } else {
      same->push_back(&family);
    }
  }
  return groups;
}

std::string NamesOf(const std::vector<const FamilyOutcome*>& group) {
  if (group.size() == graph::kSdkFamilies.size()) return "every SDK";
  std::string names;
  for (const FamilyOutcome* family : group) {
    if (!names.empty()) names += ", ";
    names += graph::NameOf(family->family);
  }
  return names;
}

void AddTokenLines(const graph::ContainerToken& token, WalkStep& step) {
  const base::Truth exists = token.file.exists;
  step.lines.push_back({.text = fmt::format("token: {}", token.file.why),
                        .mark = exists == base::Truth::kYes ? Mark::kPlain : MarkOf(exists)});
  if (exists == base::Truth::kNo) return;
  const base::Truth readable = token.access.readable;
  step.lines.push_back({.text = fmt::format("who can read it: {}", token.access.why),
                        .mark = readable == base::Truth::kYes ? Mark::kPlain : MarkOf(readable),
                        .place = token.access.place});
}

bool OnlySkips(const graph::ChainStep& step) {
  return step.effects.size() == 1 && step.effects.front() == graph::Effect::kSkips;
}

// Why a group comes to its end: what the first of its families asks, without what has nothing to
// say; all of it where nothing had.
void AddChain(const FamilyOutcome& family, WalkStep& step) {
  const bool nobody_gives = std::ranges::all_of(family.steps, OnlySkips);
  for (const graph::ChainStep& asked : family.steps) {
    if (asked.why.empty() || (OnlySkips(asked) && !nobody_gives)) continue;
    step.lines.push_back(
        {.text = fmt::format("  {}: {}", graph::NameOf(asked.provider), asked.why)});
  }
}

// What some SDKs need that no manifest shows.
void AddNeeds(const std::vector<const FamilyOutcome*>& group, WalkStep& step) {
  for (const FamilyOutcome* family : group) {
    const std::string_view needs = graph::NeedsForWebIdentity(family->family);
    if (needs.empty() || !family->MayBe(Outcome::kWebIdentityRole)) continue;
    step.lines.push_back(
        {.text = fmt::format("  {} needs {}", graph::NameOf(family->family), needs)});
  }
}

// All that any family may end with, in the order of the enum.
std::vector<Outcome> AllOutcomes(const graph::EffectiveIdentity& identity) {
  std::set<Outcome> all;
  for (const FamilyOutcome& family : identity.families) {
    all.insert(family.outcomes.begin(), family.outcomes.end());
  }
  return {all.begin(), all.end()};
}

std::string NameOfContainer(const graph::PodWalk& walk, const graph::EffectiveIdentity& identity) {
  return Show(*walk.spec->containers[identity.container].name);
}

}  // namespace

WalkStep ContainerStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk,
                       const graph::EffectiveIdentity& identity) {
  WalkStep step = {.id = "container",
                   .title = fmt::format("Container \"{}\": what the SDKs take",
                                        NameOfContainer(walk, identity))};
  if (identity.token.has_value()) AddTokenLines(*identity.token, step);
  for (const auto& group : Grouped(identity.families)) {
    const FamilyOutcome& first = *group.front();
    const Mark mark = MarkOfOutcomes(walk, first.outcomes);
    step.mark = Worse(step.mark, mark);
    step.lines.push_back({.text = fmt::format("{}: {}", NamesOf(group),
                                              OutcomesText(graph, walk, identity, first.outcomes)),
                          .mark = mark});
    AddChain(first, step);
    AddNeeds(group, step);
  }
  return step;
}

WalkLine ResultOf(const graph::IdentityGraph& graph, const graph::PodWalk& walk,
                  const graph::EffectiveIdentity& identity) {
  const std::vector<Outcome> outcomes = AllOutcomes(identity);
  WalkLine line = {
      .text = fmt::format("container \"{}\" runs as {}", NameOfContainer(walk, identity),
                          OutcomesText(graph, walk, identity, outcomes)),
      .mark = MarkOfOutcomes(walk, outcomes)};
  if (walk.account_is_unknown && walk.injection.mode() == kube::CredentialMode::kNone) {
    line.text += ", unless its account has a role";
    line.mark = Mark::kUnknown;
  }
  return line;
}

}  // namespace irsalint::explain
