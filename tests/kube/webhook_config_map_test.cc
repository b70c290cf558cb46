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

std::optional<std::vector<std::string>> AccountsOf(const std::string& data) {
  const ParsedYaml yaml("kind: ConfigMap\nmetadata: {name: pod-identity-webhook}\n" + data);
  const std::optional<AwsData> read = ReadAwsData(*yaml, "");
  if (!read.has_value() || !IsWebhookConfigMap(*read)) return std::nullopt;
  return AccountsOfConfigMap(*read);
}

// docs/reference/semantics.md §3.6.
TEST(WebhookConfigMapTest, GivesRolesByNamespaceAndName) {
  EXPECT_THAT(AccountsOf(R"(data: {config: '{"a/b": {"RoleARN": "x"}, "*/c": {}}'})"),
              Optional(ElementsAre("a/b", "*/c")));
  EXPECT_THAT(AccountsOf("data: {other: x}"), Optional(IsEmpty()));
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
