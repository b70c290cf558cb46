#include "analyzer/kube/fargate.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

// Where the mark of a Deployment stands, "" for none.
std::string MarkOf(const std::string& labels, const std::string& selector) {
  const ParsedYaml yaml("kind: Deployment\nspec: {template: {metadata: {labels: {app: shop, " +
                        labels + "}}, spec: {nodeSelector: {" + selector +
                        "}, containers: [{name: c}]}}}\n");
  const auto workload = ReadWorkload(*yaml, "unit");
  const Annotation* mark = FargateMark(*workload);
  return mark == nullptr ? std::string() : Show(mark->value);
}

TEST(FargateTest, ByNodeSelector) {
  EXPECT_EQ(MarkOf("", "eks.amazonaws.com/compute-type: fargate"),
            "\"fargate\" at spec.template.spec.nodeSelector.\"eks.amazonaws.com/compute-type\"");
  EXPECT_NE(MarkOf("", "eks.amazonaws.com/fargate-profile: shop"), "");
}

TEST(FargateTest, ByLabel) {
  EXPECT_NE(MarkOf("eks.amazonaws.com/fargate-profile: shop", ""), "");
  EXPECT_NE(MarkOf("eks.amazonaws.com/compute-type: fargate", ""), "");
}

TEST(FargateTest, NothingElse) {
  EXPECT_EQ(MarkOf("", ""), "");
  EXPECT_EQ(MarkOf("", "eks.amazonaws.com/compute-type: ec2"), "");
  EXPECT_EQ(MarkOf("", "eks.amazonaws.com/compute-type: '${TYPE}'"), "");
  EXPECT_EQ(MarkOf("eks.amazonaws.com/fargate-profile: ''", ""), "");
  EXPECT_EQ(MarkOf("compute-type: fargate", "compute-type: fargate"), "");
}

}  // namespace
}  // namespace irsalint::kube
