#pragma once

#include <span>
#include <string>
#include <vector>

#include "analyzer/base/file_system.h"
#include "analyzer/engine/baseline.h"
#include "analyzer/engine/run.h"
#include "analyzer/rule/rule.h"

namespace irsalint::engine {

// What a run looked for. An entry that nothing matches no longer occurs only if the run would have
// found it.
struct BaselineScope {
  const base::FileSystem& files;
  std::vector<std::string> paths;       // those that were given, as they are shown
  std::vector<std::string> idle_rules;  // ids of rules that there are and that did not run
  rule::Persona persona = rule::Persona::kAuditor;
  std::vector<std::string> unread = {};  // what was not read, or not in full

  // Whether the run looked at every path of the baseline that still exists. A finding may follow
  // from two files, so a run over some of them proves of no entry that it is gone.
  [[nodiscard]] bool LooksAtAllOf(const Baseline& baseline) const;

  // Whether the entry's rule ran and its file was read. A rule that there is no more will find
  // nothing again.
  [[nodiscard]] bool LooksFor(const BaselineEntry& entry) const;
};

[[nodiscard]] BaselineScope ScopeOf(const base::FileSystem& files,
                                    std::span<const rule::Rule* const> rules,
                                    const RunOptions& options, const Judgement& judgement);

}  // namespace irsalint::engine
