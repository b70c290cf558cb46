#pragma once

#include "analyzer/graph/identity_graph.h"
#include "analyzer/graph/other_ways_in.h"
#include "analyzer/rule/finding.h"

// What findings about policies that admit too many have in common.
namespace irsalint::rule {

// Where a condition that a statement lacks would be written: the key of its `Condition`, else the
// issuer that it trusts.
syntax::Place PlaceOfMissingCondition(const iam::Statement& statement,
                                      const graph::TrustedIssuer& issuer);

// Points at the issuer whose tokens are meant, unless the finding stands there already.
void AddIssuer(const graph::TrustedIssuer& issuer, Finding& finding);

// Adds to a finding about another way into a role of pods what is common to them: what it is about,
// how pods get the role, who claims it, and that conditions may narrow the way.
void DescribeOtherWayIn(const graph::IdentityGraph& graph, graph::PolicyId policy,
                        const graph::OtherWayIn& way, Finding& finding);

}  // namespace irsalint::rule
