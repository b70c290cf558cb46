#pragma once

#include <string>
#include <vector>

#include "analyzer/graph/pod_injection.h"
#include "analyzer/kube/token_access.h"
#include "analyzer/kube/token_file.h"

namespace irsalint::graph {

// A token file that a variable names to the SDKs of a container, and what it leads to once the
// webhook has been there.
struct NamedTokenFile {
  WorkloadId workload;
  size_t container = 0;  // index into PodSpec::containers
  std::string variable;  // AWS_WEB_IDENTITY_TOKEN_FILE, or that of container credentials
  std::string path;
  syntax::Place variable_place;  // of its value; not valid where the webhook injects it
  kube::TokenFile::Kind kind = kube::TokenFile::Kind::kUnknown;
  base::Truth exists = base::Truth::kMaybe;
  syntax::Place token_place;  // of the projection; not valid for one that stands in no file
  std::string mode;           // of a token's file, "0644"; "" where it is not known
  syntax::Place mode_place;   // of defaultMode of its volume, likewise
  kube::TokenAccess access;   // of a token alone
};

// Those of all workloads that are the same whichever account the pods run as. Pods in which no
// variable and no mode is written out are left out: what the webhook injects there works.
std::vector<NamedTokenFile> NamedTokenFiles(const IdentityGraph& graph);

}  // namespace irsalint::graph
