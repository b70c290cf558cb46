#include "analyzer/kube/node_agents.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "analyzer/kube/image_name.h"

namespace irsalint::kube {
namespace {

// By the last part of the image's name (as of November 2026; each by the installation manifests of
// its own project, which run it on every node). Sorted.
constexpr auto kPrograms = std::to_array<std::string_view>({
    "amazon-k8s-cni",
    "aws-ebs-csi-driver",
    "aws-efs-csi-driver",
    "aws-for-fluent-bit",
    "aws-fsx-csi-driver",
    "aws-mountpoint-s3-csi-driver",
    "aws-network-policy-agent",
    "aws-node-termination-handler",
    "aws-xray-daemon",
    "cloudwatch-agent",
    "eks-node-monitoring-agent",
    "eks-pod-identity-agent",
    "fluent-bit",
    "node-problem-detector",
});

}  // namespace

bool IsNodeAgent(const Workload& workload) {
  if (workload.meta.kind != "DaemonSet") return false;
  return std::ranges::any_of(workload.spec.containers, [](const Container& container) {
    const std::string image = container.image->Written();
    return std::ranges::binary_search(kPrograms, ProgramOf(ImageNameOf(image)));
  });
}

}  // namespace irsalint::kube
