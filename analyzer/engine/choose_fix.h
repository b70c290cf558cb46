#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>

#include "analyzer/rule/report.h"

namespace irsalint::engine {

// Which fixes the user asks for.
enum class FixScope : uint8_t { kSafe, kUnsafe };  // the safe ones alone; the unsafe ones too

struct FixTerms {
  FixScope scope = FixScope::kSafe;
  // Which of two contradicting documents is changed. Nothing: neither.
  std::optional<rule::FixSide> side = std::nullopt;
  // Fingerprints without ordinals of findings that stay as they are: a baseline accepts them.
  std::set<std::string, std::less<>> spared = {};
};

// The fix that is to be made for a finding; null, and why, for none.
struct FixChoice {
  enum class Verdict : uint8_t {
    kChosen,
    kNone,         // none is offered that could be made
    kNeedsUnsafe,  // only unsafe ones are offered, and only safe ones are asked for
    kNeedsSide,    // either side can be changed, and nobody said which
  };

  Verdict verdict = Verdict::kNone;
  const rule::Fix* fix = nullptr;
};
[[nodiscard]] FixChoice ChooseFix(const rule::LocatedFinding& finding, const FixTerms& terms);

}  // namespace irsalint::engine
