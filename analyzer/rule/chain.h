#pragma once

#include <optional>
#include <string>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/rule_context.h"

namespace irsalint::rule {

// A text for people: what nobody wrote stands in angle brackets, `<namespace>`.
std::string Show(const syntax::Text& text);

// The error that a pod sees when its role's trust policy refuses it (docs/reference/semantics.md
// §10.1).
inline constexpr std::string_view kAccessDenied =
    "STS: AccessDenied, Not authorized to perform sts:AssumeRoleWithWebIdentity";

// A claim that is proved broken for the reason that the rule of `context` is about.
struct BrokenClaim {
  const graph::TrustEdge* edge = nullptr;
  graph::Evidence evidence;
  iam::Denial denial;
  const iam::PolicyDocument* policy = nullptr;

  // The clause that fails first; null when a statement or the document as a whole is meant.
  const iam::Clause* clause() const;
  // Its condition; null when the clause is no condition.
  const iam::Condition* condition() const;
  // Whether other elements of the same statement fail as well.
  bool FailsElsewhere() const;
};

// What must change in a condition that excludes the value of the request: the operator, or the
// value of `Null`; the condition as a whole where it has no values.
syntax::Place ExcludingPlace(const iam::Condition& condition);

std::optional<BrokenClaim> BrokenFor(const RuleContext& context, const graph::Claim& claim);

// Adds to a finding about a broken claim all that is common to such findings: the account, its
// annotation and its workloads as related places, the error at run time and the other failing
// elements as notes, medium confidence and the assumption where the link was inferred.
void DescribeChain(const RuleContext& context, const graph::Claim& claim, const BrokenClaim& broken,
                   Finding& finding);

// The parts of it: the account, its annotation and its workloads; and what is assumed where a link
// was inferred or a patch may change the account, with medium confidence.
void DescribeClaim(const RuleContext& context, const graph::Claim& claim, Finding& finding);
void AddAssumptions(const RuleContext& context, const graph::Claim& claim,
                    const graph::TrustEdge& edge, Finding& finding);

// Adds the accounts that claim a role of `policy` and are admitted by it as related places.
void AddClaimants(const graph::IdentityGraph& graph, graph::PolicyId policy, Finding& finding);

// Adds the workloads of a claim as related places, the first few one by one.
void AddWorkloads(const graph::IdentityGraph& graph, const graph::Claim& claim, Finding& finding);

}  // namespace irsalint::rule
