#pragma once

#include <variant>

#include "analyzer/graph/ids.h"
#include "analyzer/rule/finding_sink.h"
#include "analyzer/rule/judged_suppression.h"
#include "analyzer/rule/rule_context.h"
#include "analyzer/rule/rule_meta.h"

namespace irsalint::rule {

// The shapes of a check, widest first; a rule takes the narrowest that will do. It is called once
// for the graph, or once for every node of its kind in the graph's order.
using CheckGraph = void (*)(const RuleContext& context, FindingSink& sink);
using CheckWorkload = void (*)(const RuleContext& context, graph::WorkloadId workload,
                               FindingSink& sink);
using CheckTrustPolicy = void (*)(const RuleContext& context, graph::PolicyId policy,
                                  FindingSink& sink);
// An account that claims a role, with all candidates for the role's trust policy.
using CheckClaim = void (*)(const RuleContext& context, graph::ClaimId claim, FindingSink& sink);

using CheckAccount = void (*)(const RuleContext& context, graph::AccountId account,
                              FindingSink& sink);
using CheckRole = void (*)(const RuleContext& context, graph::RoleId role, FindingSink& sink);
using CheckOidcProvider = void (*)(const RuleContext& context, graph::ProviderId provider,
                                   FindingSink& sink);
// Called for every suppression when all rules of other shapes have run. What it reports cannot be
// suppressed.
using CheckSuppression = void (*)(const RuleContext& context, const JudgedSuppression& suppression,
                                  FindingSink& sink);

// A rule is data: `extern constinit const Rule kRule` in its own file below rules/. A check asks
// the graph questions and reports; it computes no semantics, keeps no state and may run at the same
// time as other rules.
struct Rule {
  RuleMeta meta;
  std::variant<CheckGraph, CheckWorkload, CheckTrustPolicy, CheckClaim, CheckAccount, CheckRole,
               CheckOidcProvider, CheckSuppression>
      check;
};

}  // namespace irsalint::rule
