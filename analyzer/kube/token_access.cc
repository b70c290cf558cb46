#include "analyzer/kube/token_access.h"

#include <fmt/format.h>

#include <algorithm>

#include "analyzer/kube/injection.h"

namespace irsalint::kube {
namespace {

using base::Truth;
using syntax::Known;

constexpr int64_t kRoot = 0;
constexpr int64_t kDefaultMode = 0644;
constexpr int64_t kOwnerMode = 0600;  // for a user or group of the pod
constexpr int64_t kOwnerAndGroup = 0640;
constexpr int64_t kGroupRead = 0040;
constexpr int64_t kOthersRead = 0004;

bool IsWindows(const PodSpec& spec) {
  return (spec.os.HasValue() && spec.os->literal() == "windows") || IsWindowsForTheWebhook(spec);
}

// As whom all containers run: absent where one names no user or two differ.
Known<int64_t> CommonUserOf(const PodSpec& spec) {
  Known<int64_t> common;
  bool is_known = true;
  for (const Container& container : spec.containers) {
    const Known<int64_t>& user = RunAsUserOf(spec, container);
    if (user.IsAbsent()) return {};
    if (user.IsUnresolved()) {
      is_known = false;
    } else if (common.HasValue() && *common != *user) {
      return {};
    } else {
      common = user;
    }
  }
  return is_known ? common : Known<int64_t>::Unresolved({});
}

// A file that has neither a user nor a group of the pod.
TokenAccess AccessByMode(int64_t mode, const Known<int64_t>& user) {
  const std::string text = ModeText(mode);
  if ((mode & kOthersRead) != 0) {
    return {.readable = Truth::kYes,
            .why = fmt::format("its mode is {}, so everybody can", text),
            .place = user.place()};
  }
  if (user.IsAbsent() || user.IsUnresolved()) {
    return {
        .readable = Truth::kMaybe,
        .why = fmt::format("its mode is {}, root owns it, and the spec does not say as whom the "
                           "container runs",
                           text),
        .place = user.place()};
  }
  if (*user == kRoot) {
    return {.readable = Truth::kYes,
            .why = fmt::format("its mode is {}, and the container runs as root", text),
            .place = user.place()};
  }
  if ((mode & kGroupRead) != 0) {
    return {.readable = Truth::kMaybe,
            .why = fmt::format("its mode is {} for the group of root, of which user {} may be",
                               text, *user),
            .place = user.place()};
  }
  return {.readable = Truth::kNo,
          .why = fmt::format("its mode is {}, root owns it, and the container runs as user {}",
                             text, *user),
          .place = user.place()};
}

}  // namespace

std::string ModeText(int64_t mode) { return fmt::format("{:04o}", mode); }

const Known<int64_t>& RunAsUserOf(const PodSpec& spec, const Container& container) {
  return container.run_as_user.IsAbsent() ? spec.run_as_user : container.run_as_user;
}

std::optional<TokenFileMode> TokenFileModeOf(const PodSpec& spec, const Volume* volume) {
  const Known<int64_t> user = CommonUserOf(spec);
  if (IsWindows(spec) || user.IsUnresolved() || spec.fs_group.IsUnresolved()) return std::nullopt;
  if (spec.fs_group.HasValue()) {
    return TokenFileMode{
        .mode = kOwnerAndGroup, .owner = user.ValueOr(kRoot), .group = *spec.fs_group};
  }
  if (user.HasValue()) return TokenFileMode{.mode = kOwnerMode, .owner = *user};
  if (volume == nullptr) return TokenFileMode{.mode = kDefaultMode, .owner = kRoot};
  if (volume->default_mode.IsUnresolved()) return std::nullopt;
  return TokenFileMode{.mode = volume->default_mode.ValueOr(kDefaultMode), .owner = kRoot};
}

TokenAccess TokenAccessOf(const PodSpec& spec, const Container& container, const Volume* volume) {
  const Known<int64_t>& user = RunAsUserOf(spec, container);
  if (IsWindows(spec)) {
    return {.readable = Truth::kYes, .why = "files have no modes on Windows", .place = {}};
  }
  // Whoever owns the file, every container is in the group.
  if (spec.fs_group.HasValue()) {
    return {.readable = Truth::kYes,
            .why = fmt::format("its mode is {}, and fsGroup puts every container in its group {}",
                               ModeText(kOwnerAndGroup), *spec.fs_group),
            .place = spec.fs_group.place()};
  }
  const std::optional<TokenFileMode> file = TokenFileModeOf(spec, volume);
  if (!file.has_value()) {
    return {.readable = Truth::kMaybe,
            .why = "a user, fsGroup or defaultMode of the pod cannot be known",
            .place = {}};
  }
  if (CommonUserOf(spec).IsAbsent()) return AccessByMode(file->mode, user);
  const std::string_view warning =
      file->owner == kRoot ? ", so a process that gives up root cannot read it" : "";
  return {.readable = Truth::kYes,
          .why = fmt::format("its mode is {}, and user {} owns it, as whom every container runs{}",
                             ModeText(file->mode), file->owner, warning),
          .place = user.place()};
}

}  // namespace irsalint::kube
