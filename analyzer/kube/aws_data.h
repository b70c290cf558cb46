#pragma once

#include <optional>
#include <string>
#include <vector>

#include "analyzer/kube/object_meta.h"
#include "analyzer/kube/value_shape.h"

namespace irsalint::kube {

// One entry of a Secret or ConfigMap that holds an AWS mark. Values of Secrets, and anything shaped
// like a secret key, are never kept: only what they look like.
struct AwsDataEntry {
  using Shape = ValueShape;

  std::string key;
  Shape shape = Shape::kOther;
  KnownText value;      // for kRoleArn and plain ConfigMap values; unresolved where it is withheld
  syntax::Place place;  // the key alone: the value may be a secret

  friend bool operator==(const AwsDataEntry&, const AwsDataEntry&) = default;
};

// A Secret or ConfigMap with an AWS mark, or a service-account token Secret.
struct AwsData {
  ObjectMeta meta;
  KnownText type;  // of a Secret
  std::vector<AwsDataEntry> entries;

  friend bool operator==(const AwsData&, const AwsData&) = default;
};

// One entry of `mapRoles` in the ConfigMap kube-system/aws-auth.
struct AwsAuthRole {
  KnownText role_arn;
  KnownText username;
  std::vector<std::string> groups;
  syntax::Place place;

  friend bool operator==(const AwsAuthRole&, const AwsAuthRole&) = default;
};

// The roles of the ConfigMap kube-system/aws-auth. `mapRoles` is YAML in a string; when that cannot
// be read, `problem` says why and `roles` is empty.
struct AwsAuth {
  std::vector<AwsAuthRole> roles;
  std::optional<std::string> problem;  // one sentence
  syntax::Place place;                 // the value of `mapRoles`
};

}  // namespace irsalint::kube
