#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "analyzer/base/truth.h"
#include "analyzer/kube/pod_spec.h"

// Who can read the file of a projected token, from Kubernetes 1.19 on
// (docs/reference/semantics.md §7). Only users that stand in the spec count: the one of an image is
// not known here, nor to the kubelet.
namespace irsalint::kube {

// As the kubelet writes the file.
struct TokenFileMode {
  int64_t mode = 0644;
  int64_t owner = 0;                  // root, or the user as whom all containers run
  std::optional<int64_t> group = {};  // fsGroup; nothing: the group of root

  friend bool operator==(const TokenFileMode&, const TokenFileMode&) = default;
};

// `volume` is null for the one that automount adds. Nothing where a value that decides cannot be
// known, and for Windows, which has no modes.
std::optional<TokenFileMode> TokenFileModeOf(const PodSpec& spec, const Volume* volume);

// Whether the first process of a container can read the file.
struct TokenAccess {
  base::Truth readable = base::Truth::kMaybe;
  std::string why;      // one clause
  syntax::Place place;  // of the container's user; not valid where the spec names none
};
TokenAccess TokenAccessOf(const PodSpec& spec, const Container& container, const Volume* volume);

// The user of a container as the spec says: its own, else the pod's.
const syntax::Known<int64_t>& RunAsUserOf(const PodSpec& spec, const Container& container);

// "0644".
std::string ModeText(int64_t mode);

}  // namespace irsalint::kube
