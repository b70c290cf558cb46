#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/graph/identity_graph.h"
#include "analyzer/iam/pod_identity_request.h"

// Whether EKS Pod Identity can give pods their role (docs/reference/semantics.md §8).
namespace irsalint::graph {

// What one trust policy says to one of the two actions that EKS asks for in one call.
struct ActionDecision {
  std::string_view action;
  base::Truth needed = base::Truth::kYes;  // sts:TagSession is while session tags are on
  base::Truth admits = base::Truth::kMaybe;
  iam::Request request;
  iam::Decision decision;
};

// Why a trust policy refuses.
struct PodIdentityDenial {
  enum class Kind : uint8_t {
    kGrammar,       // IAM does not store the policy
    kExplicitDeny,  // a Deny statement applies
    kPrincipal,     // no statement lets the caller assume the role
    kTagSession,    // none lets it tag the session
    kCondition,     // what the statement that comes nearest demands is not so
  };

  Kind kind = Kind::kPrincipal;
  std::string_view action;  // that is refused
  iam::Denial cause;        // within the decision of that action
};

// What one trust policy of a role says to a call.
struct PodIdentityVerdict {
  PolicyId policy;
  ActionDecision assume_role;
  ActionDecision tag_session;
  base::Truth admits = base::Truth::kMaybe;
  std::optional<PodIdentityDenial> denial;  // set when `admits` is kNo

  const ActionDecision& Of(std::string_view action) const {
    return action == iam::kTagSession ? tag_session : assume_role;
  }
};

// A role that EKS takes, and what each variant of its trust policy says to it.
struct AssumedRole {
  const facts::KnownText* arn = nullptr;
  std::optional<RoleId> role;  // nothing where the input does not define it
  std::vector<PodIdentityVerdict> policies;
  base::Truth admits = base::Truth::kMaybe;  // best of `policies`; kMaybe for none
};

// The whole decision about an association: its role, taken by the service, and then the target
// role, taken by that role.
struct PodIdentityDecision {
  iam::PodIdentity pod;  // as the requests show it
  AssumedRole role;
  std::optional<AssumedRole> target;
  base::Truth admits = base::Truth::kMaybe;
};

// The pods of an association, as far as the input knows them.
iam::PodIdentity PodIdentityOf(const IdentityGraph& graph, AssociationId association);

PodIdentityDecision DecidePodIdentity(const IdentityGraph& graph, AssociationId association);

// What one of the policies that the decision rests on says: that of the target role, if it is that.
// kNo for every other policy.
base::Truth AdmissionBy(const PodIdentityDecision& decision, PolicyId policy);

// What a policy that trusts the service says to pods of which nothing is known but what holds for
// all that may come: kNo refuses every association, kYes admits every one. `session_tags` as in
// iam::PodIdentity.
enum class AccountOfCluster : uint8_t {
  kOfRole,  // as it must be, where the role is known
  kAny,     // also accounts whose clusters cannot use the role
};
PodIdentityVerdict DecideAnyAssociation(const IdentityGraph& graph, PolicyId policy,
                                        AccountOfCluster account, base::Truth session_tags);

}  // namespace irsalint::graph
