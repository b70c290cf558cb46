#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "analyzer/base/date.h"
#include "analyzer/base/file_system.h"
#include "analyzer/engine/config.h"
#include "analyzer/engine/extract.h"
#include "analyzer/engine/locate.h"
#include "analyzer/engine/notices.h"
#include "analyzer/engine/progress.h"
#include "analyzer/graph/identity_graph.h"
#include "analyzer/load/units.h"
#include "analyzer/rule/report.h"
#include "analyzer/rule/rule.h"
#include "analyzer/source/source_table.h"

namespace irsalint::engine {

struct RunOptions {
  std::vector<std::string> paths;
  std::string stdin_text;  // for a path "-"
  load::PlanOptions plan;
  ExtractSettings extract;
  graph::LinkOptions link;  // wins over the configuration
  std::optional<Config> config = std::nullopt;
  rule::Persona persona = rule::Persona::kRegular;
  // Every rule that a suppression may name. Empty: the rules that run.
  std::span<const rule::Rule* const> catalogue = {};
  // kOff: neither the input nor the configuration silences anything, and nothing is said of what
  // would.
  rule::SuppressionUse suppression_use = rule::SuppressionUse::kApplied;
  // The day on which suppressions expire or not. Nothing: none does.
  std::optional<base::Date> today = {};
  // Nanoseconds of a monotonic clock. Empty: no times in the report.
  std::function<uint64_t()> clock = {};
  // Told how far the run is; may be empty.
  ProgressCallback progress = {};
};

// What there is to say of an input.
struct Judgement {
  rule::Report report;
  InputHealth health = InputHealth::kComplete;
  std::vector<std::string> unread;  // what was not read, or not in full, as shown
};

struct RunResult : Judgement {
  source::SourceTable sources;                      // the files that places of fixes name
  std::map<source::SourceId, LocatableFile> files;  // what is known of those that were read
};

// The whole run: Plan → Extract → Link → Judge. Never throws for any input.
[[nodiscard]] RunResult Run(const base::FileSystem& files, std::span<const rule::Rule* const> rules,
                            const RunOptions& options, std::stop_token stop = {});

}  // namespace irsalint::engine
