#include "analyzer/iam/managed_policies.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <string_view>

#include "analyzer/iam/permission_rating.h"

namespace irsalint::iam {
namespace {

std::string Arn(std::string_view name, std::string_view partition = "aws") {
  return "arn:" + std::string(partition) + ":iam::aws:policy/" + std::string(name);
}

// What a policy of the table allows at worst; nothing for what is not in it or allows nothing.
std::optional<Power> PowerOf(std::string_view name) {
  const ManagedPolicy* policy = FindManagedPolicy(Arn(name));
  if (policy == nullptr) return std::nullopt;
  const PermissionGrant grant =
      PermissionRater({}).RateActions(policy->actions, policy->not_action);
  return grant.rights.empty() ? std::nullopt : std::optional(grant.power);
}

TEST(ManagedPoliciesTest, OfNodes) {
  for (const std::string_view name :
       {"AmazonEKSWorkerNodePolicy", "AmazonEKSWorkerNodeMinimalPolicy", "AmazonEKS_CNI_Policy",
        "AmazonEC2ContainerRegistryPullOnly", "AmazonEC2ContainerRegistryReadOnly",
        "AmazonSSMManagedInstanceCore", "CloudWatchAgentServerPolicy"}) {
    const ManagedPolicy* policy = FindManagedPolicy(Arn(name));
    ASSERT_NE(policy, nullptr) << name;
    EXPECT_TRUE(policy->baseline) << name;
  }
}

struct RatedPolicy {
  std::string_view name;
  Power power;
};

class ManagedPolicyTest : public ::testing::TestWithParam<RatedPolicy> {};

TEST_P(ManagedPolicyTest, IsRatedByWhatItAllows) {
  EXPECT_EQ(PowerOf(GetParam().name), GetParam().power);
  EXPECT_FALSE(FindManagedPolicy(Arn(GetParam().name))->baseline);
}

INSTANTIATE_TEST_SUITE_P(
    All, ManagedPolicyTest,
    ::testing::Values(RatedPolicy{"AdministratorAccess", Power::kAdmin},
                      RatedPolicy{"PowerUserAccess", Power::kActAs},
                      RatedPolicy{"IAMFullAccess", Power::kIamWrite},
                      RatedPolicy{"AWSLambda_FullAccess", Power::kActAs},
                      RatedPolicy{"AmazonSSMFullAccess", Power::kActAs},
                      RatedPolicy{"AmazonS3FullAccess", Power::kData},
                      RatedPolicy{"AmazonS3ReadOnlyAccess", Power::kData},
                      RatedPolicy{"AmazonDynamoDBFullAccess", Power::kData},
                      RatedPolicy{"AmazonDynamoDBFullAccess_v2", Power::kData},
                      RatedPolicy{"AmazonDynamoDBReadOnlyAccess", Power::kData},
                      RatedPolicy{"AmazonKinesisFullAccess", Power::kData},
                      RatedPolicy{"AmazonSQSFullAccess", Power::kData},
                      RatedPolicy{"AmazonSSMReadOnlyAccess", Power::kData},
                      RatedPolicy{"ReadOnlyAccess", Power::kData},
                      RatedPolicy{"SecretsManagerReadWrite", Power::kData},
                      RatedPolicy{"service-role/AmazonEC2RoleforSSM", Power::kData},
                      RatedPolicy{"AmazonEC2FullAccess", Power::kAddOn},
                      RatedPolicy{"AmazonEC2ContainerRegistryFullAccess", Power::kAddOn},
                      RatedPolicy{"AmazonEC2ContainerRegistryPowerUser", Power::kAddOn},
                      RatedPolicy{"AmazonEKSClusterPolicy", Power::kAddOn},
                      RatedPolicy{"AmazonElasticFileSystemFullAccess", Power::kAddOn},
                      RatedPolicy{"AmazonFSxFullAccess", Power::kAddOn},
                      RatedPolicy{"AmazonRoute53FullAccess", Power::kAddOn},
                      RatedPolicy{"AutoScalingFullAccess", Power::kAddOn},
                      RatedPolicy{"ElasticLoadBalancingFullAccess", Power::kAddOn},
                      RatedPolicy{"service-role/AmazonEBSCSIDriverPolicy", Power::kAddOn},
                      RatedPolicy{"service-role/AmazonEFSCSIDriverPolicy", Power::kAddOn}));

TEST(ManagedPoliciesTest, AnUnlistedPolicyIsUnknown) {
  EXPECT_EQ(FindManagedPolicy(Arn("AmazonBraketFullAccess")), nullptr);
  EXPECT_EQ(FindManagedPolicy(Arn("AmazonEBSCSIDriverPolicy")), nullptr) << "without its path";
  EXPECT_EQ(FindManagedPolicy("AdministratorAccess"), nullptr);
  EXPECT_EQ(FindManagedPolicy(""), nullptr);
}

TEST(ManagedPoliciesTest, APolicyOfACustomerIsNotAwsOwn) {
  EXPECT_EQ(FindManagedPolicy("arn:aws:iam::493827165038:policy/AdministratorAccess"), nullptr);
}

TEST(ManagedPoliciesTest, OfEveryPartition) {
  EXPECT_NE(FindManagedPolicy(Arn("AdministratorAccess", "aws-cn")), nullptr);
  EXPECT_NE(FindManagedPolicy(Arn("AdministratorAccess", "aws-us-gov")), nullptr);
}

TEST(ManagedPoliciesTest, AddonsOfEksctl) {
  EXPECT_EQ(RightOfEksctlAddon("ebs"), "manage EBS volumes");
  EXPECT_EQ(RightOfEksctlAddon("imageBuilder"), "push images to ECR");
  EXPECT_EQ(RightOfEksctlAddon("cloudWatch"), std::nullopt) << "belongs on a node";
  EXPECT_EQ(RightOfEksctlAddon("somethingNew"), std::nullopt);
}

TEST(ManagedPoliciesTest, CniPolicies) {
  EXPECT_TRUE(IsCniPolicy("arn:aws:iam::aws:policy/AmazonEKS_CNI_Policy"));
  EXPECT_TRUE(IsCniPolicy("arn:aws-cn:iam::aws:policy/AmazonEKS_CNI_Policy"));
  EXPECT_TRUE(IsCniPolicy("arn:aws:iam::468013579246:policy/AmazonEKS_CNI_IPv6_Policy"));
  EXPECT_TRUE(IsCniPolicy("arn:aws:iam::468013579246:policy/eks/AmazonEKS_CNI_IPv6_Policy"));
  EXPECT_FALSE(IsCniPolicy("arn:aws:iam::468013579246:policy/AmazonEKS_CNI_Policy"));
  EXPECT_FALSE(IsCniPolicy("arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy"));
  EXPECT_FALSE(IsCniPolicy("AmazonEKS_CNI_Policy"));
}

}  // namespace
}  // namespace irsalint::iam
