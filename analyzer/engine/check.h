#pragma once

#include <cstddef>
#include <map>
#include <span>
#include <stop_token>
#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/report.h"
#include "analyzer/rule/rule.h"

namespace irsalint::engine {

// What the rules say about a graph, in places; merged, so there is one finding for a rule and
// primary place.
struct Checked {
  std::vector<rule::Finding> findings;       // by primary place, then rule
  std::vector<const rule::Rule*> completed;  // rules that ran to their end, in the order given
  std::vector<rule::RuleFault> faults;       // rules that threw; their findings are dropped
  size_t hidden = 0;                         // findings that rules did not write down
};

// What the configuration sets of the parameters of rules, by their ids.
using RuleParameters = std::map<std::string_view, rule::ParameterValues>;

// Runs the rules, on up to `threads` threads, but for those that judge suppressions; what is found
// is the same for every number. Findings beyond the persona `shown` may be left out, and are then
// counted. Stops between rules when asked to.
[[nodiscard]] Checked Check(const graph::IdentityGraph& graph,
                            std::span<const rule::Rule* const> rules,
                            rule::Persona shown = rule::Persona::kAuditor,
                            std::stop_token stop = {}, const RuleParameters& parameters = {},
                            size_t threads = 1);

// Runs those of `rules` that judge suppressions.
[[nodiscard]] Checked CheckSuppressions(const graph::IdentityGraph& graph,
                                        std::span<const rule::Rule* const> rules,
                                        std::span<const rule::JudgedSuppression> suppressions,
                                        std::stop_token stop = {});

// Whether a rule judges suppressions, so that it runs last.
[[nodiscard]] bool JudgesSuppressions(const rule::Rule& rule);

}  // namespace irsalint::engine
