#include "analyzer/graph/pod_walk.h"

#include <algorithm>
#include <utility>

#include "analyzer/graph/chain_input.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using kube::CredentialMode;

const kube::ServiceAccount* AccountObject(const IdentityGraph& graph,
                                          const PodInjection& injection) {
  return injection.account.has_value() ? graph[*injection.account].object : nullptr;
}

// Whether the API server's own token is mounted. The account `default` is always there, and sets
// nothing unless a manifest says so.
std::optional<kube::EffectiveAutomount> AutomountOf(const IdentityGraph& graph,
                                                    const Workload& workload,
                                                    const PodInjection& injection) {
  const kube::ServiceAccount made_by_kubernetes;
  const kube::ServiceAccount* account = AccountObject(graph, injection);
  if (account == nullptr && workload.account.name.literal() == "default") {
    account = &made_by_kubernetes;
  }
  return kube::EffectiveAutomountOf(workload.object->spec, account);
}

// The claim that the annotation of the account makes; nothing for one of a ConfigMap.
std::optional<ClaimId> AnnotatedClaim(const IdentityGraph& graph, const PodInjection& injection) {
  if (!injection.account.has_value()) return std::nullopt;
  for (const ClaimId id : graph[*injection.account].claims) {
    if (graph[id].origin == Claim::Origin::kAnnotation) return id;
  }
  return std::nullopt;
}

// The variable that names the container's token: that of web identity, else of the agent.
const kube::EnvVar* TokenVariableOf(const kube::Container& container) {
  const kube::EnvVar* variable = kube::FindVariable(container, kube::kWebIdentityPair.second);
  return variable != nullptr
             ? variable
             : kube::FindVariable(container, kube::kContainerCredentialsPair.second);
}

std::optional<ContainerToken> TokenOf(const PodWalk& walk, const kube::Container& container) {
  const kube::EnvVar* variable = TokenVariableOf(container);
  if (variable == nullptr || !variable->value.HasValue()) return std::nullopt;
  ContainerToken token;
  token.file = kube::TokenFileAt(*walk.spec, container, *variable->value, walk.automount);
  token.access = kube::TokenAccessOf(*walk.spec, container, token.file.volume);
  return token;
}

}  // namespace

bool EffectiveIdentity::MayBe(Outcome outcome) const {
  return std::ranges::any_of(
      families, [outcome](const FamilyOutcome& family) { return family.MayBe(outcome); });
}

PodWalks::PodWalks(const IdentityGraph& graph)
    : graph_(graph),
      webhooks_(graph),
      node_roles_(NodeRolesOf(graph)),
      nodes_(graph, node_roles_),
      imds_(graph) {}

std::vector<PodWalk> PodWalks::Of(WorkloadId workload) const {
  std::vector<PodWalk> walks;
  for (PodInjection& injection : webhooks_.InjectionsInto(workload)) {
    const bool is_web_identity = injection.mode() == CredentialMode::kWebIdentity;
    const std::optional<ClaimId> claim =
        is_web_identity ? AnnotatedClaim(graph_, injection) : std::nullopt;
    std::vector<const TrustEdge*> variants;
    if (claim.has_value()) {
      for (const TrustEdge& edge : graph_[*claim].edges) variants.push_back(&edge);
    }
    if (variants.empty()) variants.push_back(nullptr);
    for (const TrustEdge* edge : variants) {
      PodWalk walk = Begin(workload, injection);
      walk.claim = claim;
      AnswerAws(edge, walk);
      AddContainers(walk);
      walks.push_back(std::move(walk));
    }
  }
  return walks;
}

PodWalk PodWalks::Begin(WorkloadId id, PodInjection injection) const {
  const Workload& workload = graph_[id];
  PodWalk walk = {.workload = id, .injection = std::move(injection)};
  const kube::PodSpec& spec = workload.object->spec;
  walk.account_is_unknown =
      !walk.injection.account.has_value() && workload.account.name.literal() != "default";
  walk.automount = AutomountOf(graph_, workload, walk.injection);
  walk.spec = std::make_unique<const kube::PodSpec>(kube::Mutated(spec, walk.injection.injection));
  walk.faults = kube::PodFaultsOf(*walk.spec, kube::VolumeListOf(workload.object->meta));
  walk.node_roles = nodes_.Of(id);
  walk.imds = imds_.Of(id, walk.node_roles.size() == 1 ? walk.node_roles.front() : nullptr);
  return walk;
}

void PodWalks::AnswerAws(const TrustEdge* edge, PodWalk& walk) const {
  if (walk.claim.has_value()) walk.sts = AskSts(graph_, graph_[*walk.claim], edge);
  if (walk.injection.association.has_value()) {
    walk.pod_identity = DecidePodIdentity(graph_, *walk.injection.association);
    walk.unsupported = UnsupportedPlatformOf(graph_, walk.workload);
  }
}

void PodWalks::AddContainers(PodWalk& walk) const {
  for (size_t i = 0; i < walk.spec->containers.size(); ++i) {
    walk.containers.push_back(IdentityOf(walk, i));
  }
}

EffectiveIdentity PodWalks::IdentityOf(const PodWalk& walk, size_t index) const {
  const kube::Container& container = walk.spec->containers[index];
  EffectiveIdentity identity = {.container = index};
  identity.token = TokenOf(walk, container);
  identity.claim = ClaimOf(walk, container);
  identity.input = ChainInputOf(graph_, {.workload = graph_[walk.workload],
                                         .spec = *walk.spec,
                                         .container = container,
                                         .automount = walk.automount});
  // A token for somebody else has decided already.
  if (identity.input.sts_accepts.holds == Truth::kMaybe) {
    identity.input.sts_accepts = StsPremise(walk, identity);
  }
  if (walk.pod_identity.has_value()) {
    identity.input.agent_answers = {.holds = walk.pod_identity->admits, .why = {}};
    if (walk.unsupported.has_value()) {
      identity.input.agent_answers = {.holds = Not(walk.unsupported->certain),
                                      .why = walk.unsupported->clause};
    }
  }
  identity.input.imds_reachable = {.holds = walk.imds.reachable,
                                   .why = walk.imds.because.front().text};
  identity.families = Resolve(identity.input);
  return identity;
}

// The claim of the role that the container's variable names: the account's own where the webhook
// has set it, else the one that the container makes itself.
std::optional<ClaimId> PodWalks::ClaimOf(const PodWalk& walk,
                                         const kube::Container& container) const {
  const kube::EnvVar* role = kube::FindVariable(container, kube::kWebIdentityPair.first);
  if (role == nullptr || !role->value.HasValue()) return std::nullopt;
  for (uint32_t i = 0; i < graph_.claims().size(); ++i) {
    const Claim& claim = graph_.claims()[i];
    const bool is_own = std::ranges::find(claim.workloads, walk.workload) != claim.workloads.end();
    if (is_own && claim.role_arn.HasValue() && *claim.role_arn == *role->value) return ClaimId{i};
  }
  return std::nullopt;
}

Premise PodWalks::StsPremise(const PodWalk& walk, const EffectiveIdentity& identity) const {
  if (!identity.claim.has_value()) return {};
  if (identity.claim == walk.claim && walk.sts.has_value()) {
    const StsCheck* failure = walk.sts->FirstFailure();
    return {.holds = walk.sts->accepts, .why = failure != nullptr ? failure->error : ""};
  }
  const Claim& claim = graph_[*identity.claim];
  const auto best = std::ranges::max_element(claim.edges, {}, &TrustEdge::admits);
  const StsAnswer answer = AskSts(graph_, claim, best == claim.edges.end() ? nullptr : &*best);
  const StsCheck* failure = answer.FirstFailure();
  return {.holds = answer.accepts, .why = failure != nullptr ? failure->error : ""};
}

}  // namespace irsalint::graph
