#include "analyzer/load/assemble.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "analyzer/facts/hole_scope.h"
#include "analyzer/load/kustomize.h"

namespace irsalint::load {
namespace {

using facts::ClosedSet;
using facts::Facts;
using facts::InputFormat;
using facts::NodeRole;
using facts::OidcProvider;

// Removes what is applied to a cluster, or what is not.
void Filter(Take take, FileForm form, Facts* facts) {
  if (take == Take::kAll) return;
  const bool keeps_kubernetes = take == Take::kKubernetes;
  const auto drop_node_role = [keeps_kubernetes](const NodeRole& role) {
    const bool is_kubernetes = role.evidence == NodeRole::Evidence::kAwsAuth ||
                               role.evidence == NodeRole::Evidence::kKarpenter;
    return is_kubernetes != keeps_kubernetes;
  };
  const auto drop_closed_set = [keeps_kubernetes](const ClosedSet& set) {
    const bool is_kubernetes =
        set.kind == ClosedSet::Kind::kServiceAccounts || set.kind == ClosedSet::Kind::kWorkloads;
    return is_kubernetes != keeps_kubernetes;
  };
  const auto drop_provider = [keeps_kubernetes](const OidcProvider& provider) {
    return (provider.format == InputFormat::kKubernetes) != keeps_kubernetes;
  };
  std::erase_if(facts->node_roles, drop_node_role);
  std::erase_if(facts->oidc_providers, drop_provider);
  std::erase_if(facts->closed_sets, drop_closed_set);
  // A file that could not be read tells by its name alone on which side it is.
  const bool is_yaml = form == FileForm::kYaml || form == FileForm::kByContent;
  if (is_yaml != keeps_kubernetes) facts->open_reasons.clear();
  if (keeps_kubernetes) {
    facts->roles.clear();
    facts->trust_policies.clear();
    facts->permissions.clear();
    facts->clusters.clear();
    facts->launch_templates.clear();
    facts->pod_identity_associations.clear();
    facts->made_accounts.clear();
  } else {
    facts->workloads.clear();
    facts->service_accounts.clear();
    facts->rbac_bindings.clear();
    facts->aws_data.clear();
    facts->egress_policies.clear();
  }
}

class Assembler {
 public:
  Assembler(const LoadPlan& plan, const Unit& unit, std::span<FileFacts> files)
      : plan_(plan), unit_(unit), files_(files) {}

  Facts Assemble() {
    KustomizedObjects objects;
    if (unit_.layer.has_value()) Accumulate(*unit_.layer, &objects);
    for (const FileUse& use : unit_.files) objects.Add(FactsOf(use));
    Facts facts = std::move(objects).Take();
    facts.unit = unit_.name;
    facts.kind = unit_.kind;
    facts.includes = unit_.includes;
    facts.open_reasons.insert(facts.open_reasons.end(), unit_.open_reasons.begin(),
                              unit_.open_reasons.end());
    AddFilesOfReasons(&facts);
    SortFiles(&facts.files);
    return facts;
  }

 private:
  Facts FactsOf(const FileUse& use) {
    FileFacts& file = files_[use.file];
    const PlannedFile& planned = plan_.files[use.file];
    Facts facts = plan_.uses[use.file] == 1 ? std::move(file.facts) : file.facts;
    Filter(use.take, planned.form, &facts);
    if (IsEmpty(facts)) return {};
    facts::SetHoleScope(unit_.name, &facts);
    return facts;
  }

  // Adds all that a kustomization takes in to `objects`, and does to all of them what it says: a
  // base gets objects of its own, a component changes those of the kustomization that includes it.
  // Recurses as deep as a plan nests its layers.
  void Accumulate(const KustomizationLayer& layer, KustomizedObjects* objects) {
    for (const KustomizationLayer& included : layer.included) {
      if (ContentOf(included).is_component) continue;
      KustomizedObjects own;
      Accumulate(included, &own);
      objects->Add(std::move(own));
    }
    for (const FileUse& use : layer.files) objects->Add(FactsOf(use));
    for (const KustomizationLayer& included : layer.included) {
      if (ContentOf(included).is_component) Accumulate(included, objects);
    }
    const PlannedKustomization& planned = plan_.kustomizations[layer.kustomization];
    Facts reasons;
    reasons.files.push_back(
        {.source = planned.source, .path = planned.path, .sha256 = planned.sha256});
    reasons.open_reasons = planned.open_reasons;
    objects->Add(std::move(reasons));
    objects->Apply(*planned.content, unit_.name);
  }

  const Kustomization& ContentOf(const KustomizationLayer& layer) const {
    return *plan_.kustomizations[layer.kustomization].content;
  }

  // A folder can be open because of a kustomization that it does not belong to.
  void AddFilesOfReasons(Facts* facts) const {
    for (const facts::OpenReason& reason : unit_.open_reasons) {
      for (const PlannedKustomization& planned : plan_.kustomizations) {
        if (planned.source != reason.place.document.source) continue;
        facts->files.push_back(
            {.source = planned.source, .path = planned.path, .sha256 = planned.sha256});
      }
    }
  }

  static void SortFiles(std::vector<facts::FileRecord>* files) {
    std::sort(files->begin(), files->end(),
              [](const auto& a, const auto& b) { return a.path < b.path; });
    const auto is_same = [](const auto& a, const auto& b) { return a.path == b.path; };
    files->erase(std::unique(files->begin(), files->end(), is_same), files->end());
  }

  const LoadPlan& plan_;
  const Unit& unit_;
  std::span<FileFacts> files_;
};

}  // namespace

Facts AssembleUnit(const LoadPlan& plan, size_t unit, std::span<FileFacts> files) {
  return Assembler(plan, plan.units[unit], files).Assemble();
}

bool IsEmpty(const Facts& facts) {
  return facts.workloads.empty() && facts.service_accounts.empty() && facts.rbac_bindings.empty() &&
         facts.aws_data.empty() && facts.roles.empty() && facts.trust_policies.empty() &&
         facts.permissions.empty() && facts.oidc_providers.empty() && facts.clusters.empty() &&
         facts.node_roles.empty() && facts.launch_templates.empty() &&
         facts.egress_policies.empty() && facts.pod_identity_associations.empty() &&
         facts.made_accounts.empty() && facts.namespaces.empty() && facts.duplicate_keys.empty() &&
         facts.suppressions.empty() && facts.closed_sets.empty() && facts.open_reasons.empty();
}

}  // namespace irsalint::load
