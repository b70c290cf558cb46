#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "analyzer/syntax/place.h"

namespace irsalint::rule {

// Whether a fix may be applied: without asking, when asked for, or only shown.
enum class Applicability : uint8_t { kSafe, kUnsafe, kDisplayOnly };

// "safe", "unsafe" or "display-only".
[[nodiscard]] constexpr std::string_view ToString(Applicability applicability) {
  switch (applicability) {
    case Applicability::kSafe:
      return "safe";
    case Applicability::kUnsafe:
      return "unsafe";
    case Applicability::kDisplayOnly:
      return "display-only";
  }
  return "";
}

// Which of the two contradicting documents a fix changes.
enum class FixSide : uint8_t { kPolicy, kManifest };

// "policy" or "manifest".
[[nodiscard]] constexpr std::string_view ToString(FixSide side) {
  switch (side) {
    case FixSide::kPolicy:
      return "policy";
    case FixSide::kManifest:
      return "manifest";
  }
  return "";
}

// Symbolic edits: what changes, not which bytes.
struct SetValue {
  syntax::Place place;  // of the value
  std::string text;

  friend bool operator==(const SetValue&, const SetValue&) = default;
};

struct InsertPair {
  syntax::Place map;
  std::string key;
  std::string text;

  friend bool operator==(const InsertPair&, const InsertPair&) = default;
};

struct RenameKey {
  syntax::Place pair;
  std::string key;

  friend bool operator==(const RenameKey&, const RenameKey&) = default;
};

struct Remove {
  syntax::Place place;  // a pair or an item

  friend bool operator==(const Remove&, const Remove&) = default;
};

using Edit = std::variant<SetValue, InsertPair, RenameKey, Remove>;

struct Fix {
  std::string title;
  Applicability applicability = Applicability::kDisplayOnly;
  FixSide side = FixSide::kPolicy;
  std::vector<Edit> edits;

  friend bool operator==(const Fix&, const Fix&) = default;
};

}  // namespace irsalint::rule
