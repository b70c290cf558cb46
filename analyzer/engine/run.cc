#include "analyzer/engine/run.h"

#include <utility>

#include "analyzer/engine/judge.h"
#include "analyzer/engine/linked_input.h"
#include "analyzer/engine/phase_clock.h"

namespace irsalint::engine {

RunResult Run(const base::FileSystem& files, std::span<const rule::Rule* const> rules,
              const RunOptions& options, std::stop_token stop) {
  PhaseClock clock(options.clock);
  LinkedInput input = ReadAndLink(files, options, clock, stop);
  RunResult result;
  static_cast<Judgement&>(result) = Judge(files, input, rules, options, clock, stop);
  result.report.stats.phases = clock.Take();
  result.files = std::move(input.files);
  result.sources = std::move(input.plan.sources);
  return result;
}

}  // namespace irsalint::engine
