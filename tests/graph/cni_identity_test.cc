#include "analyzer/graph/cni_identity.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

std::string Group() {
  return fmt::format(
      R"({{"nodegroup": {{"nodegroupName": "g", "clusterName": "shop", "nodeRole": "{}"}}}})",
      RoleArn("nodes"));
}

// Where it stands that the CNI of the only node role has a role, "" for nothing.
std::string IdentityIn(Files files) {
  files.emplace_back("a/group.json", Group());
  const Linked linked(files);
  const auto roles = NodeRolesOf(*linked);
  const auto place = CniIdentityOf(*linked, roles.at(0));
  return place.has_value() ? syntax::ToString(place->route) + "!" : std::string();
}

TEST(CniIdentityTest, AnAnnotatedAccount) {
  EXPECT_EQ(IdentityIn({{"a/account.yaml", AccountWithRole("kube-system", "aws-node", "cni")}}),
            "metadata.annotations.\"eks.amazonaws.com/role-arn\"!");
  EXPECT_EQ(IdentityIn({{"a/account.yaml", ServiceAccount("kube-system", "aws-node")}}), "");
  EXPECT_EQ(IdentityIn({{"a/account.yaml", AccountWithRole("shop", "aws-node", "cni")}}), "");
  EXPECT_EQ(IdentityIn({{"b/account.yaml", AccountWithRole("kube-system", "aws-node", "cni")}}), "")
      << "no unit of these nodes";
}

TEST(CniIdentityTest, AnAssociation) {
  const auto association = [](std::string_view account) {
    return fmt::format(
        R"({{"association": {{"clusterName": "shop", "namespace": "kube-system",
            "serviceAccount": "{}", "roleArn": "{}"}}}})",
        account, RoleArn("cni"));
  };
  EXPECT_EQ(IdentityIn({{"a/x.json", association("aws-node")}}), "association!");
  EXPECT_EQ(IdentityIn({{"a/x.json", association("coredns")}}), "");
}

TEST(CniIdentityTest, AnAccountThatEksctlMakes) {
  EXPECT_EQ(IdentityIn({{"a/cluster.yaml",
                         "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n"
                         "metadata: {name: shop}\niam:\n  serviceAccounts:\n"
                         "    - metadata: {name: aws-node, namespace: kube-system}\n"}}),
            "iam.serviceAccounts[0]!");
}

}  // namespace
}  // namespace irsalint::graph
