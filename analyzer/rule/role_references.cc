#include "analyzer/rule/role_references.h"

#include "analyzer/rule/chain.h"
#include "analyzer/rule/part.h"

namespace irsalint::rule {

std::string AccountOf(const graph::RoleReference& reference) {
  return Show(reference.namespace_name) + "/" + Show(reference.account_name);
}

syntax::Place PartOf(const graph::IdentityGraph& graph, const graph::Claim& claim, size_t begin,
                     size_t end) {
  if (graph::IsComposed(graph, claim)) return claim.role_arn.place();
  return PartOf(claim.role_arn.place(), begin, end);
}

syntax::Place PartOf(const graph::IdentityGraph& graph, const graph::RoleReference& reference,
                     size_t begin, size_t end) {
  if (reference.claim != nullptr) return PartOf(graph, *reference.claim, begin, end);
  return PartOf(reference.arn->place(), begin, end);
}

void DescribeReference(const graph::IdentityGraph& graph, const graph::RoleReference& reference,
                       Finding& finding) {
  finding.subject = {.kind = "ServiceAccount",
                     .namespace_name = reference.namespace_name.Written(),
                     .name = reference.account_name.Written()};
  finding.offending_value = (*reference.arn)->Written();
  finding.overlay = graph[reference.unit].facts->unit;
  if (reference.claim == nullptr) return;
  AddWorkloads(graph, *reference.claim, finding);
  if (graph::IsComposed(graph, *reference.claim)) {
    finding.notes.emplace_back(
        "the cluster's webhook makes the ARN of the name that is written here");
  }
}

}  // namespace irsalint::rule
