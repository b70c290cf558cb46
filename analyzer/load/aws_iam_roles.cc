#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/load/aws_answer.h"
#include "analyzer/load/aws_fields.h"
#include "analyzer/load/policy_file.h"

namespace irsalint::load {
namespace {

using facts::ClosedSet;
using facts::Facts;
using facts::InputFormat;
using facts::KnownText;
using facts::NodeRole;
using facts::PermissionAttachment;
using syntax::Field;
using syntax::Node;

constexpr std::string_view kTrustKey = "AssumeRolePolicyDocument";

// A role as every call shows it, with its trust policy.
void ReadRole(const Node& map, std::string_view path, InputFormat format, Facts* facts) {
  facts::Role role;
  role.arn = ReadField(map, "Arn", Field::kArn);
  role.name = ReadField(map, "RoleName", Field::kName);
  role.format = format;
  role.place = syntax::PlaceOf(map);
  if (std::optional<iam::PolicyDocument> document =
          ReadPolicyField(map, kTrustKey, iam::PolicyKind::kTrust, facts)) {
    role.trust_policy = facts->trust_policies.size();
    facts->trust_policies.push_back(
        {.document = *std::move(document), .format = format, .path = std::string(path)});
  }
  facts->roles.push_back(std::move(role));
}

PermissionAttachment AttachmentTo(const Node& role, const Node& policy, std::string_view path) {
  PermissionAttachment attachment;
  attachment.role_name = ReadField(role, "RoleName", Field::kName);
  attachment.role_arn = ReadField(role, "Arn", Field::kArn);
  attachment.managed_policy_arn = ReadField(policy, "PolicyArn", Field::kArn);
  attachment.path = path;
  attachment.place = syntax::PlaceOf(policy);
  return attachment;
}

NodeRole NodeRoleOfProfile(const KnownText& role_arn, const Node& profile) {
  NodeRole node_role;
  node_role.evidence = NodeRole::Evidence::kInstanceProfile;
  node_role.role_arn = role_arn;
  node_role.cluster = KnownText::Absent(syntax::PlaceOf(profile));
  node_role.name = ReadField(profile, "InstanceProfileName", Field::kName);
  node_role.place = syntax::PlaceOf(profile);
  return node_role;
}

// The only account of all these roles; "" when there are several, or none can be read.
std::string OnlyAccount(const std::vector<const Node*>& roles) {
  std::string account;
  for (const Node* role : roles) {
    std::string other = AccountOf(ReadField(*role, "Arn", Field::kArn));
    if (other.empty() || (!account.empty() && other != account)) return {};
    account = std::move(other);
  }
  return account;
}

// `--path-prefix` leaves no mark in the answer, but every account has roles with other paths.
bool ShowsOnePathOnly(const std::vector<const Node*>& roles) {
  std::optional<std::string> first;
  for (const Node* role : roles) {
    const std::string_view path = syntax::StringOr(syntax::Find(role, "Path"), "/");
    if (path == "/") return false;
    const std::string head(base::SplitBy(path, '/')[1]);
    if (first.has_value() && *first != head) return false;
    first = head;
  }
  return first.has_value();
}

void CloseRoles(const Node& answer, const std::vector<const Node*>& roles, Facts* facts) {
  if (roles.empty() || IsTruncated(answer) || ShowsOnePathOnly(roles)) return;
  facts->closed_sets.push_back({.kind = ClosedSet::Kind::kRoles,
                                .owner = OnlyAccount(roles),
                                .place = syntax::PlaceOf(answer)});
}

// The default version's document of each customer managed policy, by ARN.
std::map<std::string, iam::PolicyDocument> ManagedPolicies(const Node& answer, Facts* facts) {
  std::map<std::string, iam::PolicyDocument> documents;
  for (const Node* policy : ReadMaps(answer, "Policies")) {
    const std::string_view arn = syntax::StringOr(syntax::Find(policy, "Arn"));
    for (const Node* version : ReadMaps(*policy, "PolicyVersionList")) {
      if (!syntax::BoolOf(syntax::Find(version, "IsDefaultVersion")).value_or(false)) continue;
      if (std::optional<iam::PolicyDocument> document =
              ReadPolicyField(*version, "Document", iam::PolicyKind::kPermission, facts)) {
        documents.insert_or_assign(std::string(arn), *std::move(document));
      }
    }
  }
  return documents;
}

}  // namespace

bool ReadGetRole(const Node& root, std::string_view path, Facts* facts) {
  const Node* role = syntax::Find(&root, "Role");
  if (role == nullptr && syntax::Find(&root, kTrustKey) != nullptr) role = &root;
  if (role == nullptr || !role->IsMap()) return false;
  const bool is_role =
      syntax::Find(role, "RoleName") != nullptr || syntax::Find(role, "Arn") != nullptr;
  if (!is_role) return false;
  ReadRole(*role, path, InputFormat::kAwsCli, facts);
  return true;
}

bool ReadListRoles(const Node& root, std::string_view path, Facts* facts) {
  const Node* list = syntax::Find(&root, "Roles");
  if (list == nullptr || !list->IsList()) return false;
  std::vector<const Node*> roles;
  for (const Node* role : ReadMaps(root, "Roles")) {
    if (syntax::Find(role, "RoleName") == nullptr) return false;
    roles.push_back(role);
  }
  for (const Node* role : roles) ReadRole(*role, path, InputFormat::kAwsCliListing, facts);
  CloseRoles(root, roles, facts);
  return true;
}

bool ReadAuthorizationDetails(const Node& root, std::string_view path, Facts* facts) {
  if (syntax::Find(&root, "RoleDetailList") == nullptr) return false;
  const std::map<std::string, iam::PolicyDocument> managed = ManagedPolicies(root, facts);
  const std::vector<const Node*> roles = ReadMaps(root, "RoleDetailList");
  for (const Node* role : roles) {
    ReadRole(*role, path, InputFormat::kAwsCliListing, facts);
    for (const Node* policy : ReadMaps(*role, "RolePolicyList")) {
      PermissionAttachment attachment = AttachmentTo(*role, *policy, path);
      attachment.document =
          ReadPolicyField(*policy, "PolicyDocument", iam::PolicyKind::kPermission, facts);
      facts->permissions.push_back(std::move(attachment));
    }
    for (const Node* policy : ReadMaps(*role, "AttachedManagedPolicies")) {
      PermissionAttachment attachment = AttachmentTo(*role, *policy, path);
      if (attachment.managed_policy_arn.HasValue()) {
        const auto document = managed.find(attachment.managed_policy_arn->Written());
        if (document != managed.end()) attachment.document = document->second;
      }
      facts->permissions.push_back(std::move(attachment));
    }
    for (const Node* profile : ReadMaps(*role, "InstanceProfileList")) {
      facts->node_roles.push_back(
          NodeRoleOfProfile(ReadField(*role, "Arn", Field::kArn), *profile));
    }
  }
  CloseRoles(root, roles, facts);
  return true;
}

bool ReadGetRolePolicy(const Node& root, std::string_view path, Facts* facts) {
  const bool is_answer = syntax::Find(&root, "PolicyDocument") != nullptr &&
                         syntax::Find(&root, "RoleName") != nullptr;
  if (!is_answer) return false;
  PermissionAttachment attachment = AttachmentTo(root, root, path);
  attachment.document =
      ReadPolicyField(root, "PolicyDocument", iam::PolicyKind::kPermission, facts);
  facts->permissions.push_back(std::move(attachment));
  return true;
}

bool ReadAttachedRolePolicies(const Node& root, std::string_view path, Facts* facts) {
  const Node* list = syntax::Find(&root, "AttachedPolicies");
  if (list == nullptr || !list->IsList()) return false;
  for (const Node* policy : ReadMaps(root, "AttachedPolicies")) {
    PermissionAttachment attachment = AttachmentTo(root, *policy, path);
    if (!attachment.managed_policy_arn.IsAbsent()) {
      facts->permissions.push_back(std::move(attachment));
    }
  }
  return true;
}

bool ReadGetInstanceProfile(const Node& root, std::string_view path, Facts* facts) {
  const Node* profile = syntax::Find(&root, "InstanceProfile");
  if (profile == nullptr || !profile->IsMap()) return false;
  for (const Node* role : ReadMaps(*profile, "Roles")) {
    ReadRole(*role, path, InputFormat::kAwsCli, facts);
    facts->node_roles.push_back(NodeRoleOfProfile(ReadField(*role, "Arn", Field::kArn), *profile));
  }
  return true;
}

}  // namespace irsalint::load
