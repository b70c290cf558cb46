#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "analyzer/kube/injection.h"

namespace irsalint::kube {

// What of a pod's own volumes and mounts gets in the way of the injected token
// (docs/reference/semantics.md §4.3 T4 to T6).
struct VolumeConflict {
  enum class Kind : uint8_t {
    kVolumeName,  // a volume has the reserved name and is no such token: none is added
    kOtherPath,   // the volume is mounted elsewhere than the variable says: no file is there
    kSamePath,    // another volume is mounted at the same path: the API server refuses the pod
    kNestedPath,  // the same with a slash more: both are mounted, and the later one hides the token
  };

  Kind kind = Kind::kVolumeName;
  std::optional<size_t> container;  // index into PodSpec::containers; of a mount
  std::string found;                // the volume's type, or the mount's path
  syntax::Place place;
};

// All of them; a volume first, then mounts in order. Containers that the webhook leaves alone, and
// those that name a token file of their own, have none.
std::vector<VolumeConflict> VolumeConflictsOf(const PodSpec& spec, const Injection& injection);

}  // namespace irsalint::kube
