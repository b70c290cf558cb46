#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/rule/fix.h"
#include "analyzer/syntax/place.h"

namespace irsalint::rule {

// How bad it is if it is true. Ordered: a later one is worse.
enum class Severity : uint8_t { kNote, kWarning, kError };

// "note", "warning" or "error".
[[nodiscard]] constexpr std::string_view ToString(Severity severity) {
  switch (severity) {
    case Severity::kNote:
      return "note";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "";
}

// How sure it is: high when every link is literal in the inputs, medium when one link was inferred,
// low when it rests on an unknown. Ordered.
enum class Confidence : uint8_t { kLow, kMedium, kHigh };

// "low", "medium" or "high".
[[nodiscard]] constexpr std::string_view ToString(Confidence confidence) {
  switch (confidence) {
    case Confidence::kLow:
      return "low";
    case Confidence::kMedium:
      return "medium";
    case Confidence::kHigh:
      return "high";
  }
  return "";
}

// For whom it is shown: `regular` is the default run, each later persona sees all of the earlier.
enum class Persona : uint8_t { kRegular, kPedantic, kAuditor };

// "regular", "pedantic" or "auditor".
[[nodiscard]] constexpr std::string_view ToString(Persona persona) {
  switch (persona) {
    case Persona::kRegular:
      return "regular";
    case Persona::kPedantic:
      return "pedantic";
    case Persona::kAuditor:
      return "auditor";
  }
  return "";
}

// A place and what it contributes. The primary place may have no message of its own.
struct Location {
  syntax::Place place;
  std::string message;

  friend bool operator==(const Location&, const Location&) = default;
};

// The thing that a finding is about, as written; part of the fingerprint. Either an object
// (`kind`, `namespace_name` may be empty, `name`) or a role or policy (`kind` "Role", `name` its
// ARN).
struct Subject {
  std::string kind;
  std::string namespace_name;
  std::string name;

  friend bool operator==(const Subject&, const Subject&) = default;
};

// What a rule reports. Texts are plain: they may quote the input as it is, every output makes them
// safe for its own format. One finding per rule and primary place: what further accounts and
// workloads add are related places (the engine merges, see engine/merge.h).
struct Finding {
  std::string rule;  // id
  std::string message;
  Severity severity = Severity::kWarning;
  Confidence confidence = Confidence::kHigh;
  Persona persona = Persona::kRegular;
  Location primary;  // the value that must change; if either side could, the policy's
  std::vector<Location> related;
  std::vector<std::string> notes;  // `= note:` lines: the error that a user would see at run time
  std::vector<std::string> helps;  // `= help:` lines: what to do
  std::vector<Fix> fixes;          // alternatives, the best first: each resolves the finding alone
  Subject subject;
  std::string offending_value;  // the value found, as written; part of the fingerprint
  std::string overlay;          // path of the unit that gave rise to it, "" if no matter

  friend bool operator==(const Finding&, const Finding&) = default;
};

}  // namespace irsalint::rule
