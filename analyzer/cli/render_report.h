#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "analyzer/cli/console.h"
#include "analyzer/cli/output.h"
#include "analyzer/render/text.h"
#include "analyzer/rule/finding_details.h"
#include "analyzer/rule/report.h"
#include "analyzer/rule/rule.h"

namespace irsalint::cli {

// A report and what else of the run some formats want.
struct RenderedRun {
  const rule::Report& report;
  // Of the report's findings, then of its suppressed ones; empty unless NeedsDetails.
  std::vector<rule::FindingDetails> details;
  std::span<const rule::Rule* const> catalogue;
  std::span<const rule::Rule* const> rules;  // that ran
  std::optional<rule::Severity> fail_on;
};

// Whether the format shows what of a finding is not in the report.
[[nodiscard]] bool NeedsDetails(Format format);

// The whole report in a format; as text in full and without colour.
[[nodiscard]] std::string RenderReport(const RenderedRun& run, Format format);

// What it is when it is printed.
[[nodiscard]] TextKind TextKindOf(Format format);

}  // namespace irsalint::cli
