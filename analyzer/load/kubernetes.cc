#include "analyzer/load/kubernetes.h"

#include <optional>
#include <set>
#include <string_view>
#include <utility>
#include <vector>

#include "analyzer/kube/egress.h"
#include "analyzer/kube/read_object.h"
#include "analyzer/load/eksctl.h"
#include "analyzer/load/karpenter.h"
#include "analyzer/load/oidc_provider_input.h"

namespace irsalint::load {
namespace {

using facts::Facts;
using syntax::Node;

constexpr std::string_view kNoScope;

void ReadAwsAuth(const Node& root, Facts* facts) {
  const std::optional<kube::AwsAuth> auth = kube::ReadAwsAuthRoles(root, kNoScope);
  if (!auth.has_value()) return;
  if (auth->problem.has_value()) {
    facts->open_reasons.push_back({.kind = facts::OpenReason::Kind::kParseError,
                                   .message = *auth->problem,
                                   .place = auth->place});
  }
  for (const kube::AwsAuthRole& role : auth->roles) {
    facts::NodeRole node_role;
    node_role.evidence = facts::NodeRole::Evidence::kAwsAuth;
    node_role.role_arn = role.role_arn;
    node_role.cluster = facts::KnownText::Absent(role.place);
    node_role.name = facts::KnownText::Absent(role.place);
    node_role.groups = role.groups;
    node_role.place = role.place;
    facts->node_roles.push_back(std::move(node_role));
  }
}

void ReadEgressPolicy(const Node& root, Facts* facts) {
  std::optional<kube::ObjectMeta> meta = kube::ReadEgressPolicy(root, kNoScope);
  if (meta.has_value()) facts->egress_policies.push_back({.meta = *std::move(meta)});
}

bool HasServerMark(const Node& object) {
  return syntax::FindPath(&object, "metadata", "resourceVersion") != nullptr ||
         syntax::FindPath(&object, "metadata", "uid") != nullptr;
}

void CloseAccounts(const Node& list, const std::vector<const Node*>& items, Facts* facts) {
  if (!syntax::StringOr(syntax::FindPath(&list, "metadata", "continue")).empty()) return;
  const bool list_is_marked = HasServerMark(list);
  std::set<std::string_view> namespaces;
  for (const Node* item : items) {
    if (kube::Classify(*item) != kube::ObjectKind::kServiceAccount) continue;
    if (!list_is_marked && !HasServerMark(*item)) return;
    const std::string_view name = syntax::StringOr(syntax::FindPath(item, "metadata", "namespace"));
    if (name.empty()) return;
    namespaces.insert(name);
  }
  if (namespaces.size() < 2) return;
  facts->closed_sets.push_back({.kind = facts::ClosedSet::Kind::kServiceAccounts,
                                .owner = {},
                                .place = syntax::PlaceOf(list)});
}

template <typename T>
void AddIfRead(std::optional<T> object, std::vector<T>* objects) {
  if (object.has_value()) objects->push_back(*std::move(object));
}

}  // namespace

bool ReadKubernetesObject(const Node& root, Facts* facts) {
  switch (kube::Classify(root)) {
    case kube::ObjectKind::kNotAnObject:
      return false;
    case kube::ObjectKind::kWorkload:
      AddIfRead(kube::ReadWorkload(root, kNoScope), &facts->workloads);
      break;
    case kube::ObjectKind::kServiceAccount:
      AddIfRead(kube::ReadServiceAccount(root, kNoScope), &facts->service_accounts);
      break;
    case kube::ObjectKind::kRbacBinding:
      AddIfRead(kube::ReadRbacBinding(root, kNoScope), &facts->rbac_bindings);
      break;
    case kube::ObjectKind::kConfigMap:
      ReadAwsAuth(root, facts);
      [[fallthrough]];
    case kube::ObjectKind::kSecret:
      AddIfRead(kube::ReadAwsData(root, kNoScope), &facts->aws_data);
      break;
    case kube::ObjectKind::kNamespace:
      AddIfRead(kube::ReadNamespace(root, kNoScope), &facts->namespaces);
      break;
    case kube::ObjectKind::kList: {
      // Lists nest no deeper than the parser's limit.
      const std::vector<const Node*> items = kube::ItemsOf(root);
      for (const Node* item : items) ReadKubernetesObject(*item, facts);
      CloseAccounts(root, items, facts);
      break;
    }
    case kube::ObjectKind::kOther:
      if (!ReadClusterConfig(root, facts) && !ReadKarpenter(root, facts) &&
          !ReadOidcProviderResource(root, facts)) {
        ReadEgressPolicy(root, facts);
      }
      break;
  }
  return true;
}

}  // namespace irsalint::load
