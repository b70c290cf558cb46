#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/iam/policy_document.h"
#include "analyzer/kube/aws_data.h"
#include "analyzer/kube/rbac.h"
#include "analyzer/kube/service_account.h"
#include "analyzer/kube/workload.h"

namespace irsalint::facts {

using kube::KnownText;

// A file that the unit read; its facts are valid for these bytes only.
struct FileRecord {
  source::SourceId source;
  std::string path;
  std::string sha256;

  friend bool operator==(const FileRecord&, const FileRecord&) = default;
};

// How a role or policy came to be known; it decides what its presence and absence prove.
enum class InputFormat : uint8_t {
  kKubernetes,
  kPolicyFile,     // a bare policy document
  kAwsCli,         // the answer of one `aws … get-*` or `describe-*` call
  kAwsCliListing,  // the answer of a `list-*` or get-account-authorization-details call
  kAwsCliInput,    // what an `aws … create-*` call is given
};

// An IAM role. What its document does not say is absent.
struct Role {
  KnownText arn;
  KnownText name;
  std::optional<size_t> trust_policy;  // index into Facts::trust_policies
  InputFormat format = InputFormat::kAwsCli;
  syntax::Place place;

  friend bool operator==(const Role&, const Role&) = default;
};

// A trust policy. A bare policy document has no role; graph/ looks for one (design: unnamed trust
// policies).
struct TrustPolicy {
  iam::PolicyDocument document;
  InputFormat format = InputFormat::kPolicyFile;
  std::string path;  // of its file, for linking by file or folder name

  friend bool operator==(const TrustPolicy&, const TrustPolicy&) = default;
};

// A permission policy that a role has. The role may be unknown (list-attached-role-policies names
// none).
struct PermissionAttachment {
  KnownText role_name;
  KnownText role_arn;
  KnownText managed_policy_arn;                 // set for a managed policy
  std::optional<iam::PolicyDocument> document;  // set for an inline one
  std::string path;
  syntax::Place place;

  friend bool operator==(const PermissionAttachment&, const PermissionAttachment&) = default;
};

// An IAM OIDC provider.
struct OidcProvider {
  KnownText arn;
  KnownText issuer;  // without scheme, as IAM stores it
  KnownText url;     // as written; absent unless the document is there to create the provider
  std::vector<iam::Value> client_ids;
  syntax::Place client_ids_place;  // their list; not valid where there is none
  std::vector<iam::Value> thumbprints;
  InputFormat format = InputFormat::kAwsCli;
  syntax::Place place;

  friend bool operator==(const OidcProvider&, const OidcProvider&) = default;
};

struct Cluster {
  KnownText name;
  KnownText arn;
  KnownText region;
  KnownText issuer;  // without scheme
  KnownText version;
  syntax::Place place;

  friend bool operator==(const Cluster&, const Cluster&) = default;
};

// How nodes answer at 169.254.169.254 (docs/reference/semantics.md §12). What is absent has a
// default of whoever makes the node.
struct MetadataOptions {
  KnownText http_endpoint;           // "enabled" or "disabled"
  KnownText http_tokens;             // "required" or "optional"
  syntax::Known<int64_t> hop_limit;  // httpPutResponseHopLimit
  syntax::Place place;

  friend bool operator==(const MetadataOptions&, const MetadataOptions&) = default;
};

// One version of a launch template, as something else names it.
struct LaunchTemplateName {
  KnownText id;
  KnownText name;
  KnownText version;

  friend bool operator==(const LaunchTemplateName&, const LaunchTemplateName&) = default;
};

// One version of an EC2 launch template.
struct LaunchTemplate {
  LaunchTemplateName name;
  syntax::Known<bool> is_default;
  KnownText instance_profile;  // its name or ARN
  std::optional<MetadataOptions> metadata_options;
  syntax::Place place;

  friend bool operator==(const LaunchTemplate&, const LaunchTemplate&) = default;
};

// What restricts where pods may connect to: a NetworkPolicy with egress rules, or the like of a
// network plugin.
struct EgressPolicy {
  kube::ObjectMeta meta;

  friend bool operator==(const EgressPolicy&, const EgressPolicy&) = default;
};

// What puts a role on nodes.
struct NodeRole {
  enum class Evidence : uint8_t {
    kNodeGroup,        // describe-nodegroup
    kInstanceProfile,  // get-instance-profile
    kAwsAuth,          // an entry of mapRoles
    kAccessEntry,      // an EKS access entry of type EC2_LINUX or EC2_WINDOWS
    kEksctl,           // a node group of a ClusterConfig
    kKarpenter,        // an EC2NodeClass, AWSNodeTemplate or Provisioner
  };

  Evidence evidence = Evidence::kNodeGroup;
  KnownText role_arn;
  KnownText cluster;
  KnownText name;                   // of the node group or instance profile
  std::vector<std::string> groups;  // of an aws-auth or access entry
  // Add-ons whose rights eksctl gives to the role (`withAddonPolicies`), by their names.
  std::vector<iam::Value> addon_policies;
  KnownText ami_type = {};  // of a node group: "AL2023_x86_64_STANDARD"
  std::optional<LaunchTemplateName> launch_template = {};
  std::optional<MetadataOptions> metadata_options = {};  // of Karpenter's node class
  syntax::Place place;

  friend bool operator==(const NodeRole&, const NodeRole&) = default;
};

// An EKS Pod Identity association (docs/reference/semantics.md §8.1).
struct PodIdentityAssociation {
  KnownText cluster;
  KnownText namespace_name;
  KnownText service_account;
  KnownText role_arn;
  KnownText target_role_arn;
  syntax::Known<bool> disable_session_tags;
  KnownText arn = {};  // of the association itself: two of them are one if they share it
  // What the target role is called with as sts:ExternalId.
  KnownText external_id = {};
  syntax::Place place;

  friend bool operator==(const PodIdentityAssociation&, const PodIdentityAssociation&) = default;
};

// A service account that something else than a manifest makes: an entry of eksctl's
// `iam.serviceAccounts`.
struct MadeAccount {
  KnownText namespace_name;
  KnownText name;
  KnownText role_arn;   // of a role that is there already
  KnownText role_name;  // of a role that is made with it
  syntax::Place place;

  friend bool operator==(const MadeAccount&, const MadeAccount&) = default;
};

// The same key twice in one map, where the two say something about identity.
struct DuplicateKey {
  enum class Where : uint8_t {
    kPolicy,     // any map of a policy
    kRoot,       // of a Kubernetes document: two documents without `---`?
    kIdentity,   // on the identity path: metadata, annotations, serviceAccountName, automount, env
    kElsewhere,  // of a Kubernetes document
  };

  Where where = Where::kElsewhere;
  std::string key;
  bool equal_values = false;
  syntax::Place earlier;  // the keys
  syntax::Place later;    // this one counts

  friend bool operator==(const DuplicateKey&, const DuplicateKey&) = default;
};

// One rule that a suppression names.
struct SuppressedRule {
  std::string id;  // as written
  syntax::Place place;

  friend bool operator==(const SuppressedRule&, const SuppressedRule&) = default;
};

// What asks irsalint to keep quiet about findings: a comment or an annotation
// (docs/suppressions.md).
struct Suppression {
  enum class Form : uint8_t {
    kLine,    // a comment: findings of its own line, or of the next line if it has its own
    kObject,  // an annotation: findings within the object or the pod template that carries it
  };

  Form form = Form::kLine;
  std::vector<SuppressedRule> rules;  // empty: every rule
  std::string reason;
  std::string expires;   // as written behind `expires:`, "" if it never does
  std::string problem;   // why it cannot be read, one sentence; then it suppresses nothing
  uint32_t line = 0;     // kLine: whose findings are meant, from 1
  syntax::Place covers;  // kObject: what carries the annotation
  syntax::Place place;   // of the comment, or of its part of the annotation's value

  friend bool operator==(const Suppression&, const Suppression&) = default;
};

// Proof that a kind of thing is listed in full (rules: Absence).
struct ClosedSet {
  enum class Kind : uint8_t {
    kRoles,
    kOidcProviders,
    kClusters,
    kPodIdentityAssociations,
    kServiceAccounts,
    kWorkloads,
  };

  Kind kind = Kind::kRoles;
  std::string owner;  // account id for IAM kinds ("" when it cannot be known), cluster, or ""
  syntax::Place place;

  friend bool operator==(const ClosedSet&, const ClosedSet&) = default;
};

// Why "it is not there" proves nothing in this unit.
struct OpenReason {
  enum class Kind : uint8_t {
    kParseError,
    kTemplate,
    kRemoteBase,
    kGenerator,
    kPatch,
    kUnreadable,
  };

  Kind kind = Kind::kParseError;
  std::string message;  // one sentence
  syntax::Place place;

  friend bool operator==(const OpenReason&, const OpenReason&) = default;
};

// What is applied together (design: scopes).
enum class UnitKind : uint8_t { kStdin, kKustomization, kFolder };

// Everything that one unit says. Owns all it holds; no tree, no bytes.
struct Facts {
  std::string unit;  // path of the kustomization's or plain folder, "-" for stdin
  UnitKind kind = UnitKind::kFolder;
  std::vector<std::string> includes;  // units that this one takes in (bases, components)
  std::vector<FileRecord> files;

  std::vector<kube::Workload> workloads;
  std::vector<kube::ServiceAccount> service_accounts;
  std::vector<kube::RbacBinding> rbac_bindings;
  std::vector<kube::AwsData> aws_data;
  std::vector<Role> roles;
  std::vector<TrustPolicy> trust_policies;
  std::vector<PermissionAttachment> permissions;
  std::vector<OidcProvider> oidc_providers;
  std::vector<Cluster> clusters;
  std::vector<NodeRole> node_roles;
  std::vector<LaunchTemplate> launch_templates;
  std::vector<EgressPolicy> egress_policies;
  std::vector<PodIdentityAssociation> pod_identity_associations;
  std::vector<MadeAccount> made_accounts;
  std::vector<kube::ObjectMeta> namespaces;  // with annotations of the webhook, or nearly so
  std::vector<DuplicateKey> duplicate_keys;
  std::vector<Suppression> suppressions;
  std::vector<ClosedSet> closed_sets;
  std::vector<OpenReason> open_reasons;

  bool IsOpen() const { return !open_reasons.empty(); }
  friend bool operator==(const Facts&, const Facts&) = default;
};

}  // namespace irsalint::facts
