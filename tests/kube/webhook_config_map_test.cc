#include "analyzer/kube/webhook_config_map.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/kube/read_object.h"
#include "analyzer/kube/workload_kind.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Optional;

std::optional<std::vector<ConfigMapIdentity>> IdentitiesOf(const std::string& data) {
  const ParsedYaml yaml("kind: ConfigMap\nmetadata: {name: pod-identity-webhook}\n" + data);
  const std::optional<AwsData> read = ReadAwsData(*yaml, "");
  if (!read.has_value() || !IsWebhookConfigMap(*read)) return std::nullopt;
  return IdentitiesOfConfigMap(*read);
}

std::optional<std::vector<std::string>> AccountsOf(const std::string& data) {
  const auto identities = IdentitiesOf(data);
  if (!identities.has_value()) return std::nullopt;
  std::vector<std::string> accounts;
  for (const ConfigMapIdentity& identity : *identities) accounts.push_back(identity.account);
  return accounts;
}

// docs/reference/semantics.md §3.6.
TEST(WebhookConfigMapTest, GivesRolesByNamespaceAndName) {
  EXPECT_THAT(AccountsOf(R"(data: {config: '{"a/b": {"RoleARN": "x"}, "*/c": {}}'})"),
              Optional(ElementsAre("a/b", "*/c")));
  EXPECT_THAT(AccountsOf("data: {other: x}"), Optional(IsEmpty()));
}

TEST(WebhookConfigMapTest, ReadsFieldsAsGoDoes) {
  const auto identities = IdentitiesOf(
      R"(data: {config: '{"a/b": {"rolearn": "x", "ROLEARN": "y", "Audience": "", "UseRegionalSTS": true, "TokenExpiration": 300}}'})");
  ASSERT_TRUE(identities.has_value());
  ASSERT_EQ(identities->size(), 1u);
  const ConfigMapIdentity& identity = identities->front();
  EXPECT_EQ(Show(identity.role_arn), "\"y\" at data.config|\"a/b\".ROLEARN");
  EXPECT_TRUE(identity.audience.HasValue());
  EXPECT_EQ(*identity.use_regional_sts, true);
  EXPECT_EQ(*identity.token_expiration, 300);
  EXPECT_FALSE(identity.IsWildcard());
}

TEST(WebhookConfigMapTest, WhatIsMissingIsAbsentAndRubbishUnresolved) {
  const auto identities =
      IdentitiesOf(R"(data: {config: '{"*/b": {"UseRegionalSTS": "x", "TokenExpiration": 1.5}}'})");
  ASSERT_TRUE(identities.has_value());
  const ConfigMapIdentity& identity = identities->front();
  EXPECT_TRUE(identity.role_arn.IsAbsent());
  EXPECT_TRUE(identity.audience.IsAbsent());
  EXPECT_TRUE(identity.use_regional_sts.IsUnresolved());
  EXPECT_TRUE(identity.token_expiration.IsUnresolved());
  EXPECT_TRUE(identity.IsWildcard());
}

TEST(WebhookConfigMapTest, TheExactKeyBeatsTheWildcardAndTheLastCounts) {
  const auto identities = IdentitiesOf(
      R"(data: {config: '{"*/b": {"RoleARN": "w"}, "a/b": {"RoleARN": "1"}, "a/b": {"RoleARN": "2"}, "t-*/c": {}}'})");
  ASSERT_TRUE(identities.has_value());
  const auto role = [&](std::string_view namespace_name, std::string_view name) {
    const ConfigMapIdentity* identity = FindIdentity(*identities, namespace_name, name);
    return identity == nullptr ? "none" : identity->role_arn->Written();
  };
  EXPECT_EQ(role("a", "b"), "2");
  EXPECT_EQ(role("z", "b"), "w");
  EXPECT_EQ(role("t-1", "c"), "none");
  EXPECT_EQ(role("a", "a/b"), "none");
}

TEST(WebhookConfigMapTest, WhatCannotBeReadIsNotEmpty) {
  EXPECT_THAT(AccountsOf("data: {config: 'no json'}"), Eq(std::nullopt));
  EXPECT_THAT(AccountsOf("data: {config: '[]'}"), Eq(std::nullopt));
  EXPECT_THAT(AccountsOf("data: {config: 1}"), Eq(std::nullopt));
  EXPECT_THAT(AccountsOf("data: {config: '${CONFIG}'}"), Eq(std::nullopt));
}

TEST(WebhookConfigMapTest, HasItsOwnName) {
  const ParsedYaml yaml("kind: ConfigMap\nmetadata: {name: other}\ndata: {AWS_REGION: x}\n");
  EXPECT_FALSE(IsWebhookConfigMap(*ReadAwsData(*yaml, "")));
}

TEST(WorkloadKindTest, CoreWorkloadsAreOfKubernetesItself) {
  const auto is_core = [](std::string kind, std::string api_version) {
    ObjectMeta meta;
    meta.kind = std::move(kind);
    meta.api_version = std::move(api_version);
    return IsCoreWorkload(meta);
  };
  EXPECT_TRUE(is_core("Deployment", "apps/v1"));
  EXPECT_TRUE(is_core("CronJob", "batch/v1beta1"));
  EXPECT_TRUE(is_core("Pod", ""));
  EXPECT_FALSE(is_core("Job", "batch.volcano.sh/v1alpha1"));
  EXPECT_FALSE(is_core("Rollout", "argoproj.io/v1alpha1"));
}

}  // namespace
}  // namespace irsalint::kube
