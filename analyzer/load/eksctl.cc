#include "analyzer/load/eksctl.h"

#include <string_view>
#include <utility>

#include "analyzer/load/aws_fields.h"
#include "analyzer/load/policy_file.h"
#include "analyzer/load/role_text.h"

namespace irsalint::load {
namespace {

using facts::Facts;
using facts::KnownText;
using facts::NodeRole;
using facts::PermissionAttachment;
using syntax::Field;
using syntax::Node;
using syntax::Text;

bool IsMap(const Node* node) { return node != nullptr && node->IsMap(); }

bool IsTrue(const Node& map, std::string_view key) {
  return syntax::BoolOf(syntax::Find(&map, key)).value_or(false);
}

Text TextOr(const KnownText& known, std::string_view what) {
  return known.HasValue() ? *known : MissingPart(what);
}

// The role that eksctl makes for a node group (its stack's name, the role's name in the stack, and
// a suffix of CloudFormation).
Text GeneratedRole(const KnownText& cluster, const KnownText& group) {
  return RoleArnWithName(Text::Literal("eksctl-")
                             .Append(TextOr(cluster, "cluster"))
                             .Append("-nodegroup-")
                             .Append(TextOr(group, "node group"))
                             .Append("-NodeInstanceRole-")
                             .Append(MissingPart("suffix")));
}

// The role of a node group; `iam` may be null.
KnownText RoleOfGroup(const Node* iam, const Node& group_map, const KnownText& cluster,
                      const KnownText& group) {
  if (IsMap(iam)) {
    const KnownText arn = ReadField(*iam, "instanceRoleARN", Field::kArn);
    if (!arn.IsAbsent()) return arn;
    const KnownText name = ReadField(*iam, "instanceRoleName", Field::kName);
    if (!name.IsAbsent()) return RoleOfName(name);
    // The role of a profile is known to AWS alone.
    const KnownText profile = ReadField(*iam, "instanceProfileARN", Field::kArn);
    if (!profile.IsAbsent()) return KnownText::Unresolved(profile.place());
  }
  const syntax::Place place = group.HasValue() ? group.place() : syntax::PlaceOf(group_map);
  return KnownText::Of(GeneratedRole(cluster, group), place);
}

// The add-ons that are switched on, each with the place of its pair.
std::vector<iam::Value> AddonPolicies(const Node& iam) {
  std::vector<iam::Value> addons;
  const Node* map = syntax::Find(&iam, "withAddonPolicies");
  if (!IsMap(map)) return addons;
  for (const syntax::Pair& pair : map->pairs) {
    if (!syntax::BoolOf(pair.value).value_or(false)) continue;
    addons.push_back({.text = Text::Literal(pair.key->text),
                      .place = syntax::PlaceOf(*pair.value, syntax::Part::kPair)});
  }
  return addons;
}

PermissionAttachment AttachmentTo(const KnownText& role_arn, const syntax::Place& place) {
  PermissionAttachment attachment;
  attachment.role_name = KnownText::Absent(place);
  attachment.role_arn = role_arn;
  attachment.managed_policy_arn = KnownText::Absent(place);
  attachment.place = place;
  return attachment;
}

void ReadGroupPolicies(const Node& iam, const KnownText& role_arn, Facts* facts) {
  for (iam::Value& policy : ReadValues(iam, "attachPolicyARNs", Field::kArn)) {
    PermissionAttachment attachment = AttachmentTo(role_arn, policy.place);
    attachment.managed_policy_arn = KnownText::Of(std::move(policy.text), policy.place);
    facts->permissions.push_back(std::move(attachment));
  }
  const Node* inline_policy = syntax::Find(&iam, "attachPolicy");
  if (!IsMap(inline_policy)) return;
  PermissionAttachment attachment = AttachmentTo(role_arn, syntax::PlaceOf(*inline_policy));
  attachment.document = ReadPolicyField(iam, "attachPolicy", iam::PolicyKind::kPermission, facts);
  facts->permissions.push_back(std::move(attachment));
}

void ReadNodeGroup(const Node& group, const KnownText& cluster, Facts* facts) {
  const Node* iam = syntax::Find(&group, "iam");
  NodeRole node_role;
  node_role.evidence = NodeRole::Evidence::kEksctl;
  node_role.cluster = cluster;
  node_role.name = ReadField(group, "name", Field::kName);
  node_role.role_arn = RoleOfGroup(iam, group, cluster, node_role.name);
  node_role.place = syntax::PlaceOf(group);
  if (IsMap(iam) && syntax::Find(iam, "instanceRolePermissionsBoundary") == nullptr) {
    node_role.addon_policies = AddonPolicies(*iam);
    if (node_role.role_arn.HasValue()) ReadGroupPolicies(*iam, node_role.role_arn, facts);
  }
  facts->node_roles.push_back(std::move(node_role));
}

// eksctl's own default (`metav1.NamespaceDefault`).
KnownText NamespaceOrDefault(const Node& map) {
  const KnownText namespace_name = ReadField(map, "namespace", Field::kNamespace);
  if (!namespace_name.IsAbsent()) return namespace_name;
  return KnownText::Of(Text::Literal("default"), namespace_name.place());
}

void ReadServiceAccount(const Node& account, Facts* facts) {
  const Node* metadata = syntax::Find(&account, "metadata");
  // With roleOnly somebody else makes the account.
  if (!IsMap(metadata) || IsTrue(account, "roleOnly")) return;
  facts::MadeAccount made{.namespace_name = NamespaceOrDefault(*metadata),
                          .name = ReadField(*metadata, "name", Field::kName),
                          .role_arn = ReadField(account, "attachRoleARN", Field::kArn),
                          .role_name = ReadField(account, "roleName", Field::kName),
                          .place = syntax::PlaceOf(account)};
  if (made.name.HasValue()) facts->made_accounts.push_back(std::move(made));
}

// The role that an association names, or that eksctl makes for it.
KnownText RoleOfAssociation(const Node& map) {
  const KnownText arn = ReadField(map, "roleARN", Field::kArn);
  if (!arn.IsAbsent()) return arn;
  const KnownText name = ReadField(map, "roleName", Field::kName);
  return name.IsAbsent() ? KnownText::Unresolved(arn.place()) : RoleOfName(name);
}

void ReadAssociation(const Node& map, const KnownText& cluster, Facts* facts) {
  facts::PodIdentityAssociation association;
  association.cluster = cluster;
  association.namespace_name = ReadField(map, "namespace", Field::kNamespace);
  association.service_account = ReadField(map, "serviceAccountName", Field::kName);
  if (!association.namespace_name.HasValue() || !association.service_account.HasValue()) return;
  association.role_arn = RoleOfAssociation(map);
  association.target_role_arn = ReadField(map, "targetRoleARN", Field::kArn);
  association.disable_session_tags = ReadBool(map, "disableSessionTags");
  association.arn = KnownText::Absent(syntax::PlaceOfMissing(map));
  association.external_id = KnownText::Absent(syntax::PlaceOfMissing(map));
  association.place = syntax::PlaceOf(map);
  if (IsTrue(map, "createServiceAccount")) {
    facts->made_accounts.push_back({.namespace_name = association.namespace_name,
                                    .name = association.service_account,
                                    .role_arn = KnownText::Absent(association.place),
                                    .role_name = KnownText::Absent(association.place),
                                    .place = association.place});
  }
  facts->pod_identity_associations.push_back(std::move(association));
}

void ReadAccessEntry(const Node& map, const KnownText& cluster, Facts* facts) {
  if (!IsNodeEntryType(syntax::StringOr(syntax::Find(&map, "type")))) return;
  NodeRole node_role;
  node_role.evidence = NodeRole::Evidence::kAccessEntry;
  node_role.role_arn = ReadField(map, "principalARN", Field::kArn);
  node_role.cluster = cluster;
  node_role.name = KnownText::Absent(syntax::PlaceOf(map));
  node_role.place = syntax::PlaceOf(map);
  facts->node_roles.push_back(std::move(node_role));
}

facts::Cluster ReadCluster(const Node& root, const Node& metadata) {
  facts::Cluster cluster;
  cluster.name = ReadField(metadata, "name", Field::kName);
  cluster.arn = KnownText::Absent(syntax::PlaceOfMissing(metadata));
  cluster.region = ReadField(metadata, "region", Field::kName);
  cluster.issuer = KnownText::Absent(syntax::PlaceOfMissing(metadata));
  cluster.version = ReadField(metadata, "version", Field::kName);
  cluster.place = syntax::PlaceOf(root);
  return cluster;
}

}  // namespace

bool ReadClusterConfig(const Node& root, Facts* facts) {
  const bool is_config =
      syntax::StringOr(syntax::Find(&root, "kind")) == "ClusterConfig" &&
      syntax::StringOr(syntax::Find(&root, "apiVersion")).starts_with("eksctl.io/");
  if (!is_config) return false;
  const Node* metadata = syntax::Find(&root, "metadata");
  KnownText cluster = KnownText::Absent(syntax::PlaceOf(root));
  if (IsMap(metadata)) {
    facts->clusters.push_back(ReadCluster(root, *metadata));
    cluster = facts->clusters.back().name;
  }
  for (const std::string_view groups : {"nodeGroups", "managedNodeGroups"}) {
    for (const Node* group : ReadMaps(root, groups)) ReadNodeGroup(*group, cluster, facts);
  }
  if (const Node* iam = syntax::Find(&root, "iam"); IsMap(iam)) {
    for (const Node* account : ReadMaps(*iam, "serviceAccounts")) {
      ReadServiceAccount(*account, facts);
    }
    for (const Node* association : ReadMaps(*iam, "podIdentityAssociations")) {
      ReadAssociation(*association, cluster, facts);
    }
  }
  if (const Node* access = syntax::Find(&root, "accessConfig"); IsMap(access)) {
    for (const Node* entry : ReadMaps(*access, "accessEntries")) {
      ReadAccessEntry(*entry, cluster, facts);
    }
  }
  return true;
}

}  // namespace irsalint::load
