#include "analyzer/kube/api_clients.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "analyzer/kube/read_object.h"
#include "tests/kube/parsed_yaml.h"

namespace irsalint::kube {
namespace {

bool IsClient(const std::string& container) {
  const ParsedYaml yaml("kind: Pod\nspec: {containers: [{name: plain, image: app}, " + container +
                        "]}\n");
  return IsApiClient(ReadWorkload(*yaml, "unit")->spec);
}

TEST(IsApiClientTest, KnowsProgramsByTheirImage) {
  for (const char* image :
       {"registry.k8s.io/external-dns/external-dns:v0.15.0", "traefik", "bitnami/kubectl:1.30",
        "public.ecr.aws/karpenter/controller:1.0.0@sha256:0bee", "alpine/k8s:1.30.0",
        "localhost:5000/velero", "aws-alb-ingress-controller", "argocd",
        "602401143452.dkr.ecr.eu-west-1.amazonaws.com/eks/aws-load-balancer-controller:v2"}) {
    EXPECT_TRUE(IsClient("{name: c, image: '" + std::string(image) + "'}")) << image;
  }
  for (const char* image :
       {"nginx", "example.org/kubectl/app", "my-karpenter", "uploader:karpenter"}) {
    EXPECT_FALSE(IsClient("{name: c, image: '" + std::string(image) + "'}")) << image;
  }
}

TEST(RunsAnyOfTest, KnowsImagesThatItIsTold) {
  const ParsedYaml yaml(
      "kind: Pod\nspec: {containers: [{name: c, image: 'registry.example.org:5000/ops/sync:1.2@"
      "sha256:0bee'}]}\n");
  const auto runs = [&yaml](const std::string& glob) {
    return RunsAnyOf(ReadWorkload(*yaml, "unit")->spec, std::vector<std::string>{"x", glob});
  };
  EXPECT_TRUE(runs("registry.example.org:5000/ops/sync"));
  EXPECT_TRUE(runs("*/ops/*"));
  EXPECT_TRUE(runs("*/syn?"));
  EXPECT_FALSE(runs("sync"));
  EXPECT_FALSE(runs("*/ops"));
  EXPECT_FALSE(runs("*:1.2"));
}

TEST(IsApiClientTest, KnowsArguments) {
  for (const char* word :
       {"--kubeconfig=/x", "--leader-elect", "--leader-election-id=x", "--in-cluster=true",
        "kubectl", "/usr/local/bin/kubectl", "until kubectl get pods; do sleep 1; done",
        "cat /var/run/secrets/kubernetes.io/serviceaccount/token",
        "curl https://kubernetes.default.svc/api"}) {
    EXPECT_TRUE(IsClient("{name: c, args: ['" + std::string(word) + "']}")) << word;
  }
  for (const char* word : {"--verbose", "mykubectl", "kubectl-like", "-leader-elect"}) {
    EXPECT_FALSE(IsClient("{name: c, args: ['" + std::string(word) + "']}")) << word;
  }
}

}  // namespace
}  // namespace irsalint::kube
