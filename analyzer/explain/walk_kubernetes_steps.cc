#include <fmt/format.h>

#include <algorithm>
#include <string>

#include "analyzer/explain/walk_steps.h"
#include "analyzer/kube/token_claims.h"
#include "analyzer/rule/chain.h"

namespace irsalint::explain {
namespace {

using kube::CredentialMode;
using kube::SettingOrigin;
using rule::Show;
using AccountOrigin = kube::EffectiveServiceAccount::Origin;
using AutomountOrigin = kube::EffectiveAutomount::Origin;
using Treatment = kube::ContainerInjection::Treatment;

std::string_view OriginText(SettingOrigin origin) {
  switch (origin) {
    case SettingOrigin::kFlag:
      return "the webhook's default";
    case SettingOrigin::kConfigMap:
      return "the webhook's ConfigMap";
    case SettingOrigin::kServiceAccount:
      return "the account's annotation";
    case SettingOrigin::kPod:
      return "the pod's annotation";
  }
  return "";
}

std::string SecondsText(const std::optional<kube::Expiration>& seconds) {
  if (!seconds.has_value()) return "an unknown number of seconds";
  if (seconds->least == seconds->most) return fmt::format("{} s", seconds->least);
  return fmt::format("{} to {} s, drawn at random", seconds->least, seconds->most);
}

std::string AccountText(const graph::Workload& workload) {
  return fmt::format("{}/{}", Show(workload.namespace_name), Show(workload.account.name));
}

WalkLine WhoNamesIt(const graph::Workload& workload) {
  const syntax::Place& place = *workload.account.place;
  switch (workload.account.origin) {
    case AccountOrigin::kServiceAccountName:
      return {.text = "the pod's serviceAccountName names it", .place = place};
    case AccountOrigin::kDeprecatedServiceAccount:
      return {.text = "the pod's deprecated field serviceAccount names it", .place = place};
    case AccountOrigin::kOmitted:
      return {.text = "the pod names none, which means \"default\"", .place = place};
  }
  return {};
}

// What gives the account its identity, and what it is.
WalkLine SourceLine(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  const graph::PodInjection& injection = walk.injection;
  const kube::InjectionSettings& settings = injection.injection.settings;
  switch (settings.mode) {
    case CredentialMode::kNone:
      return {.text = "no role and no EKS Pod Identity association is known for the account",
              .mark = walk.account_is_unknown ? Mark::kUnknown : Mark::kPlain};
    case CredentialMode::kContainerCredentials: {
      const graph::Association& association = graph[*injection.association];
      return {.text = fmt::format("an EKS Pod Identity association gives the account {}",
                                  Show(*association.object->role_arn)),
              .place = association.object->place};
    }
    case CredentialMode::kWebIdentity:
      return {.text = fmt::format("role {}: {}", Show(settings.role_arn.value),
                                  OriginText(settings.role_arn.origin)),
              .place = settings.role_arn.place};
  }
  return {};
}

void AddTokenLines(const kube::Injection& injection, WalkStep& step) {
  const kube::InjectionSettings& settings = injection.settings;
  if (!injection.adds_volume) {
    step.mark = Mark::kFault;
    step.lines.push_back(
        {.text = fmt::format("the pod has a volume \"{}\" of its own, so no token is added",
                             settings.volume_name),
         .mark = Mark::kFault});
    return;
  }
  step.lines.push_back(
      {.text = fmt::format("adds volume \"{}\" with a token", settings.volume_name)});
  step.lines.push_back({.text = fmt::format("audience \"{}\": {}", Show(settings.audience.value),
                                            OriginText(settings.audience.origin)),
                        .place = settings.audience.place});
  step.lines.push_back(
      {.text = fmt::format("lifetime {}: {}", SecondsText(settings.expiration.value),
                           OriginText(settings.expiration.origin)),
       .mark = settings.expiration.value.has_value() ? Mark::kPlain : Mark::kUnknown,
       .place = settings.expiration.place});
}

WalkLine TreatmentLine(std::string_view name, const kube::ContainerInjection& container,
                       const kube::InjectionSettings& settings) {
  switch (container.treatment) {
    case Treatment::kSkipped:
      return {.text = fmt::format("leaves container \"{}\" out: skip-containers names it", name),
              .mark = Mark::kUnknown};
    case Treatment::kEarlyExit:
      return {.text = fmt::format("leaves container \"{}\" alone: it presets identity, region and "
                                  "STS, so not even the volume is mounted",
                                  name),
              .mark = Mark::kUnknown};
    case Treatment::kNothingToAdd:
      return {.text = fmt::format("adds nothing to container \"{}\", which has it all", name)};
    case Treatment::kInjected:
      return {.text = container.adds_mount
                          ? fmt::format("mounts it into container \"{}\" at {}, and sets:", name,
                                        settings.mount_path)
                          : fmt::format("container \"{}\" mounts it already; it gets:", name)};
  }
  return {};
}

void AddContainerLines(const graph::PodWalk& walk, WalkStep& step) {
  const kube::Injection& injection = walk.injection.injection;
  for (size_t i = 0; i < injection.containers.size(); ++i) {
    const kube::ContainerInjection& container = injection.containers[i];
    step.lines.push_back(
        TreatmentLine(Show(*walk.spec->containers[i].name), container, injection.settings));
    for (const kube::InjectedVariable& variable : container.env) {
      const bool is_sure = variable.certainty == base::Truth::kYes;
      const std::string value =
          is_sure || !variable.value.IsEmpty() ? Show(variable.value) : "<region of the cluster>";
      step.lines.push_back({.text = fmt::format("  {}={}{}", variable.name, value,
                                                is_sure ? "" : " (it is not known whether)"),
                            .mark = is_sure ? Mark::kPlain : Mark::kUnknown});
    }
  }
}

std::string_view ModeTitle(CredentialMode mode) {
  switch (mode) {
    case CredentialMode::kNone:
      return "leaves the pod alone";
    case CredentialMode::kWebIdentity:
      return "injects a web identity";
    case CredentialMode::kContainerCredentials:
      return "injects EKS Pod Identity";
  }
  return "";
}

WalkLine AutomountLine(const graph::PodWalk& walk) {
  if (!walk.automount.has_value()) {
    return {.text = "whether it mounts its own token is not known: the account is not in the input",
            .mark = Mark::kUnknown};
  }
  const std::string_view verb = walk.automount->mounted ? "mounts" : "does not mount";
  std::string_view why;
  switch (walk.automount->origin) {
    case AutomountOrigin::kPod:
      why = "the pod's automountServiceAccountToken";
      break;
    case AutomountOrigin::kServiceAccount:
      why = "the account's automountServiceAccountToken";
      break;
    case AutomountOrigin::kDefault:
      why = "the default, as neither pod nor account sets automountServiceAccountToken";
      break;
  }
  return {.text = fmt::format("{} its own token at {}: {}", verb, kube::kApiTokenFolder, why),
          .place = *walk.automount->place};
}

// The issuer of the cluster; where that is not known, the one that the trust policy was decided
// for.
std::string IssuerText(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  const graph::TokenSource source = graph::TokenSourceOf(graph, graph[walk.workload].unit);
  if (source.issuer.has_value()) return "https://" + Show(*source.issuer);
  if (walk.sts.has_value() && walk.sts->decision.has_value()) {
    return "https://" + Show(walk.sts->decision->issuer.issuer);
  }
  return "<issuer of the cluster>";
}

std::string ExpiryText(const kube::TokenLifetime& lifetime) {
  std::string text = fmt::format("iat + {}", SecondsText(lifetime.effective));
  if (lifetime.effective != lifetime.requested) {
    text += fmt::format(", where {} are asked for", SecondsText(lifetime.requested));
  }
  return text;
}

// What a token says, a claim on each line.
void AddClaims(const graph::IdentityGraph& graph, const graph::PodWalk& walk, WalkLine token,
               const kube::TokenRequest& request, WalkStep& step) {
  const graph::Workload& workload = graph[walk.workload];
  const kube::TokenClaims claims =
      kube::ClaimsOf(request, kube::SubjectOf(workload.namespace_name, workload.account.name),
                     kube::kEksTokenLimits);
  step.lines.push_back(std::move(token));
  const auto add = [&step](std::string_view name, std::string_view value) {
    step.lines.push_back({.text = fmt::format("  {:<13} {}", name, value)});
  };
  add("iss", IssuerText(graph, walk));
  add("sub", Show(claims.subject));
  const bool is_for_api_server = claims.audience.IsAbsent() || claims.audience->IsEmpty();
  add("aud", fmt::format("[\"{}\"]", is_for_api_server ? "https://kubernetes.default.svc"
                                                       : Show(*claims.audience)));
  add("exp", ExpiryText(claims.lifetime));
  if (claims.lifetime.warn_after.has_value()) {
    add("warnafter", fmt::format("iat + {} s", *claims.lifetime.warn_after));
  }
  add("kubernetes.io", fmt::format("namespace {}, serviceaccount {}, the pod and its node",
                                   Show(workload.namespace_name), Show(workload.account.name)));
}

}  // namespace

WalkStep AccountStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  const graph::Workload& workload = graph[walk.workload];
  WalkStep step = {.id = "service-account",
                   .title = fmt::format("Service account: {}", AccountText(workload))};
  step.lines.push_back(WhoNamesIt(workload));
  if (!walk.injection.account.has_value()) {
    if (!walk.account_is_unknown) {
      step.lines.push_back({.text =
                                "it is not in the input: Kubernetes makes it in every namespace, "
                                "without annotations"});
      return step;
    }
    step.mark = Mark::kUnknown;
    step.lines.push_back(
        {.text = "it is not in the input, and is taken for one without annotations",
         .mark = Mark::kUnknown});
    return step;
  }
  const graph::Account& account = graph[*walk.injection.account];
  step.lines.push_back({.text = "it is in the input", .place = account.object->meta.place});
  return step;
}

WalkStep WebhookStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  const kube::Injection& injection = walk.injection.injection;
  WalkStep step = {.id = "webhook",
                   .title = fmt::format("Webhook: {}", ModeTitle(walk.injection.mode()))};
  step.lines.push_back(SourceLine(graph, walk));
  if (walk.injection.mode() == CredentialMode::kNone) return step;
  const auto& labels = graph[walk.workload].object->eks_labels;
  const auto label = std::ranges::find(labels, kube::kSkipLabel, &kube::Annotation::key);
  if (label != labels.end()) {
    step.mark = Mark::kUnknown;
    step.lines.push_back({.text = "the pod's label keeps it from a webhook with upstream's object "
                                  "selector; EKS may have none",
                          .mark = Mark::kUnknown,
                          .place = label->key_place});
  }
  AddTokenLines(injection, step);
  AddContainerLines(walk, step);
  return step;
}

WalkStep ApiServerStep(const graph::IdentityGraph&, const graph::PodWalk& walk) {
  WalkStep step = {.id = "api-server", .title = "API server: accepts the pod"};
  for (const kube::PodFault& fault : walk.faults) {
    step.title = "API server: refuses the pod";
    step.mark = Mark::kFault;
    step.lines.push_back({.text = fault.message, .mark = Mark::kFault, .place = fault.place});
  }
  step.lines.push_back(AutomountLine(walk));
  return step;
}

WalkStep TokenStep(const graph::IdentityGraph& graph, const graph::PodWalk& walk) {
  WalkStep step = {.id = "tokens", .title = "Tokens: the claims that they will have"};
  const kube::Injection& injection = walk.injection.injection;
  for (const kube::Volume& volume : walk.spec->volumes) {
    const bool is_injected = injection.adds_volume && volume.name == injection.settings.volume_name;
    for (const kube::TokenProjection& token : volume.tokens) {
      AddClaims(graph, walk,
                {.text = fmt::format("that of volume \"{}\"", volume.name), .place = token.place},
                is_injected ? kube::RequestOf(injection.settings) : kube::RequestOf(token), step);
    }
  }
  if (walk.automount.has_value() && walk.automount->mounted) {
    AddClaims(graph, walk, {.text = "that of the API server, of no use for STS"},
              kube::RequestOfAutomount(), step);
  }
  if (!walk.automount.has_value()) {
    step.lines.push_back(
        {.text = "that of the API server, if it is mounted", .mark = Mark::kUnknown});
  }
  if (step.lines.empty()) step.lines.push_back({.text = "the pod gets none"});
  return step;
}

}  // namespace irsalint::explain
