#include <optional>
#include <string>
#include <utility>

#include "analyzer/load/aws_answer.h"
#include "analyzer/load/aws_fields.h"

namespace irsalint::load {

using facts::ClosedSet;
using facts::Cluster;
using facts::Facts;
using facts::KnownText;
using facts::NodeRole;
using facts::PodIdentityAssociation;
using syntax::Field;
using syntax::Node;

namespace {

PodIdentityAssociation ReadAssociation(const Node& map) {
  PodIdentityAssociation association;
  association.cluster = ReadField(map, "clusterName", Field::kName);
  association.namespace_name = ReadField(map, "namespace", Field::kNamespace);
  association.service_account = ReadField(map, "serviceAccount", Field::kName);
  association.role_arn = ReadField(map, "roleArn", Field::kArn);
  association.target_role_arn = ReadField(map, "targetRoleArn", Field::kArn);
  association.disable_session_tags = ReadBool(map, "disableSessionTags");
  association.arn = ReadField(map, "associationArn", Field::kArn);
  association.external_id = ReadField(map, "externalId", Field::kName);
  association.place = syntax::PlaceOf(map);
  return association;
}

// `$Latest` and `$Default` are EC2's own words, no placeholders.
KnownText ReadVersion(const Node& launch_template) {
  const Node* version = syntax::Find(&launch_template, "version");
  const std::string_view text = syntax::StringOr(version);
  if (text != "$Latest" && text != "$Default") {
    return ReadField(launch_template, "version", Field::kName);
  }
  return KnownText::Of(syntax::Text::Literal(text), syntax::PlaceOf(*version));
}

std::optional<facts::LaunchTemplateName> ReadLaunchTemplate(const Node& nodegroup) {
  const Node* map = syntax::Find(&nodegroup, "launchTemplate");
  if (map == nullptr || !map->IsMap()) return std::nullopt;
  return facts::LaunchTemplateName{.id = ReadField(*map, "id", Field::kName),
                                   .name = ReadField(*map, "name", Field::kName),
                                   .version = ReadVersion(*map)};
}

bool IsAssociation(const Node& map) {
  return syntax::Find(&map, "clusterName") != nullptr &&
         syntax::Find(&map, "serviceAccount") != nullptr;
}

}  // namespace

bool ReadDescribeCluster(const Node& root, Facts* facts) {
  const Node* map = syntax::Find(&root, "cluster");
  if (map == nullptr || !map->IsMap()) return false;
  const bool is_answer =
      syntax::Find(map, "name") != nullptr && syntax::Find(map, "arn") != nullptr;
  if (!is_answer) return false;
  Cluster cluster;
  cluster.name = ReadField(*map, "name", Field::kName);
  cluster.arn = ReadField(*map, "arn", Field::kArn);
  cluster.region = KnownText::Absent(syntax::PlaceOfMissing(*map));  // the ARN says it
  const Node* oidc = syntax::FindPath(map, "identity", "oidc");
  cluster.issuer = oidc != nullptr && oidc->IsMap()
                       ? ReadIssuer(*oidc, "issuer")
                       : KnownText::Absent(syntax::PlaceOfMissing(*map));
  cluster.version = ReadField(*map, "version", Field::kName);
  cluster.place = syntax::PlaceOf(*map);
  facts->clusters.push_back(std::move(cluster));
  return true;
}

bool ReadDescribeNodegroup(const Node& root, Facts* facts) {
  const Node* map = syntax::Find(&root, "nodegroup");
  if (map == nullptr || !map->IsMap() || syntax::Find(map, "nodegroupName") == nullptr) {
    return false;
  }
  NodeRole node_role;
  node_role.evidence = NodeRole::Evidence::kNodeGroup;
  node_role.role_arn = ReadField(*map, "nodeRole", Field::kArn);
  node_role.cluster = ReadField(*map, "clusterName", Field::kName);
  node_role.name = ReadField(*map, "nodegroupName", Field::kName);
  node_role.ami_type = ReadField(*map, "amiType", Field::kName);
  node_role.launch_template = ReadLaunchTemplate(*map);
  node_role.place = syntax::PlaceOf(*map);
  facts->node_roles.push_back(std::move(node_role));
  return true;
}

bool ReadDescribeAccessEntry(const Node& root, Facts* facts) {
  const Node* map = syntax::Find(&root, "accessEntry");
  if (map == nullptr || !map->IsMap() || syntax::Find(map, "principalArn") == nullptr) return false;
  if (!IsNodeEntryType(syntax::StringOr(syntax::Find(map, "type")))) return true;
  NodeRole node_role;
  node_role.evidence = NodeRole::Evidence::kAccessEntry;
  node_role.role_arn = ReadField(*map, "principalArn", Field::kArn);
  node_role.cluster = ReadField(*map, "clusterName", Field::kName);
  node_role.name = KnownText::Absent(syntax::PlaceOf(*map));
  for (const iam::Value& group : ReadValues(*map, "kubernetesGroups", Field::kName)) {
    node_role.groups.push_back(group.text.Written());
  }
  node_role.place = syntax::PlaceOf(*map);
  facts->node_roles.push_back(std::move(node_role));
  return true;
}

bool ReadDescribeAssociation(const Node& root, Facts* facts) {
  const Node* map = syntax::Find(&root, "association");
  if (map == nullptr || !map->IsMap() || !IsAssociation(*map)) return false;
  facts->pod_identity_associations.push_back(ReadAssociation(*map));
  return true;
}

bool ReadListAssociations(const Node& root, Facts* facts) {
  const Node* list = syntax::Find(&root, "associations");
  if (list == nullptr || !list->IsList()) return false;
  const std::vector<const Node*> items = ReadMaps(root, "associations");
  for (const Node* item : items) {
    if (!IsAssociation(*item)) return false;
  }
  std::string owner;
  for (const Node* item : items) {
    PodIdentityAssociation association = ReadAssociation(*item);
    if (association.cluster.HasValue()) owner = association.cluster->Written();
    facts->pod_identity_associations.push_back(std::move(association));
  }
  if (!IsTruncated(root)) {
    facts->closed_sets.push_back({.kind = ClosedSet::Kind::kPodIdentityAssociations,
                                  .owner = std::move(owner),
                                  .place = syntax::PlaceOf(root)});
  }
  return true;
}

}  // namespace irsalint::load
