#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "analyzer/kube/aws_data.h"
#include "analyzer/kube/rbac.h"
#include "analyzer/kube/service_account.h"
#include "analyzer/kube/workload.h"
#include "analyzer/syntax/node.h"

namespace irsalint::kube {

// What a document, or an item of a List, is for the identity chain.
enum class ObjectKind : uint8_t {
  kNotAnObject,  // no map, or without `kind`
  kWorkload,     // makes pods: a kind of Kubernetes, or a custom resource with a pod template
  kServiceAccount,
  kRbacBinding,  // RoleBinding, ClusterRoleBinding
  kSecret,
  kConfigMap,
  kNamespace,
  kList,  // `kind: List`, or `<Kind>List` with `items`
  kOther,
};

// Kinds of Kubernetes are known by name whatever version they are written with; the same name in a
// foreign API group (`cloudplatform.gcp.crossplane.io` has a ServiceAccount too) is another kind. A
// CustomResourceDefinition is kOther even when it shows a pod template.
ObjectKind Classify(const syntax::Node& root);

// The kind of an object: its own `kind`, or for an item of a typed list that carries none, the
// list's kind without `List`. "" when there is none.
std::string_view KindOf(const syntax::Node& root);

// The items of a List that are maps, in order; empty for everything else. An item may be a List.
std::vector<const syntax::Node*> ItemsOf(const syntax::Node& list);

// The readers return nothing when the object is not of their kind or holds nothing to read. `scope`
// is the unit, in which holes have their value. A value that is not a string where one belongs is
// unresolved; null is absent. All places point at the value, or for an absent one at the key of the
// map in which it would be written.

// Nothing for a workload without a pod spec (docs/reference/semantics.md §2.1).
std::optional<Workload> ReadWorkload(const syntax::Node& root, std::string_view scope);

// The map with `metadata` and `spec` of a workload's pods, which for a Pod is `root`. Null where
// there is none.
const syntax::Node* PodTemplateOf(const syntax::Node& root);

std::optional<ServiceAccount> ReadServiceAccount(const syntax::Node& root, std::string_view scope);

// Nothing for a Namespace without an annotation of AWS: a key that holds `amazonaws.com/`.
std::optional<ObjectMeta> ReadNamespace(const syntax::Node& root, std::string_view scope);

std::optional<RbacBinding> ReadRbacBinding(const syntax::Node& root, std::string_view scope);

// Nothing for a Secret or ConfigMap without an AWS mark that is no service-account token Secret.
std::optional<AwsData> ReadAwsData(const syntax::Node& root, std::string_view scope);

// Nothing unless the object is the ConfigMap kube-system/aws-auth with `mapRoles`.
std::optional<AwsAuth> ReadAwsAuthRoles(const syntax::Node& root, std::string_view scope);

// Whether the bytes hold one of the marks by which a Secret or ConfigMap matters: `AWS_`,
// `aws_access_key`, `role_arn`, `pod-identity-webhook`, `mapRoles`. Secrets of type
// `kubernetes.io/service-account-token` matter without one.
bool HoldsAwsMark(std::string_view bytes);

}  // namespace irsalint::kube
