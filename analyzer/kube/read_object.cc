#include "analyzer/kube/read_object.h"

#include <algorithm>

#include "analyzer/base/strings.h"
#include "analyzer/kube/fields.h"
#include "analyzer/kube/workload_kind.h"

namespace irsalint::kube {
namespace {

using syntax::Node;

constexpr std::string_view kListSuffix = "List";

bool HasPodTemplate(const Node& root) {
  const Node* containers = syntax::FindPath(&root, "spec", "template", "spec", "containers");
  return containers != nullptr && containers->IsList();
}

ObjectKind KindOfKubernetes(std::string_view kind) {
  if (IsWorkloadKind(kind)) return ObjectKind::kWorkload;
  if (kind == "ServiceAccount") return ObjectKind::kServiceAccount;
  if (kind == "RoleBinding" || kind == "ClusterRoleBinding") return ObjectKind::kRbacBinding;
  if (kind == "Secret") return ObjectKind::kSecret;
  if (kind == "ConfigMap") return ObjectKind::kConfigMap;
  if (kind == "Namespace") return ObjectKind::kNamespace;
  return ObjectKind::kOther;
}

bool IsList(const Node& root, std::string_view kind) {
  if (!base::EndsWith(kind, kListSuffix)) return false;
  if (kind == kListSuffix) return true;
  const Node* items = syntax::Find(&root, "items");
  return items != nullptr && items->IsList();
}

// The list that `item` stands in, null unless it is the value of a map's `items`.
const Node* EnclosingList(const Node& item) {
  const Node* const items = item.parent;
  if (items == nullptr || !items->IsList()) return nullptr;
  const Node* const list = items->parent;
  if (list == nullptr || !list->IsMap() || items->is_key) return nullptr;
  if (items->index >= list->pairs.size() || list->pairs[items->index].key->text != "items") {
    return nullptr;
  }
  return list;
}

}  // namespace

std::string_view KindOf(const Node& root) {
  if (!root.IsMap()) return {};
  const std::string_view own = syntax::StringOr(syntax::Find(&root, "kind"));
  if (!own.empty()) return own;
  const Node* const list = EnclosingList(root);
  if (list == nullptr) return {};
  return base::StripSuffix(syntax::StringOr(syntax::Find(list, "kind")), kListSuffix).value_or("");
}

ObjectKind Classify(const Node& root) {
  const std::string_view kind = KindOf(root);
  if (kind.empty()) return ObjectKind::kNotAnObject;
  if (kind == "CustomResourceDefinition") return ObjectKind::kOther;
  if (IsList(root, kind)) return ObjectKind::kList;
  if (!IsForeignGroup(syntax::StringOr(syntax::Find(&root, "apiVersion")))) {
    const ObjectKind known = KindOfKubernetes(kind);
    if (known != ObjectKind::kOther) return known;
  }
  return HasPodTemplate(root) ? ObjectKind::kWorkload : ObjectKind::kOther;
}

std::vector<const Node*> ItemsOf(const Node& list) {
  std::vector<const Node*> result;
  if (Classify(list) != ObjectKind::kList) return result;
  const Node* items = syntax::Find(&list, "items");
  if (items == nullptr) return result;
  for (const Node* item : items->items) {
    if (item->IsMap()) result.push_back(item);
  }
  return result;
}

std::optional<ServiceAccount> ReadServiceAccount(const Node& root, std::string_view scope) {
  if (Classify(root) != ObjectKind::kServiceAccount) return std::nullopt;
  return ServiceAccount{
      .meta = ReadObjectMeta(root, scope),
      .automount = ReadBoolField(ViewOf(root), "automountServiceAccountToken"),
  };
}

std::optional<ObjectMeta> ReadNamespace(const Node& root, std::string_view scope) {
  if (Classify(root) != ObjectKind::kNamespace) return std::nullopt;
  ObjectMeta meta = ReadObjectMeta(root, scope);
  const bool is_marked = std::ranges::any_of(meta.annotations, [](const Annotation& annotation) {
    return base::Contains(annotation.key, "amazonaws.com/");
  });
  if (!is_marked) return std::nullopt;
  return meta;
}

}  // namespace irsalint::kube
