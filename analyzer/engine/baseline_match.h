#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/engine/baseline.h"
#include "analyzer/engine/baseline_scope.h"
#include "analyzer/rule/report.h"

namespace irsalint::engine {

// What a run says of one entry.
enum class EntryFate : uint8_t {
  kShown,         // it names a finding that is shown
  kSuppressed,    // it names one that somebody else keeps quiet about
  kGone,          // nothing matches: it no longer occurs
  kNotLookedFor,  // nothing matches, but this run could not have found it
};

struct BaselineMatch {
  std::vector<EntryFate> fates;  // of the entries
  std::vector<bool> known;       // of the report's findings: an entry names it
};

// Each entry names one finding: that with its fingerprint, else one whose fingerprint differs in
// the ordinal only, since these move when one of several equal findings goes.
[[nodiscard]] BaselineMatch MatchBaseline(const Baseline& baseline, const BaselineScope& scope,
                                          const rule::Report& report);

// Moves what the baseline knows to the suppressed findings and fills in `report.baseline`. What was
// not read stays told, as a notification.
void HideKnown(const Baseline& baseline, const std::string& path, const BaselineScope& scope,
               rule::Report& report);

// The baseline without the entries that are gone.
[[nodiscard]] Baseline Pruned(const Baseline& baseline, const BaselineMatch& match);

// What the report shows, and the entries that the run did not look for.
[[nodiscard]] Baseline Updated(const Baseline& baseline, const BaselineMatch& match,
                               const rule::Report& report);

}  // namespace irsalint::engine
