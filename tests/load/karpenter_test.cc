#include "analyzer/load/karpenter.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "analyzer/load/extract.h"

namespace irsalint::load {
namespace {

using facts::NodeRole;
using testing::ElementsAre;
using testing::IsEmpty;

std::string Written(const facts::KnownText& known) {
  return known.HasValue() ? known->Written() : "-";
}

// `ROLE PROFILE` of each node role; the holes of an ARN are words.
std::vector<std::string> RolesOf(std::string_view text) {
  const facts::Facts facts = ExtractFile({.source = source::SourceId{0},
                                          .path = "nodes.yaml",
                                          .bytes = text,
                                          .form = FileForm::kYaml})
                                 .facts;
  std::vector<std::string> roles;
  for (const NodeRole& role : facts.node_roles) {
    EXPECT_EQ(role.evidence, NodeRole::Evidence::kKarpenter);
    roles.push_back(Written(role.role_arn) + " " + Written(role.name));
  }
  return roles;
}

std::string Object(std::string_view api_version, std::string_view kind, std::string_view spec) {
  return fmt::format("apiVersion: {}\nkind: {}\nmetadata: {{name: x}}\nspec: {}\n", api_version,
                     kind, spec);
}

TEST(KarpenterTest, RoleOrProfile) {
  EXPECT_THAT(RolesOf(Object("karpenter.k8s.aws/v1", "EC2NodeClass", "{role: nodes}")),
              ElementsAre("arn:partition:iam::account:role/nodes -"));
  EXPECT_THAT(RolesOf(Object("karpenter.k8s.aws/v1beta1", "EC2NodeClass", "{instanceProfile: p}")),
              ElementsAre("- p"));
  EXPECT_THAT(
      RolesOf(Object("karpenter.k8s.aws/v1alpha1", "AWSNodeTemplate", "{instanceProfile: p}")),
      ElementsAre("- p"));
  EXPECT_THAT(
      RolesOf(Object("karpenter.sh/v1alpha5", "Provisioner", "{provider: {instanceProfile: p}}")),
      ElementsAre("- p"));
  EXPECT_THAT(RolesOf(Object("eks.amazonaws.com/v1", "NodeClass", "{role: nodes}")),
              ElementsAre("arn:partition:iam::account:role/nodes -"));
}

TEST(KarpenterTest, MetadataOptions) {
  const auto options = [](std::string_view version, std::string_view kind, std::string_view spec) {
    const std::string text = Object(version, kind, spec);
    const facts::Facts facts = ExtractFile({.source = source::SourceId{0},
                                            .path = "nodes.yaml",
                                            .bytes = text,
                                            .form = FileForm::kYaml})
                                   .facts;
    return facts.node_roles.at(0).metadata_options;
  };
  const auto full = options("karpenter.k8s.aws/v1", "EC2NodeClass",
                            "{role: n, metadataOptions: {httpEndpoint: enabled, "
                            "httpTokens: optional, httpPutResponseHopLimit: 3}}");
  ASSERT_TRUE(full.has_value());
  EXPECT_EQ(Written(full->http_endpoint), "enabled");
  EXPECT_EQ(Written(full->http_tokens), "optional");
  EXPECT_EQ(full->hop_limit.ValueOr(0), 3);

  const auto part = options("karpenter.k8s.aws/v1alpha1", "AWSNodeTemplate",
                            "{instanceProfile: p, metadataOptions: {httpTokens: required}}");
  ASSERT_TRUE(part.has_value());
  EXPECT_EQ(Written(part->http_tokens), "required");
  EXPECT_TRUE(part->hop_limit.IsAbsent());

  EXPECT_FALSE(options("karpenter.k8s.aws/v1", "EC2NodeClass", "{role: n}").has_value());
}

TEST(KarpenterTest, APlaceholderStaysOne) {
  EXPECT_THAT(RolesOf(Object("karpenter.k8s.aws/v1", "EC2NodeClass", "{role: \"n-${CLUSTER}\"}")),
              ElementsAre("arn:partition:iam::account:role/n-${CLUSTER} -"));
}

TEST(KarpenterTest, ItemsOfAList) {
  EXPECT_THAT(
      RolesOf("kind: List\nitems:\n"
              "  - {apiVersion: karpenter.k8s.aws/v1, kind: EC2NodeClass, spec: {role: a}}\n"),
      ElementsAre("arn:partition:iam::account:role/a -"));
}

TEST(KarpenterTest, OtherKindsAndGroupsSayNothing) {
  EXPECT_THAT(RolesOf(Object("karpenter.sh/v1", "NodePool", "{role: a}")), IsEmpty());
  EXPECT_THAT(RolesOf(Object("example.org/v1", "Provisioner", "{provider: {instanceProfile: p}}")),
              IsEmpty());
  EXPECT_THAT(RolesOf(Object("example.org/v1", "NodeClass", "{role: a}")), IsEmpty());
  EXPECT_THAT(RolesOf(Object("karpenter.k8s.aws/v1", "EC2NodeClass", "{amiFamily: AL2023}")),
              IsEmpty());
  EXPECT_THAT(RolesOf(Object("karpenter.k8s.aws/v1", "EC2NodeClass", "text")), IsEmpty());
}

}  // namespace
}  // namespace irsalint::load
