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

// The subjects of all accounts that come in by a policy and claim its role, each once, in the order
// of the claims. Nothing where one is not known, where a link rests on nothing but that the policy
// admits the account, and where there are too many for a list.
std::optional<std::vector<std::string>> SubjectsOfClaims(const graph::IdentityGraph& graph,
                                                         graph::PolicyId policy);

// Whether a statement trusts one identity provider and nobody else: its conditions may demand keys
// of that one.
bool TrustsOneProvider(const iam::Statement& statement);

// Whether an Allow statement tests the subject by a condition that only excludes accounts, and
// demands none: then it is as open with the right value or operator there as it is without.
bool OnlyExcludes(const iam::Statement& statement, const iam::Condition& condition);

// Points at the issuer whose tokens are meant, unless the finding stands there already.
void AddIssuer(const graph::TrustedIssuer& issuer, Finding& finding);

// Adds to a finding about another way into a role of pods what is common to them: what it is about,
// how pods get the role, who claims it, and that conditions may narrow the way.
void DescribeOtherWayIn(const graph::IdentityGraph& graph, graph::PolicyId policy,
                        const graph::OtherWayIn& way, Finding& finding);

}  // namespace irsalint::rule
