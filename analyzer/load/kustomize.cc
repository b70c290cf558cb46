#include "analyzer/load/kustomize.h"

#include <iterator>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "analyzer/kube/egress.h"
#include "analyzer/syntax/holes.h"

namespace irsalint::load {
namespace {

using facts::Facts;
using facts::KnownText;
using syntax::Field;
using syntax::Text;

template <typename T>
void Append(std::vector<T> from, std::vector<T>* to) {
  if (to->empty()) {
    *to = std::move(from);
  } else {
    to->insert(to->end(), std::make_move_iterator(from.begin()),
               std::make_move_iterator(from.end()));
  }
}

// As kustomize compares namespaces: one that is not written is `default`.
Text EffectiveNamespace(const KnownText& namespace_name) {
  return namespace_name.HasValue() ? *namespace_name : Text::Literal("default");
}

// A key for looking an object up; a NUL byte is in no name.
std::string KeyOf(const Text& namespace_name, const Text& name) {
  return namespace_name.Written() + '\0' + name.Written();
}

// Objects by key; nothing when several objects have it.
class NameIndex {
 public:
  void Add(const std::string& key, size_t object) {
    const auto [entry, is_new] = objects_.try_emplace(key, object);
    if (!is_new && entry->second != object) entry->second = std::nullopt;
  }

  std::optional<size_t> Find(const std::string& key) const {
    const auto entry = objects_.find(key);
    return entry == objects_.end() ? std::nullopt : entry->second;
  }

 private:
  std::unordered_map<std::string, std::optional<size_t>> objects_;
};

void SetNamespace(const Text& namespace_name, const syntax::Place& origin, KnownText* known) {
  if (known->HasValue() && **known == namespace_name) return;
  syntax::Place place = known->place();
  place.via = {origin};
  *known = KnownText::Of(namespace_name, std::move(place));
}

// What a kustomization puts around names.
struct Affixes {
  std::optional<Text> prefix;
  std::optional<Text> suffix;
  const Kustomization& kustomization;

  void AddTo(KnownText* name) const {
    if (!name->HasValue()) return;
    Text text = **name;
    syntax::Place place = name->place();
    if (prefix.has_value()) {
      text = prefix->Append(text);
      place.via.push_back(kustomization.name_prefix->place);
    }
    if (suffix.has_value()) {
      text = text.Append(*suffix);
      place.via.push_back(kustomization.name_suffix->place);
    }
    *name = KnownText::Of(std::move(text), std::move(place));
  }
};

// Makes a reference say what its target is called now, and why.
void Follow(const KnownText& target, KnownText* reference) {
  if (!target.HasValue() || (reference->HasValue() && **reference == *target)) return;
  syntax::Place place = reference->place();
  place.via = target.place().via;
  *reference = KnownText::Of(*target, std::move(place));
}

}  // namespace

void AppendFacts(Facts other, Facts* facts) {
  const size_t first_policy = facts->trust_policies.size();
  for (facts::Role& role : other.roles) {
    if (role.trust_policy.has_value()) *role.trust_policy += first_policy;
  }
  Append(std::move(other.files), &facts->files);
  Append(std::move(other.workloads), &facts->workloads);
  Append(std::move(other.service_accounts), &facts->service_accounts);
  Append(std::move(other.rbac_bindings), &facts->rbac_bindings);
  Append(std::move(other.aws_data), &facts->aws_data);
  Append(std::move(other.roles), &facts->roles);
  Append(std::move(other.trust_policies), &facts->trust_policies);
  Append(std::move(other.permissions), &facts->permissions);
  Append(std::move(other.oidc_providers), &facts->oidc_providers);
  Append(std::move(other.clusters), &facts->clusters);
  Append(std::move(other.node_roles), &facts->node_roles);
  Append(std::move(other.launch_templates), &facts->launch_templates);
  Append(std::move(other.egress_policies), &facts->egress_policies);
  Append(std::move(other.pod_identity_associations), &facts->pod_identity_associations);
  Append(std::move(other.made_accounts), &facts->made_accounts);
  Append(std::move(other.namespaces), &facts->namespaces);
  Append(std::move(other.duplicate_keys), &facts->duplicate_keys);
  Append(std::move(other.suppressions), &facts->suppressions);
  Append(std::move(other.closed_sets), &facts->closed_sets);
  Append(std::move(other.open_reasons), &facts->open_reasons);
}

void KustomizedObjects::Add(Facts other) {
  AppendFacts(std::move(other), &facts_);
  former_names_.resize(facts_.service_accounts.size());
}

void KustomizedObjects::Add(KustomizedObjects other) {
  AppendFacts(std::move(other.facts_), &facts_);
  Append(std::move(other.former_names_), &former_names_);
}

void KustomizedObjects::Apply(const Kustomization& kustomization, std::string_view scope) {
  RememberNames();
  std::vector<Text> binding_namespaces;
  for (const kube::RbacBinding& binding : facts_.rbac_bindings) {
    binding_namespaces.push_back(EffectiveNamespace(binding.meta.namespace_name));
  }
  std::vector<KnownText> data_names;
  for (const kube::AwsData& data : facts_.aws_data) data_names.push_back(data.meta.name);

  if (kustomization.namespace_name.has_value()) {
    SetNamespaces(*kustomization.namespace_name, scope);
  }
  Rename(kustomization, scope);
  FollowAccounts();
  FollowSubjects(binding_namespaces, kustomization, scope);
  FollowData(data_names);
}

void KustomizedObjects::RememberNames() {
  for (size_t i = 0; i < facts_.service_accounts.size(); ++i) {
    const kube::ObjectMeta& meta = facts_.service_accounts[i].meta;
    if (!meta.name.HasValue()) continue;
    former_names_[i].push_back(
        {.name = *meta.name, .namespace_name = EffectiveNamespace(meta.namespace_name)});
  }
}

void KustomizedObjects::SetNamespaces(const KustomizationEntry& entry, std::string_view scope) {
  const Text text = syntax::ReadText(entry.text, Field::kNamespace, scope);
  const auto set = [&text, &entry](kube::ObjectMeta& meta) {
    if (meta.kind == "ClusterRoleBinding" || kube::IsClusterWide(meta)) return;
    SetNamespace(text, entry.place, &meta.namespace_name);
  };
  for (kube::Workload& workload : facts_.workloads) set(workload.meta);
  for (kube::ServiceAccount& account : facts_.service_accounts) set(account.meta);
  for (kube::RbacBinding& binding : facts_.rbac_bindings) set(binding.meta);
  for (kube::AwsData& data : facts_.aws_data) set(data.meta);
  for (facts::EgressPolicy& policy : facts_.egress_policies) set(policy.meta);
}

void KustomizedObjects::Rename(const Kustomization& kustomization, std::string_view scope) {
  const auto read = [scope](const std::optional<KustomizationEntry>& entry) {
    return entry.has_value() ? std::optional(syntax::ReadText(entry->text, Field::kName, scope))
                             : std::nullopt;
  };
  const Affixes affixes{.prefix = read(kustomization.name_prefix),
                        .suffix = read(kustomization.name_suffix),
                        .kustomization = kustomization};
  if (!affixes.prefix.has_value() && !affixes.suffix.has_value()) return;
  for (kube::Workload& workload : facts_.workloads) affixes.AddTo(&workload.meta.name);
  for (kube::ServiceAccount& account : facts_.service_accounts) affixes.AddTo(&account.meta.name);
  for (kube::RbacBinding& binding : facts_.rbac_bindings) affixes.AddTo(&binding.meta.name);
  for (kube::AwsData& data : facts_.aws_data) affixes.AddTo(&data.meta.name);
  for (facts::EgressPolicy& policy : facts_.egress_policies) affixes.AddTo(&policy.meta.name);
}

void KustomizedObjects::FollowAccounts() {
  NameIndex current;
  NameIndex latest;  // by the name before this kustomization
  NameIndex former;  // by any earlier name
  for (size_t i = 0; i < facts_.service_accounts.size(); ++i) {
    const kube::ObjectMeta& meta = facts_.service_accounts[i].meta;
    if (!meta.name.HasValue()) continue;
    const Text namespace_name = EffectiveNamespace(meta.namespace_name);
    current.Add(KeyOf(namespace_name, *meta.name), i);
    latest.Add(KeyOf(namespace_name, former_names_[i].back().name), i);
    for (const FormerName& name : former_names_[i]) {
      former.Add(KeyOf(namespace_name, name.name), i);
    }
  }
  for (kube::Workload& workload : facts_.workloads) {
    KnownText& reference = workload.spec.service_account_name;
    if (!reference.HasValue()) continue;
    const std::string key = KeyOf(EffectiveNamespace(workload.meta.namespace_name), *reference);
    std::optional<size_t> account = latest.Find(key);
    if (!account.has_value() && !current.Find(key).has_value()) account = former.Find(key);
    if (account.has_value()) Follow(facts_.service_accounts[*account].meta.name, &reference);
  }
}

void KustomizedObjects::FollowSubjects(const std::vector<Text>& binding_namespaces,
                                       const Kustomization& kustomization, std::string_view scope) {
  NameIndex former;
  for (size_t i = 0; i < facts_.service_accounts.size(); ++i) {
    for (const FormerName& name : former_names_[i]) {
      former.Add(KeyOf(name.namespace_name, name.name), i);
    }
  }
  for (size_t i = 0; i < facts_.rbac_bindings.size(); ++i) {
    for (kube::RbacSubject& subject : facts_.rbac_bindings[i].subjects) {
      if (subject.kind != kube::RbacSubject::Kind::kServiceAccount || !subject.name.HasValue()) {
        continue;
      }
      const Text namespace_name =
          subject.namespace_name.HasValue() ? *subject.namespace_name : binding_namespaces[i];
      const std::optional<size_t> account = former.Find(KeyOf(namespace_name, *subject.name));
      if (account.has_value()) {
        const kube::ObjectMeta& meta = facts_.service_accounts[*account].meta;
        Follow(meta.name, &subject.name);
        Follow(meta.namespace_name, &subject.namespace_name);
      } else if (kustomization.namespace_name.has_value() && subject.name->IsLiteral() &&
                 subject.name->literal() == "default") {
        // The account that exists in every namespace is no object of the kustomization.
        SetNamespace(syntax::ReadText(kustomization.namespace_name->text, Field::kNamespace, scope),
                     kustomization.namespace_name->place, &subject.namespace_name);
      }
    }
  }
}

void KustomizedObjects::FollowData(const std::vector<KnownText>& names_before) {
  NameIndex secrets;
  NameIndex config_maps;
  for (size_t i = 0; i < facts_.aws_data.size(); ++i) {
    const kube::ObjectMeta& meta = facts_.aws_data[i].meta;
    if (!names_before[i].HasValue()) continue;
    NameIndex& index = meta.kind == "Secret" ? secrets : config_maps;
    index.Add(KeyOf(EffectiveNamespace(meta.namespace_name), *names_before[i]), i);
  }
  for (kube::Workload& workload : facts_.workloads) {
    const Text namespace_name = EffectiveNamespace(workload.meta.namespace_name);
    const auto follow = [&](bool is_secret, KnownText* name) {
      if (!name->HasValue()) return;
      const NameIndex& index = is_secret ? secrets : config_maps;
      const std::optional<size_t> data = index.Find(KeyOf(namespace_name, **name));
      if (data.has_value()) Follow(facts_.aws_data[*data].meta.name, name);
    };
    for (kube::Container& container : workload.spec.containers) {
      for (kube::EnvSource& source : container.env_from) {
        follow(source.kind == kube::EnvSource::Kind::kSecret, &source.name);
      }
      for (kube::EnvVar& variable : container.env) {
        if (!variable.reference.has_value()) continue;
        kube::EnvReference& reference = *variable.reference;
        follow(reference.kind == kube::EnvReference::Kind::kSecret, &reference.name);
      }
    }
  }
}

}  // namespace irsalint::load
