#include "analyzer/explain/identity_hints.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <string>
#include <vector>

#include "tests/explain/linked_input.h"
#include "tests/graph/association_text.h"
#include "tests/graph/linked.h"

namespace irsalint::explain {
namespace {

using graph::kIssuer;
using ::testing::ElementsAre;

using Files = LinkedFiles::Files;

// `TEXT at LINE` of the hints of all workloads.
std::vector<std::string> Identities(const Files& given) {
  const LinkedFiles files(given);
  const graph::PodWalks walks(files.graph());
  std::vector<std::string> said;
  for (uint32_t w = 0; w < files.graph().workloads().size(); ++w) {
    const auto hint = EffectiveIdentityHint(files.graph(), walks, graph::WorkloadId{w});
    if (!hint.has_value()) continue;
    said.push_back(fmt::format("{} at {}", hint->text, files.Lines({hint->place}).At(hint->place)));
  }
  return said;
}

// The same of all roles.
std::vector<std::string> Lenses(const Files& given) {
  const LinkedFiles files(given);
  std::vector<std::string> said;
  for (const graph::NamedRole& role : graph::NamedRolesOf(files.graph())) {
    for (const Hint& hint : AssumableBy(files.graph(), role)) {
      said.push_back(fmt::format("{} at {} {}", hint.text, files.Lines({hint.place}).At(hint.place),
                                 syntax::ToString(hint.place.route)));
    }
  }
  return said;
}

std::string Role(std::string_view statement) {
  return graph::GetRole("app", graph::Policy({std::string(statement)}));
}

Files WithCluster(Files files) {
  files.emplace_back("cluster.json", graph::DescribeCluster("media", kIssuer));
  files.emplace_back(
      "provider.json",
      fmt::format(R"({{"Url": "https://{}", "ClientIDList": ["sts.amazonaws.com"]}})", kIssuer));
  return files;
}

Files Chain(std::string_view subject) {
  return {{"account.yaml", graph::AccountWithRole("shop", "app", "app")},
          {"pod.yaml", graph::Pod("shop", "web", "app")},
          {"role.json", Role(graph::Allow(graph::Subject("shop", subject)))}};
}

TEST(EffectiveIdentityHintTest, NamesTheRole) {
  EXPECT_THAT(Identities(WithCluster(Chain("app"))), ElementsAre("runs as role/app at pod.yaml:7"));
}

TEST(EffectiveIdentityHintTest, SaysOnWhatItDepends) {
  EXPECT_THAT(Identities(Chain("app")),
              ElementsAre("runs as role/app if STS gives it at pod.yaml:7"));
  EXPECT_THAT(Identities(WithCluster(Chain("other"))),
              ElementsAre("runs as the node's role if the pod reaches it at pod.yaml:7"));
  EXPECT_THAT(Identities({{"pod.yaml", graph::Pod("shop", "web", "app")}}),
              ElementsAre("runs as the node's role if the pod reaches it, unless its account has a "
                          "role at pod.yaml:7"));
}

TEST(EffectiveIdentityHintTest, KnowsPodIdentity) {
  EXPECT_THAT(Identities({{"account.yaml", graph::ServiceAccount("shop", "app")},
                          {"association.json", graph::DescribeAssociation("shop", "app", "app")},
                          {"pod.yaml", graph::Pod("shop", "web", "app")},
                          {"role.json", Role(graph::AllowPods())}}),
              ElementsAre("runs as role/app at pod.yaml:7"));
}

TEST(EffectiveIdentityHintTest, StandsWhereTheAccountWouldBeNamed) {
  EXPECT_THAT(
      Identities({{"pod.yaml",
                   "kind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n  - name: app\n"}}),
      ElementsAre("runs as the node's role if the pod reaches it at pod.yaml:4"));
}

TEST(AssumableByTest, CountsTheAccountsOfTheInput) {
  EXPECT_THAT(Lenses(WithCluster(Chain("app"))),
              ElementsAre("assumable by 1 service account at role.json:1 Role.Arn"));
  EXPECT_THAT(Lenses(WithCluster(Chain("other"))),
              ElementsAre("assumable by no service account of the input at role.json:1 Role.Arn"));
}

TEST(AssumableByTest, SaysWhatIsWiderThanAList) {
  Files files = WithCluster({{"account.yaml", graph::ServiceAccount("shop", "app") +
                                                  graph::ServiceAccount("shop", "web")},
                             {"role.json", Role(graph::Allow(""))}});
  EXPECT_THAT(Lenses(files),
              ElementsAre("assumable by 2 service accounts; admits every service account of the "
                          "cluster at role.json:1 Role.Arn"));
  files.resize(2);
  EXPECT_THAT(Lenses(files),
              ElementsAre("assumable by no service account of the input, perhaps 2 more; admits "
                          "every service account of the cluster at role.json:1 Role.Arn"));
}

TEST(AssumableByTest, WhatMayBeCalledAnythingIsNotCounted) {
  EXPECT_THAT(Lenses({{"account.yaml", graph::ServiceAccount("", "app")},
                      {"role.json", Role(graph::Allow(graph::Subject("shop", "app")))}}),
              ElementsAre("assumable by no service account of the input at role.json:1 Role.Arn"));
}

TEST(AssumableByTest, StandsAtThePolicyWhereTheRoleHasNoDocument) {
  EXPECT_THAT(Lenses({{"account.yaml", graph::AccountWithRole("shop", "app", "app")},
                      {"app.json", graph::Policy({graph::Allow(graph::Subject("shop", "app"))})}}),
              ElementsAre("assumable by 1 service account at app.json:1 "));
}

TEST(AssumableByTest, CountsAssociationsToo) {
  EXPECT_THAT(Lenses({{"association.json", graph::DescribeAssociation("shop", "app", "app")},
                      {"role.json", Role(graph::AllowPods())}}),
              ElementsAre("assumable by 1 service account at role.json:1 Role.Arn"));
}

}  // namespace
}  // namespace irsalint::explain
