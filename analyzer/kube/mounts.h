#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// A path inside a container as mounts are compared by: `C:\var\run` and `/var//run/` are both
// `/var/run`. "" for a path that is relative, or that names another variable (`$(DIR)/token`).
std::string ContainerPath(std::string_view path);

// A file of a volume, as a container sees it.
struct MountedFile {
  const VolumeMount* mount = nullptr;
  const Volume* volume = nullptr;  // null: the pod's own list has none of that name
  std::string path;                // within the volume; "" for its root
};

// What the mounts of a container put at `file`: that of the longest mount path at or above it.
// Several where mounts at one path compete, none where nothing is mounted.
std::vector<MountedFile> MountedAt(const PodSpec& spec, const Container& container,
                                   std::string_view file);

// The volume that holds `file` inside the container. Null when no volume of the pod does, and for
// the place of a mount itself, which is a folder.
const Volume* VolumeOf(const PodSpec& spec, const Container& container, std::string_view file);

}  // namespace irsalint::kube
