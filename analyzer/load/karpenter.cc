#include "analyzer/load/karpenter.h"

#include <string_view>
#include <utility>

#include "analyzer/load/aws_fields.h"
#include "analyzer/load/metadata_options.h"
#include "analyzer/load/role_text.h"

namespace irsalint::load {
namespace {

using facts::KnownText;
using facts::NodeRole;
using syntax::Field;
using syntax::Node;

// The map that holds `role` or `instanceProfile`; null if the object is of another kind, or the map
// is not there.
const Node* SettingsOf(const Node& root) {
  const std::string_view kind = syntax::StringOr(syntax::Find(&root, "kind"));
  const std::string_view version = syntax::StringOr(syntax::Find(&root, "apiVersion"));
  if (kind == "EC2NodeClass" || kind == "AWSNodeTemplate") {
    if (version.starts_with("karpenter.k8s.aws/")) return syntax::Find(&root, "spec");
  } else if (kind == "NodeClass" && version.starts_with("eks.amazonaws.com/")) {
    return syntax::Find(&root, "spec");
  } else if (kind == "Provisioner" && version.starts_with("karpenter.sh/")) {
    return syntax::FindPath(&root, "spec", "provider");
  }
  return nullptr;
}

}  // namespace

bool ReadKarpenter(const Node& root, facts::Facts* facts) {
  const Node* settings = SettingsOf(root);
  if (settings == nullptr || !settings->IsMap()) return false;
  NodeRole node_role;
  node_role.evidence = NodeRole::Evidence::kKarpenter;
  node_role.role_arn = RoleOfName(ReadField(*settings, "role", Field::kName));
  node_role.cluster = KnownText::Absent(syntax::PlaceOf(*settings));
  node_role.name = ReadField(*settings, "instanceProfile", Field::kName);
  node_role.metadata_options = ReadMetadataOptions(*settings, MetadataSpelling::kKarpenter);
  node_role.place = syntax::PlaceOf(*settings);
  if (node_role.role_arn.IsAbsent() && node_role.name.IsAbsent()) return true;
  facts->node_roles.push_back(std::move(node_role));
  return true;
}

}  // namespace irsalint::load
