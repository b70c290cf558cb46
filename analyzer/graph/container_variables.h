#pragma once

#include <string>
#include <string_view>

#include "analyzer/graph/identity_graph.h"

namespace irsalint::graph {

// What a container finds under the name of a variable.
struct Variable {
  base::Truth set = base::Truth::kNo;  // to something else than an empty text
  kube::KnownText value = {};          // unresolved where it is not known
  std::string why;                     // a clause that begins with the name
  // Where it comes from: one entry of `env`, one entry of a ConfigMap or Secret of the input, or
  // both where the first names the second. Null for what comes from an object that is not there.
  const kube::EnvVar* entry = nullptr;
  const kube::AwsDataEntry* data = nullptr;
};

// The environment of one container: `env` before `envFrom`, and of equal names the last. Values of
// ConfigMaps and Secrets are those of the workload's own unit; what is optional, and what lies in
// another object, may be set. Variables of the image are not known here.
class ContainerVariables {
 public:
  // Keeps all three.
  ContainerVariables(const IdentityGraph& graph, const Workload& workload,
                     const kube::Container& container);

  Variable Find(std::string_view name) const;

  // The ConfigMap or Secret of the workload's unit and namespace; null if the input has none that
  // bears on AWS.
  const kube::AwsData* FindObject(kube::EnvReference::Kind kind, const kube::KnownText& name) const;

 private:
  Variable OfEntry(const kube::EnvVar& entry) const;
  Variable OfReference(const kube::EnvVar& entry) const;
  Variable OfSources(std::string_view name) const;

  const IdentityGraph& graph_;
  const Workload& workload_;
  const kube::Container& container_;
};

}  // namespace irsalint::graph
