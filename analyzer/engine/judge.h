#pragma once

#include <span>
#include <stop_token>

#include "analyzer/base/file_system.h"
#include "analyzer/engine/linked_input.h"
#include "analyzer/engine/phase_clock.h"
#include "analyzer/engine/run.h"
#include "analyzer/rule/rule.h"

namespace irsalint::engine {

// Check → Locate over an input that is read and linked; then the suppressions are matched with what
// was found, judged in their turn, and what the rules say of them is located too. `files` are those
// that `input` was read from. The report has no times.
[[nodiscard]] Judgement Judge(const base::FileSystem& files, const LinkedInput& input,
                              std::span<const rule::Rule* const> rules, const RunOptions& options,
                              PhaseClock& clock, std::stop_token stop = {});

}  // namespace irsalint::engine
