#pragma once

#include <span>
#include <string>

#include "analyzer/rule/finding_details.h"
#include "analyzer/rule/report.h"
#include "analyzer/rule/rule_meta.h"

namespace irsalint::render {

struct SarifInput {
  const rule::Report& report;
  std::span<const rule::RuleMeta* const> rules;  // all of them become descriptors
  // Of the report's findings, then of its suppressed ones; empty: nothing is known beyond them.
  std::span<const rule::FindingDetails> details = {};
};

// The report as a SARIF 2.1.0 log for code scanning: columns in UTF-16 code units, URIs relative to
// %SRCROOT%, no more than GitHub takes; results that do not fit are counted in a notification. No
// time, no absolute path: equal reports give equal bytes.
[[nodiscard]] std::string RenderSarif(const SarifInput& input);

}  // namespace irsalint::render
