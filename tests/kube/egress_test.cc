#include "analyzer/kube/egress.h"

#include <gtest/gtest.h>

#include <string>

#include <fmt/format.h>

#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

constexpr const char* kKubernetes = "networking.k8s.io/v1";
constexpr const char* kCalico = "projectcalico.org/v3";
constexpr const char* kCilium = "cilium.io/v2";
constexpr const char* kAdmin = "policy.networking.k8s.io/v1alpha1";

std::optional<ObjectMeta> Read(const std::string& version, const std::string& kind,
                               const std::string& rest) {
  const ParsedYaml yaml(
      fmt::format("apiVersion: {}\nkind: {}\nmetadata: {{name: deny, namespace: shop}}\n{}\n",
                  version, kind, rest));
  return ReadEgressPolicy(*yaml, "unit");
}

bool Restricts(const std::string& version, const std::string& kind, const std::string& spec) {
  return Read(version, kind, "spec: " + spec).has_value();
}

TEST(EgressTest, ReadsNameAndNamespace) {
  const auto policy = Read(kKubernetes, "NetworkPolicy", "spec: {policyTypes: [Egress]}");
  ASSERT_TRUE(policy.has_value());
  EXPECT_EQ(policy->kind, "NetworkPolicy");
  EXPECT_EQ(Show(policy->name), "\"deny\" at metadata.name");
  EXPECT_EQ(Show(policy->namespace_name), "\"shop\" at metadata.namespace");
}

TEST(EgressTest, NetworkPolicyByItsTypes) {
  const auto restricts = [](const char* spec) {
    return Restricts(kKubernetes, "NetworkPolicy", spec);
  };
  EXPECT_TRUE(restricts("{podSelector: {}, policyTypes: [Egress]}"));
  EXPECT_TRUE(restricts("{policyTypes: [Ingress, Egress], egress: [{ports: [{port: 53}]}]}"));
  EXPECT_TRUE(restricts("{egress: [{to: [{podSelector: {}}]}]}"));
  EXPECT_TRUE(restricts("{policyTypes: [], egress: [{to: [{podSelector: {}}]}]}"));
  EXPECT_FALSE(restricts("{policyTypes: [Ingress], egress: [{to: [{podSelector: {}}]}]}"));
  EXPECT_FALSE(restricts("{podSelector: {}, ingress: [{}]}"));
  EXPECT_FALSE(restricts("{egress: []}"));
  EXPECT_FALSE(restricts("text"));
  EXPECT_TRUE(Restricts("extensions/v1beta1", "NetworkPolicy", "{policyTypes: [Egress]}"));
}

TEST(EgressTest, NetworkPolicyThatAllowsEverything) {
  const auto restricts = [](const char* spec) {
    return Restricts(kKubernetes, "NetworkPolicy", spec);
  };
  EXPECT_FALSE(restricts("{policyTypes: [Egress], egress: [{}]}"));
  EXPECT_FALSE(restricts("{egress: [{ports: [{port: 53}]}, {}]}"));
  EXPECT_FALSE(restricts("{policyTypes: [Egress], egress: [null]}"));
}

TEST(EgressTest, Calico) {
  EXPECT_TRUE(Restricts(kCalico, "NetworkPolicy", "{types: [Egress]}"));
  EXPECT_TRUE(Restricts(kCalico, "GlobalNetworkPolicy", "{egress: [{action: Deny}]}"));
  EXPECT_TRUE(Restricts("crd.projectcalico.org/v1", "GlobalNetworkPolicy", "{types: [Egress]}"));
  EXPECT_FALSE(Restricts(kCalico, "GlobalNetworkPolicy", "{types: [Ingress]}"));
  EXPECT_FALSE(Restricts(kCalico, "NetworkPolicy", "{policyTypes: [Egress]}"));
  EXPECT_FALSE(Restricts(kCalico, "StagedNetworkPolicy", "{types: [Egress]}"));
}

TEST(EgressTest, CiliumRestrictsWithAnEmptyRule) {
  EXPECT_TRUE(Restricts(kCilium, "CiliumNetworkPolicy", "{egress: [{}]}"));
  EXPECT_TRUE(
      Restricts(kCilium, "CiliumClusterwideNetworkPolicy", "{egressDeny: [{toCIDR: [x]}]}"));
  EXPECT_FALSE(Restricts(kCilium, "CiliumNetworkPolicy", "{ingress: [{}]}"));
  EXPECT_TRUE(
      Read(kCilium, "CiliumNetworkPolicy", "specs: [{ingress: [{}]}, {egress: [{}]}]").has_value());
  EXPECT_FALSE(Read(kCilium, "CiliumNetworkPolicy", "specs: [{ingress: [{}]}]").has_value());
}

TEST(EgressTest, PoliciesOfAdministrators) {
  EXPECT_TRUE(Restricts(kAdmin, "AdminNetworkPolicy", "{egress: [{action: Deny}]}"));
  EXPECT_TRUE(Restricts(kAdmin, "BaselineAdminNetworkPolicy", "{egress: [{action: Deny}]}"));
  EXPECT_FALSE(Restricts(kAdmin, "AdminNetworkPolicy", "{ingress: [{action: Deny}]}"));
}

TEST(EgressTest, OtherGroupsAndKinds) {
  EXPECT_FALSE(Restricts("example.org/v1", "NetworkPolicy", "{policyTypes: [Egress]}"));
  EXPECT_FALSE(Restricts("networking.istio.io/v1", "Sidecar", "{egress: [{}]}"));
}

TEST(EgressTest, ItemsOfATypedList) {
  const ParsedYaml yaml(
      "kind: NetworkPolicyList\nitems: [{metadata: {name: a}, spec: {policyTypes: [Egress]}}]\n");
  const syntax::Node* items = syntax::Find(&*yaml, "items");
  EXPECT_TRUE(ReadEgressPolicy(*items->items.front(), "unit").has_value());
}

TEST(EgressTest, WhoIsClusterWide) {
  const auto is_cluster_wide = [](const char* version, const char* kind, const char* spec) {
    return IsClusterWide(*Read(version, kind, std::string("spec: ") + spec));
  };
  EXPECT_FALSE(is_cluster_wide(kKubernetes, "NetworkPolicy", "{policyTypes: [Egress]}"));
  EXPECT_FALSE(is_cluster_wide(kCilium, "CiliumNetworkPolicy", "{egress: [{}]}"));
  EXPECT_TRUE(is_cluster_wide(kCilium, "CiliumClusterwideNetworkPolicy", "{egress: [{}]}"));
  EXPECT_TRUE(is_cluster_wide(kCalico, "GlobalNetworkPolicy", "{types: [Egress]}"));
  EXPECT_TRUE(is_cluster_wide(kAdmin, "AdminNetworkPolicy", "{egress: [{}]}"));
}

}  // namespace
}  // namespace irsalint::kube
