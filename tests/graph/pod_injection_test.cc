#include "analyzer/graph/pod_injection.h"

#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using kube::CredentialMode;

std::string Association(const std::string& cluster) {
  return R"({"association": {"clusterName": ")" + cluster +
         R"(", "namespace": "web", "serviceAccount": "reader", "roleArn": ")" + RoleArn("reader") +
         "\"}}";
}

PodInjection Only(const Linked& graph) {
  const Webhooks webhooks(*graph);
  const auto injections = webhooks.InjectionsInto(WorkloadId{0});
  EXPECT_EQ(injections.size(), 1u);
  return injections.front();
}

TEST(WebhooksTest, AnAnnotatedAccountGivesAWebIdentity) {
  const Linked graph(
      {{"a.yaml", AccountWithRole("web", "reader", "reader") + Pod("web", "app", "reader")}});
  const PodInjection injection = Only(graph);
  EXPECT_EQ(injection.mode(), CredentialMode::kWebIdentity);
  EXPECT_EQ(injection.certainty, Truth::kYes);
  ASSERT_TRUE(injection.account.has_value());
  EXPECT_EQ(injection.injection.settings.role_arn.value.literal(), RoleArn("reader"));
  // Of the webhook of EKS it is not known which region it injects.
  EXPECT_TRUE(injection.flags.aws_default_region.IsUnresolved());
  EXPECT_EQ(injection.flags.sts_regional_endpoint, Truth::kMaybe);
}

TEST(WebhooksTest, AnAssociationWinsOverTheAnnotation) {
  const Linked graph(
      {{"a.yaml", AccountWithRole("web", "reader", "reader") + Pod("web", "app", "reader")},
       {"association.json", Association("shop")}});
  const PodInjection injection = Only(graph);
  EXPECT_EQ(injection.mode(), CredentialMode::kContainerCredentials);
  EXPECT_TRUE(injection.association.has_value());
}

TEST(WebhooksTest, AnAssociationOfAnotherClusterDoesNotCount) {
  const Linked graph(
      {{"a.yaml", AccountWithRole("web", "reader", "reader") + Pod("web", "app", "reader")},
       {"cluster.json", DescribeCluster("shop", kIssuer)},
       {"association.json", Association("other")}});
  EXPECT_EQ(Only(graph).mode(), CredentialMode::kWebIdentity);
}

TEST(WebhooksTest, WithoutAccountNothingIsInjected) {
  const Linked graph({{"a.yaml", Pod("web", "app", "reader")}});
  const PodInjection injection = Only(graph);
  EXPECT_FALSE(injection.account.has_value());
  EXPECT_EQ(injection.mode(), CredentialMode::kNone);
  EXPECT_FALSE(Webhooks(*graph).MayInjectInto(WorkloadId{0}));
}

TEST(WebhooksTest, TheConfigMapOfItsOwnUnitGivesARole) {
  const Linked graph(
      {{"a.yaml", ServiceAccount("web", "reader") + Pod("web", "app", "reader") +
                      "---\nkind: ConfigMap\nmetadata: {name: pod-identity-webhook}\n"
                      "data: {config: '{\"*/reader\": {\"RoleARN\": \"r\"}}'}\n"}});
  const PodInjection injection = Only(graph);
  EXPECT_EQ(injection.mode(), CredentialMode::kWebIdentity);
  EXPECT_EQ(injection.injection.settings.role_arn.value.literal(), "r");
  EXPECT_TRUE(Webhooks(*graph).MayInjectInto(WorkloadId{0}));
}

TEST(WebhooksTest, TheRegionIsThatOfTheCluster) {
  const Linked graph(
      {{"a.yaml", AccountWithRole("web", "reader", "reader") + Pod("web", "app", "reader")},
       {"cluster.json", DescribeCluster("shop", kIssuer)}});
  EXPECT_EQ(Only(graph).flags.aws_default_region->literal(), "eu-central-1");
}

TEST(WebhooksTest, ASelfHostedWebhookIsAsTheConfigurationSays) {
  DeclaredCluster cluster = {.name = "edge", .paths = {"."}};
  cluster.webhook = {.self_hosted = true,
                     .annotation_prefix = "id.example",
                     .token_audience = "aud",
                     .regional_sts = true,
                     .aws_default_region = "eu-west-1",
                     .token_mount_path = "/tokens",
                     .token_expiration = 1200};
  LinkOptions options;
  options.clusters = {cluster};
  const Linked graph(
      {{"a.yaml", "---\nkind: ServiceAccount\nmetadata:\n" + Metadata("web", "reader") +
                      "  annotations: {id.example/role-arn: r}\n" + Pod("web", "app", "reader")}},
      options);
  const PodInjection injection = Only(graph);
  EXPECT_EQ(injection.injection.token_path, "/tokens/token");
  EXPECT_EQ(injection.injection.settings.audience.value.literal(), "aud");
  EXPECT_EQ(injection.injection.settings.expiration.value->most, 1200);
  ASSERT_EQ(injection.injection.containers.size(), 1u);
  const auto& env = injection.injection.containers[0].env;
  ASSERT_EQ(env.size(), 5u);
  EXPECT_EQ(env[0].name, "AWS_STS_REGIONAL_ENDPOINTS");
  EXPECT_EQ(env[1].value.literal(), "eu-west-1");
}

}  // namespace
}  // namespace irsalint::graph
