#include "analyzer/graph/token_secrets.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/graph/aws_identity.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

std::string Secret(std::string_view namespace_name, std::string_view account) {
  return "---\nkind: Secret\ntype: kubernetes.io/service-account-token\nmetadata:\n" +
         Metadata(namespace_name, "s") +
         fmt::format("  annotations: {{kubernetes.io/service-account.name: {}}}\n", account);
}

TEST(TokenSecretTest, BelongsToAccountsOfItsUnitAndNamespace) {
  const Linked linked({{"a/x.yaml", Secret("one", "app") + ServiceAccount("one", "app") +
                                        ServiceAccount("two", "app") + ServiceAccount("one", "b")},
                       {"b/x.yaml", ServiceAccount("one", "app")}});
  const auto secrets = TokenSecretsOf(*linked);
  ASSERT_EQ(secrets.size(), 1u);
  ASSERT_EQ(secrets[0].accounts.size(), 1u);
  EXPECT_EQ((*linked)[secrets[0].accounts[0]].namespace_name.Written(), "one");
  EXPECT_EQ(linked.PathOf((*linked)[secrets[0].accounts[0]].unit), "a");
}

TEST(TokenSecretTest, IsUsedAsWebIdentityTokenByItsMount) {
  const auto pod = [](std::string_view file) {
    return Pod("one", "p", "app") +
           fmt::format(
               "      env: [{{name: AWS_WEB_IDENTITY_TOKEN_FILE, value: {}}}]\n"
               "      volumeMounts: [{{name: v, mountPath: /t}}]\n"
               "  volumes: [{{name: v, secret: {{secretName: s}}}}]\n",
               file);
  };
  const Linked used({{"a/x.yaml", Secret("one", "app") + pod("/t/token")}});
  EXPECT_EQ(TokenSecretsOf(*used).at(0).uses.size(), 1u);
  const Linked unused({{"a/x.yaml", Secret("one", "app") + pod("/u/token")}});
  EXPECT_TRUE(TokenSecretsOf(*unused).at(0).uses.empty());
}

TEST(AwsIdentityTest, OfAnAnnotationOrAnAssociation) {
  const Linked linked(
      {{"a/x.yaml",
        AccountWithRole("n", "a", "r") + ServiceAccount("n", "b") + ServiceAccount("n", "c")},
       {"a/p.json", R"({"association": {"clusterName": "c", "namespace": "n", "serviceAccount": "b",
                       "roleArn": "arn:aws:iam::493827165038:role/r"}})"}});
  using Source = AwsIdentity::Source;
  EXPECT_EQ(AwsIdentityOf(*linked, AccountId{0}).value().source, Source::kClaim);
  EXPECT_EQ(AwsIdentityOf(*linked, AccountId{1}).value().source, Source::kAssociation);
  EXPECT_FALSE(AwsIdentityOf(*linked, AccountId{2}).has_value());
}

TEST(AwsIdentityTest, OfWhatMakesTheAccount) {
  const Linked linked(
      {{"a/x.yaml", ServiceAccount("media", "a") + ServiceAccount("other", "a")},
       {"a/cluster.yaml",
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n"
        "metadata: {name: c, region: eu-central-1}\n"
        "iam:\n  serviceAccounts:\n    - metadata: {name: a, namespace: media}\n"
        "      attachPolicyARNs: [arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess]\n"}});
  EXPECT_EQ(AwsIdentityOf(*linked, AccountId{0}).value().source, AwsIdentity::Source::kMadeAccount);
  EXPECT_FALSE(AwsIdentityOf(*linked, AccountId{1}).has_value());
}

}  // namespace
}  // namespace irsalint::graph
