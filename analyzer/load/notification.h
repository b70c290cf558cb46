#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace irsalint::load {

// Whether the user gave a path on the command line, or it was met while walking.
enum class Origin : uint8_t { kNamed, kMet };

// Something of the environment that was not read, and why. A scanner failure never looks like a
// clean run (docs/architecture.md, Errors): the engine shows each, and a kNamed one is exit 2.
struct Notification {
  enum class Kind : uint8_t {
    kMissing,      // the path does not exist
    kUnreadable,   // a file or directory refuses to be read
    kBrokenLink,   // a symbolic link that leads nowhere, or only to itself
    kLinkLoop,     // a symbolic link to a directory that contains it
    kOutsideRoot,  // a symbolic link or a kustomization entry that leads out of the input
    kSpecialFile,  // a FIFO, socket or device
    kTooLarge,     // more than kMaxFileBytes
    kCycle,        // kustomizations that include each other
    kUnparsable,   // a kustomization that is no readable YAML
    kCancelled,    // the run was stopped before everything was seen
  };

  Kind kind = Kind::kUnreadable;
  std::string path;     // as bytes; a name may hold newlines and invalid UTF-8
  std::string message;  // one sentence that does not repeat the path
  Origin origin = Origin::kMet;

  friend bool operator==(const Notification&, const Notification&) = default;
};

}  // namespace irsalint::load
