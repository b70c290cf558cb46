#include "analyzer/rule/role_references.h"

#include <fmt/format.h>

#include "analyzer/rule/chain.h"
#include "analyzer/rule/field_edits.h"
#include "analyzer/rule/part.h"

namespace irsalint::rule {
namespace {

void AddArnFix(const syntax::Place& place, std::string_view arn, Applicability applicability,
               Finding& finding) {
  if (!IsWrittenAt(place)) return;
  finding.fixes.push_back(
      {.title = fmt::format("write \"{}\"", arn),
       .applicability = applicability,
       .side = FixSide::kManifest,
       .edits = {syntax::SetValue{.place = place, .value = syntax::NewValue::String(arn)}}});
}

}  // namespace

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

void AddArnFix(const graph::IdentityGraph& graph, const graph::Claim& claim, std::string_view arn,
               Applicability applicability, Finding& finding) {
  if (graph::IsComposed(graph, claim)) return;
  AddArnFix(claim.role_arn.place(), arn, applicability, finding);
}

void AddArnFix(const graph::IdentityGraph& graph, const graph::RoleReference& reference,
               std::string_view arn, Applicability applicability, Finding& finding) {
  using enum graph::RoleReference::Origin;
  if (reference.claim != nullptr) {
    AddArnFix(graph, *reference.claim, arn, applicability, finding);
  } else if (reference.origin == kMadeAccount) {
    AddArnFix(reference.arn->place(), arn, applicability, finding);
  }
}

}  // namespace irsalint::rule
