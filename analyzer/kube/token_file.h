#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "analyzer/base/truth.h"
#include "analyzer/kube/automount.h"
#include "analyzer/kube/pod_spec.h"

namespace irsalint::kube {

// Where the API server's token is mounted unless a pod or its account says otherwise, in a volume
// that admission adds (docs/reference/semantics.md §2.3).
inline constexpr std::string_view kApiTokenFolder = "/var/run/secrets/kubernetes.io/serviceaccount";

// What a path inside a container leads to.
struct TokenFile {
  enum class Kind : uint8_t {
    kToken,           // a token that is projected for an audience
    kApiServerToken,  // a token for the API server: projected without audience, or by automount
    kOtherVolume,     // a file of a volume, and it is not known which
    kNothing,         // no file: nothing is mounted there, or it is a folder
    kUnknown,         // the path, or what is mounted there, cannot be known
  };

  Kind kind = Kind::kUnknown;
  // Whether a file is there. kMaybe also for a token whose automount is not known.
  base::Truth exists = base::Truth::kMaybe;
  const Volume* volume = nullptr;          // null also for the one that automount adds
  const VolumeMount* mount = nullptr;      // likewise
  const TokenProjection* token = nullptr;  // likewise
  std::string why;                         // one clause

  bool IsToken() const { return kind == Kind::kToken || kind == Kind::kApiServerToken; }
};

// What stands at `path`, the value of a variable such as AWS_WEB_IDENTITY_TOKEN_FILE. `automount`
// says whether the pod gets the API server's token, nothing that this is not known. Points into
// `spec` and `container`, which is one of its containers.
TokenFile TokenFileAt(const PodSpec& spec, const Container& container, const syntax::Text& path,
                      const std::optional<EffectiveAutomount>& automount);

}  // namespace irsalint::kube
