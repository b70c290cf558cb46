#include "analyzer/kube/api_clients.h"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "analyzer/base/pattern.h"
#include "analyzer/base/strings.h"
#include "analyzer/kube/image_name.h"

namespace irsalint::kube {
namespace {

// Programs that cannot do their work without the API server, by the last part of their image's
// name (as of November 2026; each by the installation manifests of its own project, which bind its
// account to a role). Not complete, and need not be: an RBAC binding says the same.
constexpr auto kImages = std::to_array<std::string_view>({
    "argocd",
    "aws-alb-ingress-controller",
    "aws-ebs-csi-driver",
    "aws-efs-csi-driver",
    "aws-load-balancer-controller",
    "aws-node-termination-handler",
    "cert-manager-cainjector",
    "cert-manager-controller",
    "cert-manager-webhook",
    "cloudwatch-agent",
    "cluster-autoscaler",
    "cluster-proportional-autoscaler",
    "csi-attacher",
    "csi-provisioner",
    "csi-resizer",
    "csi-snapshotter",
    "external-dns",
    "external-secrets",
    "fluent-bit",
    "fluentd-kubernetes-daemonset",
    "helm",
    "k8s",  // alpine/k8s: kubectl and helm
    "karpenter",
    "keda",
    "kube-state-metrics",
    "kubectl",
    "kubernetes-external-secrets",
    "metrics-server",
    "prometheus",
    "prometheus-operator",
    "secrets-store-csi-driver-provider-aws",
    "traefik",
    "velero",
});

// Beginnings of flags that only clients of the API server have.
constexpr auto kFlags = std::to_array<std::string_view>({
    "--apiserver",
    "--enable-leader-election",
    "--in-cluster",
    "--incluster",
    "--kube-api",
    "--kubeconfig",
    "--leader-elect",
    "--watch-namespace",
});

// Where the mounted token is read, and how the API server is found.
constexpr auto kTexts = std::to_array<std::string_view>({
    "/var/run/secrets/kubernetes.io/serviceaccount",
    "KUBERNETES_SERVICE_HOST",
    "kubernetes.default.svc",
});

bool RunsKubectl(std::string_view word) {
  // A program of its own or within a script: `kubectl get`, `/usr/bin/kubectl`.
  constexpr std::string_view kProgram = "kubectl";
  for (size_t at = word.find(kProgram); at != word.npos; at = word.find(kProgram, at + 1)) {
    const size_t end = at + kProgram.size();
    const bool starts = at == 0 || !base::IsAsciiAlnum(word[at - 1]);
    const bool ends = end == word.size() || word[end] == ' ' || word[end] == '\n';
    if (starts && ends) return true;
  }
  return false;
}

bool TalksToTheApi(std::string_view word) {
  const auto is_flag = [word](std::string_view flag) { return base::StartsWith(word, flag); };
  const auto is_in = [word](std::string_view text) { return base::Contains(word, text); };
  if (word.starts_with("--") && std::ranges::any_of(kFlags, is_flag)) return true;
  return RunsKubectl(word) || std::ranges::any_of(kTexts, is_in);
}

}  // namespace

bool IsApiClient(const PodSpec& spec) {
  return std::ranges::any_of(spec.containers, [](const Container& container) {
    const std::string image = container.image->Written();
    return std::ranges::binary_search(kImages, ProgramOf(ImageNameOf(image))) ||
           base::Contains(image, "/karpenter/") ||  // public.ecr.aws/karpenter/controller
           std::ranges::any_of(container.command, TalksToTheApi);
  });
}

bool RunsAnyOf(const PodSpec& spec, std::span<const std::string> images) {
  if (images.empty()) return false;
  return std::ranges::any_of(spec.containers, [images](const Container& container) {
    const std::string image = container.image->Written();
    const std::string_view name = ImageNameOf(image);
    return std::ranges::any_of(images, [name](const std::string& glob) {
      return base::Pattern::Like(glob).Matches(name);
    });
  });
}

}  // namespace irsalint::kube
