#include "analyzer/graph/pod_walk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::SizeIs;

std::string PodWith(const std::string& container) {
  return "---\nkind: Pod\nmetadata:\n" + Metadata("web", "app") +
         "spec:\n  serviceAccountName: reader\n  containers:\n    - name: app\n" + container;
}

const FamilyOutcome& Of(const PodWalk& walk, SdkFamily family) {
  for (const FamilyOutcome& outcome : walk.containers.front().families) {
    if (outcome.family == family) return outcome;
  }
  throw std::runtime_error("no such family");
}

std::vector<PodWalk> Walks(const PodWalks& walks) { return walks.Of(WorkloadId{0}); }

// docs/reference/semantics.md §4.3 T1 and §11.2: the same half pair ends differently.
TEST(PodWalksTest, HalfAWebIdentityEndsDifferentlyForEachSdk) {
  const Linked graph(
      {{"a.yaml", AccountWithRole("web", "reader", "reader") +
                      PodWith("      env: [{name: AWS_WEB_IDENTITY_TOKEN_FILE, value: /t}]\n")}});
  const PodWalks walks(*graph);
  const std::vector<PodWalk> found = Walks(walks);
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_THAT(Of(found[0], SdkFamily::kBoto3).outcomes, ElementsAre(Outcome::kError));
  EXPECT_THAT(Of(found[0], SdkFamily::kGoV2).outcomes, ElementsAre(Outcome::kError));
  EXPECT_TRUE(Of(found[0], SdkFamily::kJavaV2).MayBe(Outcome::kNodeRole));
  EXPECT_FALSE(Of(found[0], SdkFamily::kJavaV2).MayBe(Outcome::kWebIdentityRole));
}

TEST(PodWalksTest, ADenialSendsSomeSdksToTheNode) {
  const Linked graph({{"a.yaml", AccountWithRole("web", "reader", "reader") + PodWith("")},
                      {"role.json", GetRole("reader", Policy({Allow(Subject("web", "other"))}))}});
  const PodWalks walks(*graph);
  const std::vector<PodWalk> found = Walks(walks);
  ASSERT_THAT(found, SizeIs(1));
  ASSERT_TRUE(found[0].sts.has_value());
  EXPECT_EQ(found[0].sts->accepts, base::Truth::kNo);
  EXPECT_THAT(Of(found[0], SdkFamily::kBoto3).outcomes, ElementsAre(Outcome::kError));
  EXPECT_TRUE(Of(found[0], SdkFamily::kPhp).MayBe(Outcome::kNodeRole));
}

TEST(PodWalksTest, TheApiServerRefusesTwoVolumesAtOnePath) {
  const Linked graph(
      {{"a.yaml", AccountWithRole("web", "reader", "reader") +
                      PodWith("      volumeMounts: [{name: v, mountPath: "
                              "/var/run/secrets/eks.amazonaws.com/serviceaccount}]\n") +
                      "  volumes: [{name: v, emptyDir: {}}]\n"}});
  const PodWalks walks(*graph);
  const std::vector<PodWalk> found = Walks(walks);
  ASSERT_THAT(found[0].faults, SizeIs(1));
  EXPECT_EQ(found[0].faults[0].kind, kube::PodFault::Kind::kDuplicateMountPath);
}

TEST(PodWalksTest, ThereIsOneWalkForEachVariantOfThePolicy) {
  const Linked graph(
      {{"k8s/a.yaml", AccountWithRole("web", "reader", "reader") + PodWith("")},
       {"one/role.json", GetRole("reader", Policy({Allow(Subject("web", "reader"))}))},
       {"two/role.json", GetRole("reader", Policy({Allow(Subject("web", "other"))}))}});
  const PodWalks walks(*graph);
  const std::vector<PodWalk> found = Walks(walks);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_NE(found[0].sts->edge, found[1].sts->edge);
}

TEST(PodWalksTest, TheDefaultAccountIsThereWithoutManifest) {
  const Linked graph({{"a.yaml", "---\nkind: Pod\nmetadata:\n" + Metadata("web", "app") +
                                     "spec: {containers: [{name: app}]}\n"}});
  const PodWalks walks(*graph);
  const std::vector<PodWalk> found = Walks(walks);
  ASSERT_TRUE(found[0].automount.has_value());
  EXPECT_TRUE(found[0].automount->mounted);
  EXPECT_EQ(found[0].injection.mode(), kube::CredentialMode::kNone);
}

}  // namespace
}  // namespace irsalint::graph
