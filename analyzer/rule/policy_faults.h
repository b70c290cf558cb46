#pragma once

#include <string>
#include <vector>

#include "analyzer/graph/policy_fault.h"
#include "analyzer/rule/finding_sink.h"
#include "analyzer/rule/rule_context.h"

namespace irsalint::rule {

// A fault of a policy and the claims that it refuses: proved broken, and for this very reason.
struct RefusingFault : graph::PolicyFault {
  std::vector<graph::ClaimId> refuses;
};

// The faults of a policy that the rule of `context` reports.
std::vector<RefusingFault> FaultsFor(const RuleContext& context, graph::PolicyId policy);

// Reports a fault of a policy, once at its place.
Finding& ReportFault(const RuleContext& context, graph::PolicyId policy, const RefusingFault& fault,
                     std::string message, FindingSink& sink);

// Adds the accounts that the fault refuses, each with what leads to it, or else those that claim
// the role. Comes last: what is known of a fault without them does not change.
void AddAccounts(const RuleContext& context, graph::PolicyId policy, const RefusingFault& fault,
                 Finding& finding);

// The condition behind an index of a fault.
const iam::Condition& ConditionOf(const RuleContext& context, graph::PolicyId policy,
                                  const graph::PolicyFault& fault, size_t index);

// Adds the keys of the fault's conditions but for the one at its place: "the same here".
void AddSameKeys(const RuleContext& context, graph::PolicyId policy,
                 const graph::PolicyFault& fault, const std::string& message, Finding& finding);

}  // namespace irsalint::rule
