#include "analyzer/kube/pod_validation.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "analyzer/base/strings.h"
#include "analyzer/kube/workload_kind.h"

namespace irsalint::kube {
namespace {

using Kind = PodFault::Kind;

constexpr int64_t kLeastExpiration = 600;
constexpr int64_t kMostExpiration = int64_t{1} << 32;

// A name as Kubernetes takes it: what holds other letters is still to be filled in.
bool IsPlainName(std::string_view name) {
  return !name.empty() && std::ranges::all_of(name, [](char c) {
    return base::IsAsciiLower(c) || base::IsAsciiDigit(c) || c == '-';
  });
}

// Which of the sources of its volume a token is. The webhook's is the only one.
uint32_t SourceIndexOf(const TokenProjection& token) {
  const syntax::Route& route = token.place.route;
  const auto sources = std::ranges::find(route, "sources", &syntax::Step::key);
  if (sources == route.end() || sources + 1 == route.end()) return 0;
  return (sources + 1)->index;
}

class Validation {
 public:
  Validation(const PodSpec& spec, VolumeList volumes)
      : spec_(spec),
        knows_all_volumes_(volumes == VolumeList::kWhole &&
                           std::ranges::all_of(spec.volumes, [](const Volume& volume) {
                             return IsPlainName(volume.name);
                           })) {}

  std::vector<PodFault> Run() {
    for (size_t i = 0; i < spec_.volumes.size(); ++i) CheckVolume(i);
    CheckContainers(Container::Kind::kRegular, "containers");
    CheckContainers(Container::Kind::kInit, "initContainers");
    return std::move(faults_);
  }

 private:
  // Of two that clash one may be the webhook's, which stands in no file.
  void Report(Kind kind, std::string message, std::string value, const syntax::Place& place,
              const syntax::Place& other = {}) {
    PodFault fault = {.kind = kind,
                      .message = std::move(message),
                      .value = std::move(value),
                      .place = place,
                      .other = other};
    if (!place.IsValid()) std::swap(fault.place, fault.other);
    faults_.push_back(std::move(fault));
  }

  void CheckVolume(size_t index) {
    const Volume& volume = spec_.volumes[index];
    const std::string path = fmt::format("spec.volumes[{}]", index);
    const auto earlier = std::find_if(
        spec_.volumes.begin(), spec_.volumes.begin() + static_cast<std::ptrdiff_t>(index),
        [&](const Volume& other) { return other.name == volume.name; });
    if (earlier != spec_.volumes.begin() + static_cast<std::ptrdiff_t>(index) &&
        !volume.name.empty()) {
      Report(Kind::kDuplicateVolume,
             fmt::format("{}.name: Duplicate value: \"{}\"", path, volume.name), volume.name,
             volume.place, earlier->place);
    }
    for (const TokenProjection& token : volume.tokens) CheckToken(token, path);
  }

  void CheckToken(const TokenProjection& token, const std::string& volume) {
    const auto& seconds = token.expiration_seconds;
    const std::string field =
        fmt::format("{}.projected.sources[{}].serviceAccountToken.expirationSeconds", volume,
                    SourceIndexOf(token));
    if (seconds.HasValue() && *seconds < kLeastExpiration) {
      Report(Kind::kShortExpiration,
             fmt::format("{}: Invalid value: {}: may not specify a duration less than 10 minutes",
                         field, *seconds),
             std::to_string(*seconds), seconds.place());
    }
    if (seconds.HasValue() && *seconds > kMostExpiration) {
      Report(
          Kind::kLongExpiration,
          fmt::format("{}: Invalid value: {}: may not specify a duration larger than 2^32 seconds",
                      field, *seconds),
          std::to_string(*seconds), seconds.place());
    }
    CheckTokenPath(token, volume + ".projected.path");
  }

  void CheckTokenPath(const TokenProjection& token, const std::string& field) {
    const std::string& path = token.path;
    const auto refuse = [&](std::string_view what) {
      Report(Kind::kTokenPath, fmt::format("{}: Invalid value: \"{}\": {}", field, path, what),
             path, token.place);
    };
    const std::vector<std::string_view> parts = base::SplitBy(path, '/');
    if (path.empty()) {
      Report(Kind::kTokenPath, field + ": Required value", path, token.place);
    } else if (path.starts_with('/')) {
      refuse("must be a relative path");
    } else if (std::ranges::find(parts, "..") != parts.end()) {
      refuse("must not contain '..'");
    } else if (path.starts_with("..")) {
      refuse("must not start with '..'");
    }
  }

  void CheckContainers(Container::Kind kind, std::string_view list) {
    size_t index = 0;
    for (const Container& container : spec_.containers) {
      if (container.kind != kind) continue;
      CheckMounts(container, fmt::format("spec.{}[{}]", list, index++));
    }
  }

  void CheckMounts(const Container& container, const std::string& path) {
    const std::vector<VolumeMount>& mounts = container.volume_mounts;
    for (auto mount = mounts.begin(); mount != mounts.end(); ++mount) {
      const std::string field = fmt::format("{}.volumeMounts[{}]", path, mount - mounts.begin());
      CheckVolumeOf(*mount, field);
      if (mount->path.empty()) {
        Report(Kind::kMissingMountPath, field + ".mountPath: Required value", mount->path,
               mount->place);
        continue;
      }
      // As written: a slash at the end makes another path of it.
      const auto earlier = std::find_if(mounts.begin(), mount, [&](const VolumeMount& other) {
        return other.path == mount->path;
      });
      if (earlier == mount) continue;
      Report(Kind::kDuplicateMountPath,
             fmt::format("{}.mountPath: Invalid value: \"{}\": must be unique", field, mount->path),
             mount->path, mount->place, earlier->place);
    }
  }

  void CheckVolumeOf(const VolumeMount& mount, const std::string& field) {
    const bool is_there =
        std::ranges::find(spec_.volumes, mount.volume, &Volume::name) != spec_.volumes.end();
    if (is_there || !knows_all_volumes_ || !IsPlainName(mount.volume)) return;
    Report(Kind::kMissingVolume, fmt::format("{}.name: Not found: \"{}\"", field, mount.volume),
           mount.volume, mount.place);
  }

  const PodSpec& spec_;
  bool knows_all_volumes_;
  std::vector<PodFault> faults_;
};

}  // namespace

VolumeList VolumeListOf(const ObjectMeta& workload) {
  return IsCoreWorkload(workload) && workload.kind != "StatefulSet" ? VolumeList::kWhole
                                                                    : VolumeList::kMayGrow;
}

std::vector<PodFault> PodFaultsOf(const PodSpec& spec, VolumeList volumes) {
  return Validation(spec, volumes).Run();
}

}  // namespace irsalint::kube
