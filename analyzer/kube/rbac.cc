#include "analyzer/kube/rbac.h"

#include "analyzer/base/subject.h"
#include "analyzer/kube/fields.h"
#include "analyzer/kube/read_object.h"

namespace irsalint::kube {
namespace {

using base::Truth;
using syntax::Field;
using syntax::Node;
using syntax::Text;

// Names of Kubernetes' own groups (docs/reference/semantics.md §2.4).
constexpr std::string_view kGroupPrefix = "system:serviceaccounts:";
constexpr std::string_view kAllAccounts = "system:serviceaccounts";
constexpr std::string_view kAuthenticated = "system:authenticated";

// A subject that cannot be read may be anybody.
RbacSubject UnknownSubject(const Node& node) {
  return {.kind = RbacSubject::Kind::kUser,
          .name = KnownText::Unresolved(syntax::PlaceOf(node)),
          .namespace_name = KnownText::Absent(syntax::PlaceOfMissing(node))};
}

RbacSubject ReadSubject(const Node& node, std::string_view scope) {
  const MapView subject = ViewOf(node);
  const std::string kind = ReadString(subject, "kind");
  RbacSubject result = {
      .name = ReadTextField(subject, "name", Field::kName, scope),
      .namespace_name = ReadTextField(subject, "namespace", Field::kNamespace, scope),
  };
  if (kind == "ServiceAccount") {
    result.kind = RbacSubject::Kind::kServiceAccount;
  } else if (kind == "Group") {
    result.kind = RbacSubject::Kind::kGroup;
  } else if (kind != "User") {
    return UnknownSubject(node);
  }
  return result;
}

// A RoleBinding's subject without a namespace is looked up in the binding's own.
Truth NamespaceIs(const RbacBinding& binding, const RbacSubject& subject, const Text& wanted) {
  const KnownText& named = subject.namespace_name;
  const KnownText& from = named.IsAbsent() ? binding.meta.namespace_name : named;
  if (!from.HasValue()) return Truth::kMaybe;
  return syntax::Equal(*from, wanted, syntax::HoleRange::kWithoutColon);
}

}  // namespace

Truth Reaches(const RbacBinding& binding, const RbacSubject& subject, const Text& namespace_name,
              const Text& account) {
  if (subject.name.IsAbsent()) return Truth::kNo;
  if (subject.name.IsUnresolved()) return Truth::kMaybe;
  const Text& name = *subject.name;
  switch (subject.kind) {
    case RbacSubject::Kind::kServiceAccount:
      return base::And(NamespaceIs(binding, subject, namespace_name),
                       syntax::Equal(name, account, syntax::HoleRange::kWithoutColon));
    case RbacSubject::Kind::kGroup: {
      const Truth whole_cluster = base::Or(syntax::Equal(name, Text::Literal(kAllAccounts)),
                                           syntax::Equal(name, Text::Literal(kAuthenticated)));
      return base::Or(whole_cluster,
                      syntax::Equal(name, Text::Literal(kGroupPrefix).Append(namespace_name)));
    }
    case RbacSubject::Kind::kUser:
      return syntax::Equal(
          name,
          Text::Literal(base::kSubjectPrefix).Append(namespace_name).Append(":").Append(account));
  }
  return Truth::kMaybe;
}

Truth Reaches(const RbacBinding& binding, const Text& namespace_name, const Text& account) {
  Truth reaches = Truth::kNo;
  for (const RbacSubject& subject : binding.subjects) {
    reaches = base::Or(reaches, Reaches(binding, subject, namespace_name, account));
  }
  return reaches;
}

std::optional<RbacBinding> ReadRbacBinding(const Node& root, std::string_view scope) {
  if (Classify(root) != ObjectKind::kRbacBinding) return std::nullopt;
  const MapView object = ViewOf(root);
  RbacBinding binding = {
      .meta = ReadObjectMeta(root, scope),
      .subjects = {},
      .role = ReadTextField(Child(object, "roleRef"), "name", Field::kName, scope),
  };
  const Node* const subjects = syntax::Find(&root, "subjects");
  if (subjects == nullptr || subjects->IsNull()) return binding;
  if (!subjects->IsList()) {
    binding.subjects.push_back(UnknownSubject(*subjects));
    return binding;
  }
  for (const Node* subject : subjects->items) {
    binding.subjects.push_back(subject->IsMap() ? ReadSubject(*subject, scope)
                                                : UnknownSubject(*subject));
  }
  return binding;
}

}  // namespace irsalint::kube
