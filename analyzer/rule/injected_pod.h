#pragma once

#include <vector>

#include "analyzer/graph/pod_injection.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/rule_context.h"

namespace irsalint::rule {

// A workload whose pods the webhook injects an identity into, whichever account of the input they
// run as.
struct InjectedPod {
  const graph::Workload* workload = nullptr;
  graph::PodInjection injection;  // of the first account; the others inject something, too
};

// All of them, in the graph's order. Workloads that may run as an account without identity are left
// out: nothing is proved of them.
std::vector<InjectedPod> InjectedPods(const graph::IdentityGraph& graph);

// Adds to a finding about such a pod what is common to all: the subject, what gives the account its
// identity as a related place, and medium confidence where an unknown or an unapplied patch may
// change it.
void DescribeInjectedPod(const RuleContext& context, const InjectedPod& pod, Finding& finding);

}  // namespace irsalint::rule
