#pragma once

#include <string>
#include <string_view>

#include "analyzer/graph/role_reference.h"
#include "analyzer/rule/finding.h"

namespace irsalint::rule {

// `NAMESPACE/NAME` of the account that a reference is for.
std::string AccountOf(const graph::RoleReference& reference);

// The place of the bytes [begin, end) of the role's ARN; of the whole value where it does not hold
// them, because a webhook composed the ARN.
syntax::Place PartOf(const graph::IdentityGraph& graph, const graph::Claim& claim, size_t begin,
                     size_t end);
syntax::Place PartOf(const graph::IdentityGraph& graph, const graph::RoleReference& reference,
                     size_t begin, size_t end);

// Adds to a finding about the role that a service account is given what is common to such findings:
// what it is about, and the workloads that run with it.
void DescribeReference(const graph::IdentityGraph& graph, const graph::RoleReference& reference,
                       Finding& finding);

// Offers to write another ARN there. Not where a webhook composed the one that is there or another
// tool had a hand in it, and not for associations: what AWS answers is no source.
void AddArnFix(const graph::IdentityGraph& graph, const graph::Claim& claim, std::string_view arn,
               Applicability applicability, Finding& finding);
void AddArnFix(const graph::IdentityGraph& graph, const graph::RoleReference& reference,
               std::string_view arn, Applicability applicability, Finding& finding);

}  // namespace irsalint::rule
