#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "analyzer/rule/report.h"
#include "analyzer/rule/rule_meta.h"

namespace irsalint::render {

struct JunitInput {
  const rule::Report& report;
  std::span<const rule::RuleMeta* const> rules;  // that ran
  // Findings from here on are failures, others are passed over. Nothing: none is a failure.
  std::optional<rule::Severity> fail_on = rule::Severity::kWarning;
};

// The report as JUnit XML: a test case for each rule and file with findings, a skipped one where
// all of them are suppressed, a passed one for each rule without findings.
[[nodiscard]] std::string RenderJunit(const JunitInput& input);

// Text of the input between tags or in an attribute: escaped, and without what XML 1.0 cannot hold.
[[nodiscard]] std::string XmlText(std::string_view text);

}  // namespace irsalint::render
