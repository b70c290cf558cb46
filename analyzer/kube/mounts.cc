#include "analyzer/kube/mounts.h"

#include <algorithm>

namespace irsalint::kube {
namespace {

std::string_view WithoutTrailingSlash(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

bool IsBelow(std::string_view file, std::string_view directory) {
  return file.starts_with(directory) && file.substr(directory.size()).starts_with('/');
}

}  // namespace

const Volume* VolumeOf(const PodSpec& spec, const Container& container, std::string_view file) {
  const VolumeMount* nearest = nullptr;
  for (const VolumeMount& mount : container.volume_mounts) {
    if (!IsBelow(file, WithoutTrailingSlash(mount.path))) continue;
    if (nearest == nullptr || mount.path.size() > nearest->path.size()) nearest = &mount;
  }
  if (nearest == nullptr) return nullptr;
  const auto volume = std::ranges::find(spec.volumes, nearest->volume, &Volume::name);
  return volume == spec.volumes.end() ? nullptr : &*volume;
}

}  // namespace irsalint::kube
