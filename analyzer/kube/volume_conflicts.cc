#include "analyzer/kube/volume_conflicts.h"

#include <algorithm>
#include <string_view>

namespace irsalint::kube {
namespace {

using Kind = VolumeConflict::Kind;

// Whether a volume holds what the webhook would have put into it. A hole may stand for the same.
bool HoldsTheToken(const Volume& volume, const InjectionSettings& settings) {
  return std::ranges::any_of(volume.tokens, [&settings](const TokenProjection& token) {
    const syntax::Text audience = token.audience.HasValue() ? *token.audience : syntax::Text();
    return token.path == settings.token_file &&
           (token.audience.IsUnresolved() ||
            Equal(audience, settings.audience.value) != base::Truth::kNo);
  });
}

std::string_view WithoutSlash(std::string_view path) {
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool IsInjected(const ContainerInjection& container) {
  return container.treatment == ContainerInjection::Treatment::kInjected;
}

// Whether the variable of the token file comes from the webhook.
bool UsesTheInjectedPath(const Container& container, const InjectionSettings& settings) {
  return FindVariable(container, PairOf(settings.mode).second) == nullptr;
}

std::optional<Kind> JudgeMount(const VolumeMount& mount, const InjectionSettings& settings,
                               const ContainerInjection& change) {
  if (mount.volume == settings.volume_name) {
    if (WithoutSlash(mount.path) == WithoutSlash(settings.mount_path)) return std::nullopt;
    return Kind::kOtherPath;
  }
  if (!change.adds_mount) return std::nullopt;
  if (mount.path == settings.mount_path) return Kind::kSamePath;
  if (WithoutSlash(mount.path) == WithoutSlash(settings.mount_path)) return Kind::kNestedPath;
  return std::nullopt;
}

}  // namespace

std::vector<VolumeConflict> VolumeConflictsOf(const PodSpec& spec, const Injection& injection) {
  const InjectionSettings& settings = injection.settings;
  std::vector<VolumeConflict> conflicts;
  if (std::ranges::none_of(injection.containers, IsInjected)) return conflicts;
  for (const Volume& volume : spec.volumes) {
    if (volume.name != settings.volume_name || HoldsTheToken(volume, settings)) continue;
    conflicts.push_back({.kind = Kind::kVolumeName,
                         .container = std::nullopt,
                         .found = volume.type,
                         .place = volume.place});
  }
  for (size_t i = 0; i < injection.containers.size(); ++i) {
    const Container& container = spec.containers[i];
    if (!IsInjected(injection.containers[i])) continue;
    for (const VolumeMount& mount : container.volume_mounts) {
      const auto kind = JudgeMount(mount, settings, injection.containers[i]);
      if (!kind.has_value()) continue;
      if (*kind != Kind::kSamePath && !UsesTheInjectedPath(container, settings)) continue;
      conflicts.push_back(
          {.kind = *kind, .container = i, .found = mount.path, .place = mount.place});
    }
  }
  return conflicts;
}

}  // namespace irsalint::kube
