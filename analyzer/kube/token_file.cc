#include "analyzer/kube/token_file.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <vector>

#include "analyzer/base/path.h"
#include "analyzer/base/utf8.h"
#include "analyzer/kube/mounts.h"

namespace irsalint::kube {
namespace {

using base::Truth;
using Kind = TokenFile::Kind;

// In most images `/var/run` is a link to `/run`, and a mount at one is seen at both.
constexpr std::string_view kRun = "/run/";
constexpr std::string_view kVarRun = "/var/run/";

constexpr std::string_view kApiTokenName = "token";

std::string Quoted(std::string_view text) {
  return fmt::format("\"{}\"", base::EscapeForDisplay(text));
}

// The same file by the other of the two names; "" for all other paths.
std::string ByOtherName(std::string_view path) {
  if (path.starts_with(kRun)) return fmt::format("/var{}", path);
  if (path.starts_with(kVarRun)) return std::string(path.substr(std::string_view("/var").size()));
  return {};
}

TokenFile Unknown(std::string why) {
  return {.kind = Kind::kUnknown, .exists = Truth::kMaybe, .why = std::move(why)};
}

TokenFile Nothing(std::string why) {
  return {.kind = Kind::kNothing, .exists = Truth::kNo, .why = std::move(why)};
}

// Admission leaves out a container that mounts something at exactly that path.
Truth HasApiToken(const std::optional<EffectiveAutomount>& automount, const Container& container) {
  const bool is_taken = std::ranges::any_of(container.volume_mounts, [](const VolumeMount& mount) {
    return mount.path == kApiTokenFolder;
  });
  if (is_taken) return Truth::kNo;
  return automount.has_value() ? base::FromBool(automount->mounted) : Truth::kMaybe;
}

// Looks a path up in one container.
class Lookup {
 public:
  Lookup(const PodSpec& spec, const Container& container, Truth automounted)
      : spec_(spec), container_(container), automounted_(automounted) {}

  TokenFile At(const std::string& path) const {
    const std::vector<MountedFile> mounted = MountedAt(spec_, container_, path);
    if (IsOfApiVolume(path, mounted)) return OfApiVolume(path);
    if (mounted.empty()) {
      return Nothing(fmt::format("nothing is mounted at {}", Quoted(path)));
    }
    if (mounted.size() > 1) {
      return Unknown(fmt::format("two volumes are mounted at {}", Quoted(mounted[0].mount->path)));
    }
    return OfVolume(path, mounted.front());
  }

 private:
  // Whether the volume that automount adds is the nearest.
  bool IsOfApiVolume(const std::string& path, const std::vector<MountedFile>& mounted) const {
    if (automounted_ == Truth::kNo || !base::path::IsWithin(path, kApiTokenFolder)) return false;
    return mounted.empty() || ContainerPath(mounted[0].mount->path).size() < kApiTokenFolder.size();
  }

  TokenFile OfApiVolume(const std::string& path) const {
    if (path == kApiTokenFolder) return Nothing(fmt::format("{} is a folder", Quoted(path)));
    if (path != base::path::Join(kApiTokenFolder, kApiTokenName)) {
      return {.kind = Kind::kOtherVolume,
              .exists = Truth::kMaybe,
              .why = "it lies beside the API server's token"};
    }
    return {.kind = Kind::kApiServerToken,
            .exists = automounted_,
            .why = automounted_ == Truth::kYes
                       ? "it is the API server's token"
                       : "it is the API server's token, if that is mounted at all"};
  }

  TokenFile OfVolume(const std::string& path, const MountedFile& file) const {
    const std::string name = Quoted(file.mount->volume);
    if (file.volume == nullptr) return Unknown(fmt::format("the pod lists no volume {}", name));
    TokenFile result = {.volume = file.volume, .mount = file.mount, .why = {}};
    for (const TokenProjection& token : file.volume->tokens) {
      if (base::path::Normalize(token.path) != base::path::Normalize(file.path)) continue;
      const bool is_for_api =
          token.audience.IsAbsent() || (token.audience.HasValue() && token.audience->IsEmpty());
      result.kind = is_for_api ? Kind::kApiServerToken : Kind::kToken;
      result.exists = Truth::kYes;
      result.token = &token;
      result.why = is_for_api ? fmt::format("volume {} projects it for the API server", name)
                              : fmt::format("volume {} projects it", name);
      return result;
    }
    // A volume's root is a folder, but a hostPath may be one file.
    if (file.path.empty() && file.volume->type != "hostPath") {
      return Nothing(fmt::format("{} is a folder, the root of volume {}", Quoted(path), name));
    }
    result.kind = Kind::kOtherVolume;
    result.why = file.volume->tokens.empty()
                     ? fmt::format("it lies in volume {}, of which no more is known", name)
                     : fmt::format("volume {} projects a token at {} and none at {}", name,
                                   Quoted(file.volume->tokens[0].path), Quoted(file.path));
    return result;
  }

  const PodSpec& spec_;
  const Container& container_;
  Truth automounted_;
};

}  // namespace

TokenFile TokenFileAt(const PodSpec& spec, const Container& container, const syntax::Text& path,
                      const std::optional<EffectiveAutomount>& automount) {
  if (!path.IsLiteral()) return Unknown("the path has a part that is filled in later");
  const std::string normal = ContainerPath(path.literal());
  if (normal.empty()) {
    return Unknown(fmt::format("where {} lies depends on the container", Quoted(path.literal())));
  }
  const Lookup lookup(spec, container, HasApiToken(automount, container));
  TokenFile file = lookup.At(normal);
  const std::string other = ByOtherName(normal);
  if (file.kind != Kind::kNothing || other.empty()) return file;
  if (lookup.At(other).kind == Kind::kNothing) return file;
  return Unknown(fmt::format("it is {} if the image links /var/run to /run", Quoted(other)));
}

}  // namespace irsalint::kube
