#include "analyzer/kube/node_agents.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

bool IsAgent(const std::string& kind, const std::string& image) {
  const ParsedYaml yaml("kind: " + kind +
                        "\nspec: {template: {spec: {containers: [{name: a, image: sidecar}, "
                        "{name: c, image: '" +
                        image + "'}]}}}\n");
  return IsNodeAgent(*ReadWorkload(*yaml, "unit"));
}

TEST(NodeAgentsTest, DaemonSetsOfKnownPrograms) {
  EXPECT_TRUE(IsAgent("DaemonSet", "public.ecr.aws/aws-observability/aws-for-fluent-bit:2.32"));
  EXPECT_TRUE(IsAgent("DaemonSet", "fluent/fluent-bit@sha256:0bee"));
  EXPECT_TRUE(IsAgent("DaemonSet", "602401143452.dkr.ecr.eu-west-1.amazonaws.com/amazon-k8s-cni"));
  EXPECT_FALSE(IsAgent("DaemonSet", "shop/uploader"));
  EXPECT_FALSE(IsAgent("DaemonSet", "shop/fluent-bit-exporter"));
}

TEST(NodeAgentsTest, AControllerOfTheSameImageIsNone) {
  EXPECT_FALSE(IsAgent("Deployment", "public.ecr.aws/ebs-csi-driver/aws-ebs-csi-driver:v1.40"));
  EXPECT_TRUE(IsAgent("DaemonSet", "public.ecr.aws/ebs-csi-driver/aws-ebs-csi-driver:v1.40"));
}

}  // namespace
}  // namespace irsalint::kube
