#include "analyzer/kube/node_group.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

std::string GroupOf(const std::string& selector) {
  const ParsedYaml yaml("kind: Pod\nspec: {nodeSelector: {os: linux, " + selector +
                        "}, containers: [{name: c}]}\n");
  return std::string(SelectedNodeGroup(ReadWorkload(*yaml, "unit")->spec));
}

TEST(NodeGroupTest, ByTheLabelsOfEksAndEksctl) {
  EXPECT_EQ(GroupOf("eks.amazonaws.com/nodegroup: workers"), "workers");
  EXPECT_EQ(GroupOf("alpha.eksctl.io/nodegroup-name: workers"), "workers");
  EXPECT_EQ(GroupOf("eks.amazonaws.com/nodegroup: '${GROUP}'"), "");
  EXPECT_EQ(GroupOf("nodegroup: workers"), "");
}

}  // namespace
}  // namespace irsalint::kube
