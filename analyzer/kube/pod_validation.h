#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/kube/pod_spec.h"

// What the API server refuses in a pod, as far as it bears on tokens and their mounts
// (docs/reference/semantics.md §5).
namespace irsalint::kube {

struct PodFault {
  enum class Kind : uint8_t {
    kDuplicateVolume,
    kMissingVolume,
    kMissingMountPath,
    kDuplicateMountPath,
    kShortExpiration,
    kLongExpiration,
    kTokenPath,
  };

  Kind kind = Kind::kDuplicateVolume;
  std::string message;       // as the API server words it, from the field's path on
  std::string value;         // that it refuses
  syntax::Place place;       // of what stands in a file; not valid where the webhook wrote it
  syntax::Place other = {};  // of the one that it clashes with, likewise
};

// Whether a pod has volumes that its template does not list: those of a StatefulSet's claims, and
// whatever the controller of a custom resource adds.
enum class VolumeList : uint8_t { kWhole, kMayGrow };
VolumeList VolumeListOf(const ObjectMeta& workload);

// All faults of a spec, volumes first. For a pod that the webhook changes, `spec` is what it leaves
// (injection.h, Mutated). Names and numbers that cannot be known are no faults.
std::vector<PodFault> PodFaultsOf(const PodSpec& spec, VolumeList volumes);

}  // namespace irsalint::kube
