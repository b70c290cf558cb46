#pragma once

#include <variant>

#include "analyzer/rule/finding_sink.h"
#include "analyzer/rule/rule_context.h"
#include "analyzer/rule/rule_meta.h"

namespace irsalint::rule {

// Looks at the whole graph.
using CheckGraph = void (*)(const RuleContext& context, FindingSink& sink);

// A rule is data: `extern constinit const Rule kRule` in its own file below rules/. A check asks the
// graph questions and reports; it computes no semantics, keeps no state and may run at the same time
// as other rules.
struct Rule {
  RuleMeta meta;
  std::variant<CheckGraph> check;
};

}  // namespace irsalint::rule
