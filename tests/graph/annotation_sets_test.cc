#include "analyzer/graph/annotation_sets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/graph/annotation_prefixes.h"
#include "analyzer/graph/legacy_identity.h"
#include "analyzer/graph/unused_account.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kDeployment =
    "---\napiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: d\n  annotations: {own: x}\n"
    "spec:\n  template:\n    metadata: {annotations: {pods: x}}\n"
    "    spec: {containers: [{name: c}]}\n";

std::vector<std::string> Sets(const std::string& text) {
  constexpr const char* kOn[] = {"account", "pod", "template", "workload", "namespace"};
  const Linked linked({{"a/x.yaml", text}});
  std::vector<std::string> sets;
  for (const AnnotationSet& set : AnnotationSets(*linked)) {
    sets.push_back(
        fmt::format("{} {}", kOn[static_cast<size_t>(set.on)], set.annotations->front().key));
  }
  return sets;
}

TEST(AnnotationSetsTest, TellsAWorkloadFromItsPods) {
  EXPECT_THAT(Sets(std::string(kDeployment)), ElementsAre("template pods", "workload own"));
  EXPECT_THAT(Sets("kind: Pod\nmetadata: {name: p, annotations: {a: x}}\nspec: {containers: []}\n" +
                   ServiceAccount("one", "app", {"role-arn: x"})),
              ElementsAre("account eks.amazonaws.com/role-arn", "pod a"));
  EXPECT_THAT(Sets(Pod("one", "p", "app") + ServiceAccount("one", "app")), IsEmpty());
  EXPECT_THAT(
      Sets("kind: Namespace\nmetadata: {name: n, annotations: {eks.amazonaws.com/audience: x}}\n"),
      ElementsAre("namespace eks.amazonaws.com/audience"));
}

TEST(AnnotationSetsTest, LeavesCustomResourcesOut) {
  std::string rollout(kDeployment);
  rollout.replace(rollout.find("apps/v1"), 7, "argoproj.io/v1alpha1");
  EXPECT_THAT(Sets(rollout), IsEmpty());
}

TEST(AnnotationPrefixesTest, AreThoseOfTheClusterOfTheUnit) {
  const Files files = {{"a/x.yaml", ServiceAccount("one", "app")}};
  LinkOptions options;
  EXPECT_THAT(AnnotationPrefixes(*Linked(files), UnitId{0}), ElementsAre("eks.amazonaws.com"));
  options.clusters = {{.name = "c", .paths = {"b"}}};
  options.clusters[0].webhook = {.self_hosted = true, .annotation_prefix = "id.example.io"};
  EXPECT_THAT(AnnotationPrefixes(*Linked(files, options), UnitId{0}),
              ElementsAre("eks.amazonaws.com", "id.example.io"));
  options.clusters[0].paths = {"a"};
  EXPECT_THAT(AnnotationPrefixes(*Linked(files, options), UnitId{0}), ElementsAre("id.example.io"));
}

TEST(LegacyIdentityTest, IsSeenByItsWorkloadsAndNamespaces) {
  const auto uses = [](const std::string& text) {
    return UsesLegacyIdentity(*Linked({{"a/x.yaml", text}}));
  };
  EXPECT_FALSE(uses(Pod("one", "app", "app")));
  EXPECT_TRUE(uses(Pod("kube-system", "kiam-agent", "kiam")));
  EXPECT_TRUE(uses(Pod("kube-system", "agent", "x") + "      image: jtblin/kube2iam:0.11\n"));
  EXPECT_TRUE(uses(
      "kind: Namespace\nmetadata: {name: n, annotations: {iam.amazonaws.com/permitted: a}}\n"));
  EXPECT_FALSE(
      uses("kind: Namespace\nmetadata: {name: n, annotations: {iam.amazonaws.com/other: a}}\n"));
}

TEST(WorkloadsBesideUnusedTest, RunAsDefaultInTheSameNamespace) {
  const std::string account = AccountWithRole("one", "uploader", "uploader");
  const std::string on_default =
      "---\nkind: Pod\nmetadata: {name: p, namespace: one}\nspec: {containers: [{name: c}]}\n";
  const auto beside = [](const std::string& text) {
    const Linked linked({{"a/x.yaml", text}});
    return WorkloadsBesideUnused(*linked, AccountId{0}).size();
  };
  EXPECT_EQ(beside(account + on_default), 1U);
  EXPECT_EQ(beside(account + on_default + Pod("one", "q", "uploader")), 0U) << "it is used";
  EXPECT_EQ(beside(account + on_default + Pod("one", "q", "uplaoder")), 0U) << "a slip";
  EXPECT_EQ(beside(account + on_default + Pod("one", "q", "default")), 1U) << "default is named";
  EXPECT_EQ(beside(ServiceAccount("one", "uploader") + on_default), 0U) << "no role";
  EXPECT_EQ(beside(AccountWithRole("two", "uploader", "uploader") + on_default), 0U);
}

}  // namespace
}  // namespace irsalint::graph
