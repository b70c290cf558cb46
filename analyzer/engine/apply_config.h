#pragma once

#include <span>
#include <vector>

#include "analyzer/engine/check.h"
#include "analyzer/engine/config.h"
#include "analyzer/graph/link_options.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/report.h"
#include "analyzer/rule/rule.h"
#include "analyzer/source/source_id.h"

namespace irsalint::engine {

// `link` and what the configuration adds to it; what `link` says already wins. Places of the
// configuration are those of the file `source`.
[[nodiscard]] graph::LinkOptions WithConfig(graph::LinkOptions link, const Config& config,
                                            source::SourceId source);

// The rules that the configuration does not turn off, in order; `use` takes the others.
[[nodiscard]] std::vector<const rule::Rule*> RulesThatAreOn(
    std::span<const rule::Rule* const> rules, const Config& config, rule::ConfigUse& use);

// The parameters that the configuration sets of these rules.
[[nodiscard]] RuleParameters ParametersOf(std::span<const rule::Rule* const> rules,
                                          const Config& config);

// Gives findings the severities that the configuration sets for their rules.
void SetSeverities(std::span<const rule::Rule* const> rules, const Config& config,
                   std::vector<rule::Finding>& findings);

}  // namespace irsalint::engine
