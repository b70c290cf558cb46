// Step 2 of testdata/walkthrough: a right of the node role is a right of every pod without a role
// of its own. Step 8, as far as reading goes: what eksctl makes contradicts nothing.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/harness/fixture.h"
#include "tests/harness/paths.h"
#include "tests/harness/run.h"

namespace irsalint::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kRule = "node-role-too-broad";

Tree Walkthrough() { return ReadTree(Testdata("walkthrough")); }

std::vector<rule::LocatedFinding> FindingsOfRule(const Tree& tree) {
  std::vector<rule::LocatedFinding> findings;
  for (const rule::LocatedFinding& finding : RunTree(tree).findings) {
    if (finding.rule == kRule) findings.push_back(finding);
  }
  return findings;
}

// `FILE: message` of the related places, sorted.
std::vector<std::string> RelatedOf(const rule::LocatedFinding& finding) {
  std::vector<std::string> related;
  for (size_t i = 0; i < finding.related.size(); ++i) {
    related.push_back(finding.related[i].path + ": " + finding.related[i].message);
  }
  std::ranges::sort(related);
  return related;
}

TEST(WalkthroughNodeTest, TheNodeRoleGivesItsRightsToPodsWithoutARole) {
  const Tree tree = Walkthrough();
  const std::vector<rule::LocatedFinding> findings = FindingsOfRule(tree);
  ASSERT_EQ(findings.size(), 1u);
  const rule::LocatedFinding& finding = findings.front();
  EXPECT_EQ(finding.severity, rule::Severity::kError);
  EXPECT_EQ(finding.confidence, rule::Confidence::kMedium);
  EXPECT_EQ(finding.primary.path, "node-role-policy.json");
  EXPECT_EQ(TextAt(tree, finding.primary), "\"s3:GetObject\"");
  EXPECT_EQ(
      finding.message,
      "pods on nodes with role \"eksctl-eks-oidc-demo-nodegroup-ng-NodeInstanceRole-EXAMPLE\" "
      "inherit the right to read every object of S3: \"s3:GetObject\" on \"*\"");
  // Not eks-iam-test3 and eks-iam-test4: their account has a role.
  EXPECT_THAT(
      RelatedOf(finding),
      ElementsAre("eksctl-cluster.yaml: a node group has this role",
                  "pod-static-keys.yaml: Pod <namespace>/eks-iam-static has no role of its own",
                  "pod-test1.yaml: Pod <namespace>/eks-iam-test1 has no role of its own",
                  "pod-test2.yaml: Pod <namespace>/eks-iam-test2 has no role of its own"));
}

TEST(WalkthroughNodeTest, TheNameAloneMakesItTheRoleOfNodes) {
  Tree tree = Walkthrough();
  ASSERT_EQ(tree.erase("eksctl-cluster.yaml"), 1u);
  EXPECT_EQ(FindingsOfRule(tree).size(), 1u);
}

TEST(WalkthroughNodeTest, AnotherNameLeavesACandidate) {
  Tree tree = Walkthrough();
  for (const std::string_view file : {"node-role.json", "node-role-policy.json"}) {
    std::string& text = tree.at(std::string(file));
    const std::string_view name = "eksctl-eks-oidc-demo-nodegroup-ng-NodeInstanceRole-EXAMPLE";
    for (size_t at = text.find(name); at != std::string::npos; at = text.find(name)) {
      text.replace(at, name.size(), "bastion");
    }
  }
  EXPECT_THAT(FindingsOfRule(tree), IsEmpty());
}

TEST(WalkthroughNodeTest, TheNodeRoleAloneIsAsItShouldBe) {
  Tree tree = Walkthrough();
  ASSERT_EQ(tree.erase("node-role-policy.json"), 1u);
  EXPECT_THAT(FindingsOfRule(tree), IsEmpty());
}

// The findings that fail a run.
std::vector<std::string> FailuresOf(const Tree& tree) {
  std::vector<std::string> failures = FindingsOf(tree);
  std::erase_if(failures,
                [](const std::string& line) { return line.find(": note: ") != std::string::npos; });
  return failures;
}

// Step 8: the ClusterConfig and the documents that eksctl makes of it, together and alone.
TEST(WalkthroughNodeTest, WhatEksctlMakesContradictsNothing) {
  Tree tree = Walkthrough();
  const std::string config = tree.at("eksctl-cluster.yaml");
  ASSERT_EQ(tree.erase("eksctl-cluster.yaml"), 1u);
  ASSERT_EQ(tree.erase("node-role-policy.json"), 1u);
  const std::vector<std::string> without = FailuresOf(tree);
  tree.emplace("eksctl-cluster.yaml", config);
  EXPECT_EQ(FailuresOf(tree), without);
  EXPECT_THAT(FailuresOf({{"eksctl-cluster.yaml", config}}), IsEmpty());
}

}  // namespace
}  // namespace irsalint::test
