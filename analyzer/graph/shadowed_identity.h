#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/graph/pod_injection.h"
#include "analyzer/graph/sdk_chain.h"

namespace irsalint::graph {

// A container that has an identity, and an access key which SDKs take first
// (docs/reference/semantics.md §4.3 T8, §11.1).
struct ShadowedIdentity {
  enum class Keys : uint8_t {
    kSet,         // in the environment: literal, or of an object of the input
    kReferenced,  // in the environment: of an object that the input does not show
    kSharedFile,  // in a credentials file of the input
  };

  WorkloadId workload;
  size_t container = 0;  // index into PodSpec::containers
  Keys keys = Keys::kSet;
  std::string value;                      // the key's id as written, or what it comes from
  std::vector<syntax::Place> key_places;  // the id's or the file's first
  std::vector<syntax::Place> entries;     // of `env`, where all of the key stands there
  std::optional<PodInjection> injection;  // absent where the container brings its own identity
  syntax::Place identity_place;           // of that
  std::vector<SdkFamily> shadowed;        // the SDKs that take the key; never empty
  std::vector<SdkFamily> spared;          // those that take the identity
};

// All of the input, in its order. Left out are keys that may not be set or are placeholders, those
// beside an endpoint that is not of AWS, and containers that `skip-containers` names.
std::vector<ShadowedIdentity> ShadowedIdentities(const IdentityGraph& graph);

}  // namespace irsalint::graph
