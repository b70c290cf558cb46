#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/kube/object_meta.h"

namespace irsalint::kube {

// One entry of a Secret or ConfigMap that holds an AWS mark. Values of Secrets, and anything shaped
// like a secret key, are never kept: only what they look like.
struct AwsDataEntry {
  enum class Shape : uint8_t {
    kAccessKeyId,      // AKIA…/ASIA… of 20 characters
    kSecretAccessKey,  // 40 characters of base64
    kRoleArn,
    kOther,
  };

  std::string key;
  Shape shape = Shape::kOther;
  KnownText value;  // for kRoleArn and plain ConfigMap values; unresolved where it is withheld
  syntax::Place place;

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

}  // namespace irsalint::kube
