#include "analyzer/graph/pod_identity_platform.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

std::string Tell(const Linked& linked) {
  const auto platform = UnsupportedPlatformOf(*linked, WorkloadId{0});
  if (!platform.has_value()) return "";
  return fmt::format("{}{}: {}", ToString(platform->kind),
                     platform->certain == base::Truth::kYes ? "" : " perhaps", platform->clause);
}

// A pod; `metadata` and `spec` are lines below those keys.
std::string PodWith(const std::string& metadata, const std::string& spec) {
  return "kind: Pod\nmetadata:\n  name: app\n  namespace: one\n" + metadata +
         "spec:\n  serviceAccountName: app\n" + spec + "  containers:\n    - name: app\n";
}

std::string Selecting(const std::string& key, const std::string& value) {
  return Tell(
      Linked({{"a/pod.yaml", PodWith("", "  nodeSelector:\n    " + key + ": " + value + "\n")}}));
}

TEST(UnsupportedPlatformTest, ByNodeSelector) {
  EXPECT_EQ(Selecting("kubernetes.io/os", "windows"),
            "Windows: the node selector demands kubernetes.io/os: windows");
  EXPECT_EQ(Selecting("beta.kubernetes.io/os", "windows"),
            "Windows: the node selector demands beta.kubernetes.io/os: windows");
  EXPECT_EQ(Selecting("eks.amazonaws.com/compute-type", "fargate"),
            "Fargate: the node selector demands eks.amazonaws.com/compute-type: fargate");
  EXPECT_EQ(Selecting("kubernetes.io/os", "linux"), "");
  EXPECT_EQ(Selecting("kubernetes.io/os", "${OS}"), "");
  EXPECT_EQ(Selecting("eks.amazonaws.com/compute-type", "ec2"), "");
}

TEST(UnsupportedPlatformTest, ByProfileAndByOperatingSystem) {
  EXPECT_EQ(Tell(Linked({{"a/pod.yaml",
                          PodWith("  labels: {eks.amazonaws.com/fargate-profile: batch}\n", "")}})),
            "Fargate: the label eks.amazonaws.com/fargate-profile names Fargate profile \"batch\"");
  EXPECT_EQ(Tell(Linked({{"a/pod.yaml", PodWith("", "  os: {name: windows}\n")}})),
            "Windows: spec.os.name is windows");
  EXPECT_EQ(Tell(Linked({{"a/pod.yaml", PodWith("", "  os: {name: linux}\n")}})), "");
}

// A pod on node group `win`, and node groups of that name.
class NodeGroupFacts {
 public:
  NodeGroupFacts(const std::vector<std::string>& ami_types, const std::string& cluster)
      : pods_(
            {{"a/pod.yaml", PodWith("", "  nodeSelector: {eks.amazonaws.com/nodegroup: win}\n")}}) {
    facts_ = *pods_->units().front().facts;
    for (const std::string& ami_type : ami_types) {
      facts_.node_roles.push_back(
          {.evidence = facts::NodeRole::Evidence::kNodeGroup,
           .cluster = Known(cluster),
           .name = Known("win"),
           .ami_type = ami_type.empty() ? facts::KnownText() : Known(ami_type)});
    }
  }

  std::string Tell(const LinkOptions& options = {}) const {
    const facts::Facts* units[] = {&facts_};
    const IdentityGraph graph = Link(units, options);
    const auto platform = UnsupportedPlatformOf(graph, WorkloadId{0});
    if (!platform.has_value()) return "";
    return fmt::format("{} {}", base::ToString(platform->certain), platform->clause);
  }

 private:
  static facts::KnownText Known(const std::string& text) {
    return facts::KnownText::Of(syntax::Text::Literal(text), {});
  }

  Linked pods_;
  facts::Facts facts_;
};

TEST(UnsupportedPlatformTest, ByNodeGroup) {
  const auto tell = [](const std::vector<std::string>& ami_types) {
    return NodeGroupFacts(ami_types, "media").Tell();
  };
  const std::string clause =
      "the node selector demands node group \"win\", whose AMI type is WINDOWS_CORE_2022_x86_64";
  EXPECT_EQ(tell({"WINDOWS_CORE_2022_x86_64"}), "yes " + clause);
  EXPECT_EQ(tell({"WINDOWS_CORE_2022_x86_64", "AL2023_x86_64_STANDARD"}), "maybe " + clause);
  EXPECT_EQ(tell({"WINDOWS_CORE_2022_x86_64", ""}), "maybe " + clause);
  EXPECT_EQ(tell({"AL2023_x86_64_STANDARD"}), "");
  EXPECT_EQ(tell({""}), "");
  EXPECT_EQ(tell({}), "");
}

TEST(UnsupportedPlatformTest, ANodeGroupOfAnotherClusterIsAnother) {
  const NodeGroupFacts facts({"WINDOWS_CORE_2022_x86_64"}, "media");
  DeclaredCluster cluster{.name = "video", .paths = {"a"}};
  EXPECT_EQ(facts.Tell({.clusters = {cluster}}), "");
  cluster.name = "media";
  EXPECT_NE(facts.Tell({.clusters = {cluster}}), "");
}

}  // namespace
}  // namespace irsalint::graph
