#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "analyzer/graph/identity_graph.h"

// Everything in the input that names a link of the chain: a service account, a role, an identity
// provider.
namespace irsalint::graph {

// Where a mention stands; this decides what it names, and whether it is the thing itself.
enum class MentionKind : uint8_t {
  // Of a service account.
  kAccount,             // metadata.name of the ServiceAccount
  kMadeAccount,         // of an account that eksctl makes
  kWorkloadAccount,     // serviceAccountName
  kSubject,             // a value `system:serviceaccount:…` of a condition
  kAssociationAccount,  // of an EKS Pod Identity association

  // Of a role.
  kRole,               // its ARN or name in its own document
  kTrustStatement,     // a statement of its trust policy
  kAnnotation,         // of the ServiceAccount
  kEnvironment,        // AWS_ROLE_ARN of a container
  kAssociationRole,    // of an association
  kAssociationTarget,  // the role that the association's own role takes
  kMadeAccountRole,    // of an account that eksctl makes, for a role that is there
  kNodeRole,           // what puts the role on nodes

  // Of an identity provider.
  kProvider,       // its ARN or URL in its own document
  kClusterIssuer,  // of the cluster whose tokens it knows
  kFederated,      // a principal of a trust policy
  kConditionKey,   // the issuer in a condition key
};

// What a mention names.
enum class MentionTopic : uint8_t { kAccount, kRole, kIssuer };
MentionTopic TopicOf(MentionKind kind);

// Whether what stands there is the thing itself, rather than a reference to it.
bool IsDefinition(MentionKind kind);

// One mention, and of which node of the graph it is: those ids are set that its kind has.
struct Mention {
  MentionKind kind = MentionKind::kAccount;
  UnitId unit;
  syntax::Place place;  // with a range where only a part of the scalar is the name
  syntax::Text text;    // as written, without that range; empty for a statement

  std::optional<AccountId> account = {};    // kAccount, kAnnotation
  std::optional<WorkloadId> workload = {};  // kWorkloadAccount, kEnvironment
  std::optional<ClaimId> claim = {};  // kAnnotation; kEnvironment where the container has a token
  std::optional<AssociationId> association = {};
  std::optional<RoleId> role = {};          // kRole
  std::optional<ProviderId> provider = {};  // kProvider
  std::optional<ClusterId> cluster = {};    // kClusterIssuer
  const facts::MadeAccount* made = nullptr;

  // kTrustStatement, kSubject, kFederated, kConditionKey.
  std::optional<PolicyId> policy = {};
  size_t statement = 0;                  // index into its statements
  std::optional<size_t> condition = {};  // index into Statement::conditions
};

// All of them, in the graph's order. A document that several units hold has its mentions once for
// each unit. A pod that names no account mentions none.
std::vector<Mention> MentionsOf(const IdentityGraph& graph);

}  // namespace irsalint::graph
