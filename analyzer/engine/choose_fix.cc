#include "analyzer/engine/choose_fix.h"

#include <algorithm>
#include <vector>

#include "analyzer/engine/fingerprint.h"

namespace irsalint::engine {
namespace {

bool IsAskedFor(const rule::Fix& fix, FixScope scope) {
  switch (fix.applicability) {
    case rule::Applicability::kSafe:
      return true;
    case rule::Applicability::kUnsafe:
      return scope == FixScope::kUnsafe;
    case rule::Applicability::kDisplayOnly:
      return false;
  }
  return false;
}

}  // namespace

FixChoice ChooseFix(const rule::LocatedFinding& finding, const FixTerms& terms) {
  using Verdict = FixChoice::Verdict;
  if (terms.spared.contains(WithoutOrdinal(finding.fingerprint))) return {};
  std::vector<const rule::Fix*> asked;
  bool offers_unsafe = false;
  for (const rule::Fix& fix : finding.fixes) {
    if (IsAskedFor(fix, terms.scope)) asked.push_back(&fix);
    offers_unsafe = offers_unsafe || fix.applicability == rule::Applicability::kUnsafe;
  }
  if (asked.empty()) return {.verdict = offers_unsafe ? Verdict::kNeedsUnsafe : Verdict::kNone};
  const bool one_side = std::ranges::all_of(
      asked, [&asked](const rule::Fix* fix) { return fix->side == asked.front()->side; });
  if (one_side) return {.verdict = Verdict::kChosen, .fix = asked.front()};
  if (!terms.side.has_value()) return {.verdict = Verdict::kNeedsSide};
  const auto of_side = std::ranges::find(asked, *terms.side, &rule::Fix::side);
  return {.verdict = Verdict::kChosen, .fix = *of_side};
}

}  // namespace irsalint::engine
