#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "analyzer/syntax/place.h"

namespace irsalint::graph {

// How the pod identity webhook of a cluster is set up, where it is not EKS's own
// (docs/reference/semantics.md §3.1). What is not said has the webhook's default.
struct DeclaredWebhook {
  bool self_hosted = false;
  std::string annotation_prefix = "eks.amazonaws.com";
  std::string token_audience = "sts.amazonaws.com";
  std::optional<bool> regional_sts;  // --sts-regional-endpoint
  bool compose_role_arn = false;     // a bare role name is a legal annotation
  std::string aws_default_region;    // "" injects none
  std::string token_mount_path = "/var/run/secrets/eks.amazonaws.com/serviceaccount";
  int64_t token_expiration = 86400;  // seconds
  bool watch_config_map = false;     // roles may come from the ConfigMap pod-identity-webhook
};

// A cluster that the configuration declares. "" is unknown.
struct DeclaredCluster {
  std::string name;
  std::string account;
  std::string partition;
  std::string region;
  std::string issuer;  // without scheme
  std::string version;
  std::vector<std::string> paths;  // of the units that belong to it: folders, or globs of them
  DeclaredWebhook webhook;
  bool complete = false;  // the input holds everything of this cluster
  syntax::Place place;    // in the configuration
};

// What lives elsewhere and is never missed.
struct External {
  std::vector<std::string> service_accounts;  // globs over NAMESPACE/NAME
  std::vector<std::string> roles;             // globs over ARNs
};

// Options of the link step. Everything else comes from the facts.
struct LinkOptions {
  std::string namespace_name;    // of manifests that name none; "" leaves it unknown
  bool assume_complete = false;  // the input is the whole cluster and the whole account
  bool has_unread_code = false;  // infrastructure code that is not read may make what is missing
  std::vector<DeclaredCluster> clusters;
  External external;
};

}  // namespace irsalint::graph
