#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/syntax/edit.h"

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

// One way to resolve a finding. All its edits are made, or none.
struct Fix {
  std::string title;  // an imperative without a full stop: `write "sts.amazonaws.com"`
  Applicability applicability = Applicability::kDisplayOnly;
  FixSide side = FixSide::kPolicy;  // matters where a finding has fixes of both sides
  std::vector<syntax::Edit> edits;

  friend bool operator==(const Fix&, const Fix&) = default;
};

}  // namespace irsalint::rule
