#pragma once

#include "analyzer/rule/rule_meta.h"

namespace irsalint::graph {
class IdentityGraph;
}

namespace irsalint::rule {

// What a rule may look at while it runs. Lives for one call.
struct RuleContext {
  const graph::IdentityGraph& graph;
  const RuleMeta& meta;
  const ParameterValues& parameters;  // what the configuration sets of those of `meta`
};

}  // namespace irsalint::rule
