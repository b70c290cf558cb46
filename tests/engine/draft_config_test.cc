#include "analyzer/engine/draft_config.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/base/in_memory_file_system.h"

namespace irsalint::engine {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr char kCluster[] = R"({"cluster": {"name": "prod", "version": "1.31",
 "arn": "arn:aws:eks:eu-central-1:493827165038:cluster/prod",
 "identity": {"oidc": {"issuer":
 "https://oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"}}}}
)";

std::string Trusting(const std::string& account, const std::string& issuer) {
  return R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"Federated":
 "arn:aws:iam::)" +
         account + ":oidc-provider/" + issuer +
         R"("}, "Action": "sts:AssumeRoleWithWebIdentity"}]}
)";
}

rule::ConfigDraft Draft(const base::FileSystem& files) {
  RunOptions options;
  options.paths = {"."};
  return DraftConfig(files, options);
}

TEST(DraftConfig, TakesClustersFromTheInput) {
  base::InMemoryFileSystem files;
  files.AddFile("aws/cluster.json", kCluster);
  files.AddFile(
      "iam/trust.json",
      Trusting("493827165038",
               "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"));
  const rule::ConfigDraft draft = Draft(files);
  EXPECT_THAT(
      draft.clusters,
      ElementsAre(rule::DraftCluster{
          .name = "prod",
          .account = "493827165038",
          .region = "eu-central-1",
          .issuer = "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F",
          .version = "1.31",
          .policies = 1}));
  EXPECT_THAT(draft.accounts, ElementsAre("493827165038"));
}

TEST(DraftConfig, AnIssuerOfPoliciesAloneIsAClusterWithoutAName) {
  base::InMemoryFileSystem files;
  files.AddFile("a/trust.json", Trusting("204816357924",
                                         "oidc.eks.us-east-2.amazonaws.com/id/"
                                         "0F1E2D3C4B5A69788796A5B4C3D2E1F0"));
  files.AddFile("b/trust.json", Trusting("305927468013", "token.actions.githubusercontent.com"));
  const rule::ConfigDraft draft = Draft(files);
  EXPECT_THAT(draft.clusters,
              ElementsAre(rule::DraftCluster{
                  .account = "204816357924",
                  .region = "us-east-2",
                  .issuer = "oidc.eks.us-east-2.amazonaws.com/id/0F1E2D3C4B5A69788796A5B4C3D2E1F0",
                  .policies = 1}));
  EXPECT_THAT(draft.accounts, ElementsAre("204816357924", "305927468013"));
}

TEST(DraftConfig, OverlaysBelongToTheClusterThatTheyAreCalledAfter) {
  constexpr char kAccount[] = "kind: ServiceAccount\nmetadata: {name: a}\n";
  base::InMemoryFileSystem files;
  files.AddFile("base/a.yaml", kAccount);
  files.AddFile("base/kustomization.yaml", "resources: [a.yaml]\n");
  files.AddFile("overlays/prod/kustomization.yaml", "resources: [../../base]\n");
  files.AddFile("overlays/dev/kustomization.yaml", "resources: [../../base]\n");
  rule::ConfigDraft draft = Draft(files);
  EXPECT_THAT(draft.clusters, IsEmpty());
  EXPECT_THAT(draft.overlays, ElementsAre("overlays/dev", "overlays/prod"));
  EXPECT_EQ(draft.without_namespace, 2U);

  std::string other = kCluster;
  other.replace(other.find("\"prod\""), 6, "\"edge\"");
  other.replace(other.find("7D3F"), 4, "8E4A");
  files.AddFile("aws/cluster.json", kCluster);
  files.AddFile("aws/edge.json", other);
  draft = Draft(files);
  ASSERT_EQ(draft.clusters.size(), 2U);
  std::vector<std::string> paths;
  for (const rule::DraftCluster& cluster : draft.clusters) {
    for (const std::string& path : cluster.paths) paths.push_back(cluster.name + " " + path);
  }
  EXPECT_THAT(paths, ElementsAre("prod overlays/prod"));
  EXPECT_THAT(draft.overlays, ElementsAre("overlays/dev"));
}

}  // namespace
}  // namespace irsalint::engine
