#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace irsalint::rule {

// A cluster that the input knows, or only an issuer that its policies trust. "" is unknown.
struct DraftCluster {
  std::string name;
  std::string account;
  std::string region;
  std::string issuer;
  std::string version;
  std::vector<std::string> paths;  // folders that are probably applied to it
  size_t policies = 0;             // that trust its issuer

  friend bool operator==(const DraftCluster&, const DraftCluster&) = default;
};

// What a repository shows of the facts that a configuration would state.
struct ConfigDraft {
  std::vector<DraftCluster> clusters;  // those with a name first
  std::vector<std::string> overlays;   // folders of kustomizations that belong to none of them
  std::vector<std::string> accounts;   // AWS accounts of roles and providers, sorted
  size_t without_namespace = 0;        // ServiceAccounts and workloads that name none

  friend bool operator==(const ConfigDraft&, const ConfigDraft&) = default;
};

}  // namespace irsalint::rule
