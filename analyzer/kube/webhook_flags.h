#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "analyzer/base/truth.h"
#include "analyzer/kube/object_meta.h"
#include "analyzer/kube/webhook_annotations.h"

namespace irsalint::kube {

// How a webhook hands out container credentials, EKS Pod Identity
// (docs/reference/semantics.md §3.7).
struct ContainerCredentialsFlags {
  std::string audience = "pods.eks.amazonaws.com";
  std::string mount_path = "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount";
  std::string volume_name = "eks-pod-identity-token";
  std::string token_path = "eks-pod-identity-token";
  std::string full_uri = "http://169.254.170.23/v1/credentials";

  friend bool operator==(const ContainerCredentialsFlags&,
                         const ContainerCredentialsFlags&) = default;
};

// The flags of a pod identity webhook, under their own names and with its own defaults
// (docs/reference/semantics.md §3.3, §3.7).
struct WebhookFlags {
  std::string annotation_prefix{kWebhookPrefix};
  // Absent: no region is injected. Unresolved: one is, and it is not known which.
  KnownText aws_default_region = {};
  base::Truth sts_regional_endpoint = base::Truth::kNo;
  std::string token_audience = "sts.amazonaws.com";
  int64_t token_expiration = 86400;  // seconds
  std::string token_mount_path = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
  // Put before a role that holds no `arn:`: "arn:aws:iam::111122223333:role/". Empty without
  // `--compose-role-arn`.
  syntax::Text role_arn_prefix = {};
  ContainerCredentialsFlags container_credentials = {};
};

// "arn:aws:iam::111122223333:role/".
syntax::Text RoleArnPrefix(std::string_view partition, const syntax::Text& account);

// The partition that the webhook takes a region for, by the region's beginning alone; it knows no
// iso-e and no iso-f (docs/reference/semantics.md §3.4).
std::string_view PartitionForWebhook(std::string_view region);

// The role that the webhook injects for the value of an annotation: as written but for a bare name
// where roles are composed.
syntax::Text InjectedRoleArn(const syntax::Text& written, const WebhookFlags& flags);

}  // namespace irsalint::kube
