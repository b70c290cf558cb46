#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "analyzer/graph/provider_fault.h"
#include "analyzer/rule/finding.h"
#include "analyzer/rule/rule_context.h"

namespace irsalint::rule {

// The error of a pod whose tokens come from an issuer for which the role's account has no provider
// (docs/reference/semantics.md §10.1).
inline constexpr std::string_view kNoProvider =
    "STS: InvalidIdentityToken, No OpenIDConnect provider found in your account for the issuer";

// A provider that a trust policy trusts in vain.
struct FaultyProvider {
  graph::PolicyId policy;
  const graph::TrustedIssuer* issuer = nullptr;
  std::string why;  // completes "the provider …"

  std::string_view arn() const { return issuer->provider_arn.literal(); }
};

// The providers of all policies that have this fault, judged for the role that the policy's own
// document names.
std::vector<FaultyProvider> FaultyProviders(const graph::IdentityGraph& graph,
                                            graph::ProviderFault::Kind kind);

// Adds to a finding about such a provider what is common to them: the role, the accounts that claim
// it, and what the finding is about.
void DescribeProvider(const graph::IdentityGraph& graph, const FaultyProvider& provider,
                      Finding& finding);

// Adds the accounts whose claims lead to the policy, whether or not it admits them: the first few
// one by one.
void AddLinkedClaims(const graph::IdentityGraph& graph, graph::PolicyId policy, Finding& finding);

}  // namespace irsalint::rule
