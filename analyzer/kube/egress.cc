#include "analyzer/kube/egress.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "analyzer/base/strings.h"
#include "analyzer/kube/fields.h"
#include "analyzer/kube/read_object.h"

namespace irsalint::kube {
namespace {

using syntax::Node;

// How a policy says that it is about outgoing connections.
enum class Form : uint8_t { kKubernetes, kCalico, kCilium, kAdmin };

struct PolicyKind {
  std::string_view kind;
  std::string_view group;
  Form form = Form::kKubernetes;
  bool cluster_wide = false;
};

constexpr auto kPolicyKinds = std::to_array<PolicyKind>({
    {"NetworkPolicy", "networking.k8s.io", Form::kKubernetes, false},
    {"NetworkPolicy", "extensions", Form::kKubernetes, false},
    {"NetworkPolicy", "projectcalico.org", Form::kCalico, false},
    {"NetworkPolicy", "crd.projectcalico.org", Form::kCalico, false},
    {"GlobalNetworkPolicy", "projectcalico.org", Form::kCalico, true},
    {"GlobalNetworkPolicy", "crd.projectcalico.org", Form::kCalico, true},
    {"CiliumNetworkPolicy", "cilium.io", Form::kCilium, false},
    {"CiliumClusterwideNetworkPolicy", "cilium.io", Form::kCilium, true},
    {"AdminNetworkPolicy", "policy.networking.k8s.io", Form::kAdmin, true},
    {"BaselineAdminNetworkPolicy", "policy.networking.k8s.io", Form::kAdmin, true},
});

// Null for an object of any other kind. An item of a typed list carries no version: then it is the
// first of that name.
const PolicyKind* PolicyKindOf(std::string_view kind, std::string_view api_version) {
  const std::string_view group = api_version.substr(0, api_version.find('/'));
  const auto found = std::ranges::find_if(kPolicyKinds, [&](const PolicyKind& known) {
    return known.kind == kind && (group.empty() || known.group == group);
  });
  return found == kPolicyKinds.end() ? nullptr : &*found;
}

bool HasRules(const MapView& spec, std::string_view key) {
  const Node* rules = syntax::Find(spec.map, key);
  return rules != nullptr && rules->IsList() && !rules->items.empty();
}

// Rules add up, so that one without a peer and a port leaves nothing to forbid.
bool AllowsEverything(const MapView& spec) {
  const Node* rules = syntax::Find(spec.map, "egress");
  if (rules == nullptr || !rules->IsList()) return false;
  return std::ranges::any_of(rules->items, [](const Node* rule) {
    return rule->IsNull() || (rule->IsMap() && rule->pairs.empty());
  });
}

// Without types a policy with rules for outgoing connections is about them, too.
bool IsAboutEgress(const MapView& spec, std::string_view types_key) {
  const std::vector<std::string> types = ReadStrings(spec, types_key);
  if (types.empty()) return HasRules(spec, "egress");
  return std::ranges::find(types, "Egress") != types.end();
}

bool HasCiliumRules(const MapView& rule) {
  return HasRules(rule, "egress") || HasRules(rule, "egressDeny");
}

bool RestrictsEgress(const MapView& object, Form form) {
  const MapView spec = Child(object, "spec");
  switch (form) {
    case Form::kKubernetes:
      return IsAboutEgress(spec, "policyTypes") && !AllowsEverything(spec);
    case Form::kCalico:
      return IsAboutEgress(spec, "types");
    case Form::kCilium:
      return HasCiliumRules(spec) || std::ranges::any_of(ReadMaps(object, "specs"), HasCiliumRules);
    case Form::kAdmin:
      return HasRules(spec, "egress");
  }
  return false;
}

}  // namespace

bool IsNetworkPolicyKind(std::string_view kind) {
  return std::ranges::any_of(kPolicyKinds,
                             [kind](const PolicyKind& known) { return known.kind == kind; });
}

std::optional<ObjectMeta> ReadEgressPolicy(const Node& root, std::string_view scope) {
  const std::string_view kind = KindOf(root);
  if (!IsNetworkPolicyKind(kind)) return std::nullopt;
  ObjectMeta meta = ReadObjectMeta(root, scope);
  const PolicyKind* known = PolicyKindOf(kind, meta.api_version);
  if (known == nullptr || !RestrictsEgress(ViewOf(root), known->form)) return std::nullopt;
  return meta;
}

bool IsClusterWide(const ObjectMeta& network_policy) {
  const PolicyKind* known = PolicyKindOf(network_policy.kind, network_policy.api_version);
  return known != nullptr && known->cluster_wide;
}

}  // namespace irsalint::kube
