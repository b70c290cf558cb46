#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/kube/object_meta.h"

namespace irsalint::kube {

// Who a RoleBinding or ClusterRoleBinding names.
struct RbacSubject {
  enum class Kind : uint8_t { kServiceAccount, kGroup, kUser };

  Kind kind = Kind::kUser;
  KnownText name;
  KnownText namespace_name;  // of a service account; a RoleBinding's own when absent

  friend bool operator==(const RbacSubject&, const RbacSubject&) = default;
};

struct RbacBinding {
  ObjectMeta meta;
  std::vector<RbacSubject> subjects;
  KnownText role;

  friend bool operator==(const RbacBinding&, const RbacBinding&) = default;
};

// Whether the binding reaches this account: by name, or through the groups
// `system:serviceaccounts`, `system:serviceaccounts:NAMESPACE`, `system:authenticated`, or the user
// name `system:serviceaccount:NAMESPACE:NAME`. kMaybe where a hole decides.
base::Truth Reaches(const RbacBinding& binding, const syntax::Text& namespace_name,
                    const syntax::Text& account);

// The same for one subject of the binding.
base::Truth Reaches(const RbacBinding& binding, const RbacSubject& subject,
                    const syntax::Text& namespace_name, const syntax::Text& account);

}  // namespace irsalint::kube
