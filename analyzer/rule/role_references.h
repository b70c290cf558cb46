#pragma once

#include <string>

#include "analyzer/graph/role_reference.h"
#include "analyzer/rule/finding.h"

namespace irsalint::rule {

// `NAMESPACE/NAME` of the account that a reference is for.
std::string AccountOf(const graph::RoleReference& reference);

// Adds to a finding about the role that a service account is given what is common to such findings:
// what it is about, and the workloads that run with it.
void DescribeReference(const graph::IdentityGraph& graph, const graph::RoleReference& reference,
                       Finding& finding);

}  // namespace irsalint::rule
