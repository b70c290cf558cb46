#include "analyzer/rule/role_references.h"

#include "analyzer/rule/chain.h"

namespace irsalint::rule {

std::string AccountOf(const graph::RoleReference& reference) {
  return Show(reference.namespace_name) + "/" + Show(reference.account_name);
}

void DescribeReference(const graph::IdentityGraph& graph, const graph::RoleReference& reference,
                       Finding& finding) {
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = reference.namespace_name.Written(),
                     .name = reference.account_name.Written()};
  finding.offending_value = (*reference.arn)->Written();
  finding.overlay = graph[reference.unit].facts->unit;
  if (reference.claim != nullptr) AddWorkloads(graph, *reference.claim, finding);
}

}  // namespace irsalint::rule
