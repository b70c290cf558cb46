#pragma once

#include <vector>

#include "analyzer/facts/facts.h"
#include "analyzer/load/kustomization.h"
#include "analyzer/syntax/text.h"

namespace irsalint::load {

// Objects on their way through the kustomizations of a unit, innermost first.
class KustomizedObjects {
 public:
  // Facts from files or from an included kustomization; those of `other` are moved.
  void Add(facts::Facts other);
  void Add(KustomizedObjects other);

  // What one kustomization does to all objects it has taken in: `namespace`, `namePrefix`,
  // `nameSuffix`, then references to objects of the same kustomization follow their names
  // (kustomize's nameReference: `serviceAccountName`, RBAC subjects, `envFrom`). Cluster-scoped
  // kinds get no namespace. `scope` is the unit, for holes in the kustomization's own values.
  void Apply(const Kustomization& kustomization, std::string_view scope);

  facts::Facts Take() && { return std::move(facts_); }

 private:
  // A name that an account had before a kustomization changed it.
  struct FormerName {
    syntax::Text name;
    syntax::Text namespace_name;
  };

  void RememberNames();
  void SetNamespaces(const KustomizationEntry& entry, std::string_view scope);
  void Rename(const Kustomization& kustomization, std::string_view scope);
  void FollowAccounts();
  void FollowSubjects(const std::vector<syntax::Text>& binding_namespaces,
                      const Kustomization& kustomization, std::string_view scope);
  void FollowData(const std::vector<facts::KnownText>& names_before);

  facts::Facts facts_;
  std::vector<std::vector<FormerName>> former_names_;  // for each service account, oldest first
};

// Appends all objects of `other`; `unit`, `kind` and `includes` of `facts` stay.
void AppendFacts(facts::Facts other, facts::Facts* facts);

}  // namespace irsalint::load
