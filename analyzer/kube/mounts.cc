#include "analyzer/kube/mounts.h"

#include <algorithm>

#include "analyzer/base/path.h"
#include "analyzer/base/strings.h"

namespace irsalint::kube {
namespace {

bool HasDrive(std::string_view path) {
  return path.size() >= 2 && base::IsAsciiAlpha(path[0]) && path[1] == ':';
}

// What of `file` lies below `directory`, both normalised, without a leading slash.
std::string_view Below(std::string_view file, std::string_view directory) {
  std::string_view rest = file.substr(directory == "/" ? 0 : directory.size());
  while (rest.starts_with('/')) rest.remove_prefix(1);
  return rest;
}

const Volume* FindVolume(const PodSpec& spec, std::string_view name) {
  const auto volume = std::ranges::find(spec.volumes, name, &Volume::name);
  return volume == spec.volumes.end() ? nullptr : &*volume;
}

}  // namespace

std::string ContainerPath(std::string_view path) {
  if (base::Contains(path, "$(")) return {};
  std::string unix_path(path);
  if (HasDrive(path)) {
    unix_path.erase(0, 2);
    std::ranges::replace(unix_path, '\\', '/');
  }
  return base::path::IsAbsolute(unix_path) ? base::path::Normalize(unix_path) : std::string();
}

std::vector<MountedFile> MountedAt(const PodSpec& spec, const Container& container,
                                   std::string_view file) {
  std::vector<MountedFile> nearest;
  const std::string path = ContainerPath(file);
  if (path.empty()) return nearest;
  size_t longest = 0;
  for (const VolumeMount& mount : container.volume_mounts) {
    const std::string directory = ContainerPath(mount.path);
    if (directory.empty() || !base::path::IsWithin(path, directory)) continue;
    if (directory.size() < longest) continue;
    if (directory.size() > longest) nearest.clear();
    longest = directory.size();
    nearest.push_back({.mount = &mount,
                       .volume = FindVolume(spec, mount.volume),
                       .path = base::path::Join(mount.sub_path, Below(path, directory))});
  }
  return nearest;
}

const Volume* VolumeOf(const PodSpec& spec, const Container& container, std::string_view file) {
  const std::vector<MountedFile> mounted = MountedAt(spec, container, file);
  return mounted.empty() || mounted.front().path.empty() ? nullptr : mounted.front().volume;
}

}  // namespace irsalint::kube
