#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/pod_identity_refusal.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/rule_context.h"
#include "analyzer/syntax/edit.h"

// What findings about EKS Pod Identity have in common.
namespace irsalint::rule {

// What a pod is told whose role cannot be taken (docs/reference/semantics.md §8.7).
inline constexpr std::string_view kPodIdentityDenied =
    "EKS Pod Identity Agent: AccessDeniedException, Unauthorized Exception! EKS does not have "
    "permissions to assume the associated role";

// `NAMESPACE/NAME` of the account that an association names.
std::string AccountOf(const facts::PodIdentityAssociation& association);

// `media/uploader on cluster "media"`.
std::string NameOf(const facts::PodIdentityAssociation& association);

// Whom a trust policy refuses, for a message: one association by its account, else how many.
std::string RefusedBy(const graph::IdentityGraph& graph, const graph::PodIdentityRefusal& refusal);

// Says what a finding about the Pod Identity side of a trust policy is about: the role.
void SetSubject(const graph::IdentityGraph& graph, graph::PolicyId policy, Finding& finding);

// Adds associations that give a role, the first few one by one, each with the workloads that run
// with it.
void AddAssociations(const graph::IdentityGraph& graph,
                     std::span<const graph::AssociationId> associations,
                     graph::PodIdentityRefusal::Step step, Finding& finding);

// Adds to a finding about a refusal what is common to them: what it is about, the associations and
// the workloads that run with them, and the error at run time.
void DescribeRefusal(const RuleContext& context, graph::PolicyId policy,
                     const graph::PodIdentityRefusal& refusal, Finding& finding);

// The keys and values by which a trust policy admits one association alone: its cluster where its
// ARN is known, its namespace and its account. Empty where session tags are not sent, or where
// one is not known.
std::vector<syntax::NewPair> TagsOf(const graph::IdentityGraph& graph,
                                    graph::AssociationId association);

}  // namespace irsalint::rule
