#pragma once

#include <nlohmann/json.hpp>

#include <cstdint>
#include <map>
#include <string>

// A second model of the pod identity webhook, to test the first against: written from §3 and §4 of
// docs/reference/semantics.md alone and never from our own code, so that a slip in one is not
// repeated in the other.
namespace irsalint::test {

// --compose-role-arn, with what the webhook learns of its own account and region.
struct ComposeRoleArn {
  bool is_on = false;
  std::string account;
  std::string region;
};

// --container-credentials-*
struct ContainerCredentials {
  std::string audience = "pods.eks.amazonaws.com";
  std::string mount_path = "/var/run/secrets/pods.eks.amazonaws.com/serviceaccount";
  std::string volume_name = "eks-pod-identity-token";
  std::string token_path = "eks-pod-identity-token";
  std::string full_uri = "http://169.254.170.23/v1/credentials";
};

// One Pod as it reaches the webhook, its ServiceAccount, which exists, and the flags under the
// webhook's names and with its defaults. There is no ConfigMap.
//
// A container holds `name`, `image`, `command`, `args`, `env`, `envFrom`, `volumeMounts` (`name`,
// `mountPath`, `readOnly`) and `restartPolicy` alone: what the webhook's types do to other fields
// is not modelled. The label that keeps a Pod from the webhook is none of its business (§3.1).
struct WebhookCase {
  nlohmann::json pod;
  std::map<std::string, std::string> account_annotations;
  bool has_association = false;  // an identity for exactly this namespace and account

  std::string annotation_prefix = "eks.amazonaws.com";
  std::string aws_default_region;
  std::string token_audience = "sts.amazonaws.com";
  std::string token_mount_path = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
  int64_t token_expiration = 86400;
  bool sts_regional_endpoint = false;
  ComposeRoleArn compose_role_arn;
  ContainerCredentials container_credentials;
};

// The JSON patch, an array of operations; an empty array where the webhook leaves the Pod alone. An
// expiration that the webhook draws at random is its lower bound, 79200.
nlohmann::json PatchByModel(const WebhookCase& webhook_case);

}  // namespace irsalint::test
