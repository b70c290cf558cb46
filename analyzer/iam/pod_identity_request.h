#pragma once

#include <array>
#include <string_view>

#include "analyzer/iam/request.h"

// What EKS asks STS for, for a pod with an EKS Pod Identity association
// (docs/reference/iam.md §2.8, docs/reference/semantics.md §8).
namespace irsalint::iam {

inline constexpr std::string_view kPodIdentityService = "pods.eks.amazonaws.com";
inline constexpr std::string_view kAssumeRole = "sts:AssumeRole";
inline constexpr std::string_view kTagSession = "sts:TagSession";

// The tags that EKS puts on every session, all of them transitive.
inline constexpr auto kSessionTags = std::to_array<std::string_view>(
    {"eks-cluster-arn", "eks-cluster-name", "kubernetes-namespace", "kubernetes-service-account",
     "kubernetes-pod-name", "kubernetes-pod-uid"});

// The pod as far as it is known; what is not is a hole.
struct PodIdentity {
  syntax::Text cluster_arn;
  syntax::Text cluster_name;
  syntax::Text cluster_account;
  syntax::Text namespace_name;
  syntax::Text service_account;
  syntax::Text role_arn;
  base::Truth session_tags = base::Truth::kYes;
};

// The call with which the service takes the association's role. The pod's own name and uid are not
// known. Keys of a principal (`aws:PrincipalTag/…`) are absent: there is no session yet.
Request PodIdentityRequest(const PodIdentity& pod, std::string_view action);

// The call with which that role then takes the target role. `external_id` is sent where there are
// no session tags, and perhaps where there are.
struct TargetRole {
  syntax::Text arn;
  syntax::Text external_id;
};
Request TargetRoleRequest(const PodIdentity& pod, const TargetRole& target,
                          std::string_view action);

// Whether a statement trusts the service, as a principal of its own.
bool TrustsPodIdentity(const Statement& statement);

}  // namespace irsalint::iam
