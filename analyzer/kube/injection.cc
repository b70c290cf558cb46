#include "analyzer/kube/injection.h"

#include <algorithm>
#include <utility>

#include "analyzer/base/path.h"

namespace irsalint::kube {
namespace {

using Treatment = ContainerInjection::Treatment;

constexpr std::string_view kRegion = "AWS_REGION";
constexpr std::string_view kDefaultRegion = "AWS_DEFAULT_REGION";
constexpr std::string_view kSts = "AWS_STS_REGIONAL_ENDPOINTS";

bool Has(const Container& container, std::string_view name) {
  return FindVariable(container, name) != nullptr;
}

bool HasEither(const Container& container, const PresetPair& pair) {
  return Has(container, pair.first) || Has(container, pair.second);
}

// The path of the token as the webhook writes it, for Windows with a drive and its own separators.
std::string TokenPathOf(const PodSpec& spec, const InjectionSettings& settings) {
  // Parts are joined with one slash and then cleaned; an empty part is left out.
  std::string path = settings.mount_path;
  if (!path.empty() && !settings.token_file.empty()) path += '/';
  path = base::path::Normalize(path + settings.token_file);
  if (!IsWindowsForTheWebhook(spec)) return path;
  std::ranges::replace(path, '/', '\\');
  return "C:" + path;
}

// What one container gets, rule by rule in the order of docs/reference/semantics.md §4.1.
class ContainerPlan {
 public:
  ContainerPlan(const Container& container, const Injection& injection)
      : container_(container), settings_(injection.settings), token_path_(injection.token_path) {}

  ContainerInjection Make() {
    const bool has_pair = HasEither(container_, PairOf(settings_.mode));
    const bool has_region = Has(container_, kRegion) || Has(container_, kDefaultRegion);
    const bool has_sts = Has(container_, kSts);
    if (has_pair && has_region && has_sts) {
      result_.treatment = Treatment::kEarlyExit;
      return std::move(result_);
    }
    if (!has_sts) AddSts();
    if (!has_region) AddRegion();
    if (!has_pair) AddPair();
    AddMount();
    if (result_.env.empty() && !result_.adds_mount) {
      result_.treatment = Treatment::kNothingToAdd;
    }
    return std::move(result_);
  }

 private:
  void Add(std::string_view name, syntax::Text value, const syntax::Place& place) {
    result_.env.push_back({.name = std::string(name), .value = std::move(value), .place = place});
  }

  void AddSts() {
    if (settings_.regional_sts.value == base::Truth::kNo) return;
    Add(kSts, syntax::Text::Literal("regional"), settings_.regional_sts.place);
    result_.env.back().certainty = settings_.regional_sts.value;
  }

  void AddRegion() {
    const KnownText& region = settings_.region;
    if (region.IsAbsent() || (region.HasValue() && region->IsEmpty())) return;
    for (const std::string_view name : {kDefaultRegion, kRegion}) {
      Add(name, *region, region.place());
      result_.env.back().certainty = region.HasValue() ? base::Truth::kYes : base::Truth::kMaybe;
    }
  }

  void AddPair() {
    const PresetPair& pair = PairOf(settings_.mode);
    if (settings_.mode == CredentialMode::kContainerCredentials) {
      Add(pair.first, syntax::Text::Literal(settings_.full_uri), {});
    } else {
      Add(pair.first, settings_.role_arn.value, settings_.role_arn.place);
    }
    Add(pair.second, syntax::Text::Literal(token_path_), {});
  }

  void AddMount() {
    result_.adds_mount = std::ranges::none_of(container_.volume_mounts, [&](const auto& mount) {
      return mount.volume == settings_.volume_name;
    });
  }

  const Container& container_;
  const InjectionSettings& settings_;
  const std::string& token_path_;
  ContainerInjection result_;
};

bool IsSkipped(const Container& container, const SkippedContainers& skipped) {
  return container.name.HasValue() &&
         std::ranges::find(skipped.names, container.name->Written()) != skipped.names.end();
}

}  // namespace

Injection InjectionOf(const PodSpec& spec, const InjectionSettings& settings,
                      const SkippedContainers& skipped) {
  Injection injection = {.settings = settings, .token_path = {}, .containers = {}};
  if (settings.mode == CredentialMode::kNone) return injection;
  injection.token_path = TokenPathOf(spec, settings);
  injection.adds_label = settings.mode == CredentialMode::kContainerCredentials;
  injection.adds_volume = std::ranges::none_of(
      spec.volumes, [&](const Volume& volume) { return volume.name == settings.volume_name; });
  for (const Container& container : spec.containers) {
    if (IsSkipped(container, skipped)) {
      injection.containers.push_back({.treatment = Treatment::kSkipped, .env = {}});
    } else {
      injection.containers.push_back(ContainerPlan(container, injection).Make());
    }
  }
  return injection;
}

SkippedContainers SkippedContainersOf(const std::vector<Annotation>& pod_annotations,
                                      const WebhookFlags& flags) {
  const auto found = std::ranges::find(
      pod_annotations, AnnotationOf(WebhookKey::kSkipContainers, flags.annotation_prefix),
      &Annotation::key);
  if (found == pod_annotations.end() || !found->value.HasValue()) return {};
  return ReadSkipContainers(found->value->Written());
}

bool IsWindowsForTheWebhook(const PodSpec& spec) {
  return std::ranges::any_of(spec.node_selector, [](const Annotation& label) {
    return (label.key == "kubernetes.io/os" || label.key == "beta.kubernetes.io/os") &&
           label.value.HasValue() && label.value->literal() == "windows";
  });
}

const PresetPair& PairOf(CredentialMode mode) {
  return mode == CredentialMode::kContainerCredentials ? kContainerCredentialsPair
                                                       : kWebIdentityPair;
}

const EnvVar* FindVariable(const Container& container, std::string_view name) {
  const auto last =
      std::ranges::find(container.env.rbegin(), container.env.rend(), name, &EnvVar::name);
  return last == container.env.rend() ? nullptr : &*last;
}

PodSpec Mutated(const PodSpec& spec, const Injection& injection) {
  PodSpec mutated = spec;
  const InjectionSettings& settings = injection.settings;
  for (size_t i = 0; i < injection.containers.size(); ++i) {
    const ContainerInjection& change = injection.containers[i];
    Container& container = mutated.containers[i];
    for (const InjectedVariable& variable : change.env) {
      if (variable.certainty != base::Truth::kYes) continue;
      container.env.push_back({.name = variable.name,
                               .value = KnownText::Of(variable.value, variable.place),
                               .place = variable.place});
    }
    if (change.adds_mount) {
      container.volume_mounts.push_back(
          {.volume = settings.volume_name, .path = settings.mount_path, .place = {}});
    }
  }
  if (injection.adds_volume) {
    const auto& lifetime = settings.expiration;
    const auto& audience = settings.audience;
    TokenProjection token = {
        .audience = audience.value.IsEmpty() ? KnownText::Absent(audience.place)
                                             : KnownText::Of(audience.value, audience.place),
        .expiration_seconds =
            lifetime.value.has_value()
                ? syntax::Known<int64_t>::Of(lifetime.value->least, lifetime.place)
                : syntax::Known<int64_t>::Unresolved(lifetime.place),
        .path = settings.token_file,
        .place = {}};
    Volume volume = {.name = settings.volume_name, .type = "projected", .tokens = {}, .place = {}};
    volume.tokens.push_back(std::move(token));
    mutated.volumes.insert(mutated.volumes.begin(), std::move(volume));
  }
  return mutated;
}

}  // namespace irsalint::kube
