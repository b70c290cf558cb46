// What the clusters of the configuration change in the graph.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "analyzer/graph/external.h"
#include "analyzer/graph/webhook.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using Kind = facts::ClosedSet::Kind;

DeclaredCluster Declare(std::string name, std::string issuer, std::vector<std::string> paths) {
  DeclaredCluster cluster;
  cluster.name = std::move(name);
  cluster.issuer = std::move(issuer);
  cluster.paths = std::move(paths);
  return cluster;
}

LinkOptions With(std::vector<DeclaredCluster> clusters) {
  LinkOptions options;
  options.clusters = std::move(clusters);
  return options;
}

// `UNIT cluster` of each unit, `-` for none.
std::vector<std::string> ClustersOfUnits(const Linked& linked) {
  std::vector<std::string> lines;
  for (const Unit& unit : linked->units()) {
    lines.push_back(
        fmt::format("{} {}", unit.facts->unit, unit.cluster ? (*linked)[*unit.cluster].name : "-"));
  }
  return lines;
}

// `name issuer-is-known input|config|both` of each cluster.
std::vector<std::string> Clusters(const Linked& linked) {
  std::vector<std::string> lines;
  for (const Cluster& cluster : linked->clusters()) {
    const char* from = cluster.object == nullptr     ? "config"
                       : cluster.declared == nullptr ? "input"
                                                     : "both";
    lines.push_back(fmt::format("{} {} {}", cluster.name, cluster.issuer, from));
  }
  return lines;
}

TEST(LinkClustersTest, OneOfTheInputAndOneOfTheConfigurationAreOneByIssuer) {
  const Linked linked({{"a/c.json", DescribeCluster("blue", kIssuer)},
                       {"b/c.json", DescribeCluster("blue", kIssuer)}},
                      With({Declare("prod", std::string(kIssuer), {})}));
  EXPECT_THAT(Clusters(linked), ElementsAre(fmt::format("prod {} both", kIssuer)));
  EXPECT_EQ(linked->clusters()[0].account, "493827165038");
  EXPECT_EQ(linked->clusters()[0].region, "eu-central-1");
  EXPECT_THAT(ClustersOfUnits(linked), ElementsAre("a prod", "b prod"));
}

TEST(LinkClustersTest, OrByNameInOneAccount) {
  DeclaredCluster same = Declare("blue", "", {});
  same.account = "493827165038";
  DeclaredCluster other = Declare("blue", "", {});
  other.account = "218450937716";
  const Files files = {{"a/c.json", DescribeCluster("blue", kIssuer)}};
  EXPECT_THAT(Clusters(Linked(files, With({same}))),
              ElementsAre(fmt::format("blue {} both", kIssuer)));
  EXPECT_THAT(Clusters(Linked(files, With({other}))),
              ElementsAre("blue  config", fmt::format("blue {} input", kIssuer)));
  EXPECT_THAT(Clusters(Linked(files, With({Declare("blue", "", {})}))),
              ElementsAre("blue  config", fmt::format("blue {} input", kIssuer)));
  same.region = "us-east-1";
  EXPECT_THAT(Clusters(Linked(files, With({same}))),
              ElementsAre("blue  config", fmt::format("blue {} input", kIssuer)));
}

TEST(LinkClustersTest, PathsWinOverAClusterOfTheUnit) {
  const Linked linked({{"apps/c.json", DescribeCluster("blue", kIssuer)},
                       {"prod/c.json", DescribeCluster("blue", kIssuer)},
                       {"prod/web/x.yaml", ServiceAccount("one", "app")},
                       {"x.yaml", ServiceAccount("one", "app")}},
                      With({Declare("green", std::string(kOtherIssuer), {"prod"})}));
  EXPECT_THAT(ClustersOfUnits(linked),
              ElementsAre(". -", "apps blue", "prod green", "prod/web green"));
}

TEST(LinkClustersTest, AFolderOfTwoClustersBelongsToNone) {
  const Linked linked({{"apps/x.yaml", ServiceAccount("one", "app")}},
                      With({Declare("a", "", {"apps"}), Declare("b", "", {"apps"})}));
  EXPECT_THAT(ClustersOfUnits(linked), ElementsAre("apps -"));
}

Level LevelOf(const Linked& linked, std::string_view pod) {
  for (const Workload& workload : linked->workloads()) {
    if (workload.object->meta.name->Written() == pod) return workload.level;
  }
  return Level::kWholeInput;
}

TEST(ScopesOfClustersTest, FoldersOfOneClusterSeeEachOther) {
  const Files files = {{"dev/accounts/x.yaml", ServiceAccount("one", "app")},
                       {"prod/apps/y.yaml", Pod("one", "pod", "app")}};
  EXPECT_EQ(LevelOf(Linked(files), "pod"), Level::kWholeInput);
  EXPECT_EQ(LevelOf(Linked(files, With({Declare("a", "", {"dev", "prod"})})), "pod"),
            Level::kSameCluster);
}

TEST(ScopesOfClustersTest, FoldersOfTwoClustersDoNot) {
  const Files files = {{"a/x.yaml", ServiceAccount("one", "app")},
                       {"b/y.yaml", Pod("one", "pod", "app")}};
  EXPECT_EQ(LevelOf(Linked(files), "pod"), Level::kNearestFolder);
  EXPECT_EQ(
      LevelOf(Linked(files, With({Declare("one", "", {"a"}), Declare("two", "", {"b"})})), "pod"),
      Level::kWholeInput);
}

TEST(ScopesOfClustersTest, NamesOfTheConfigurationAreEnvironments) {
  const Files files = {{"edge/x.yaml", ServiceAccount("one", "app")},
                       {"core/y.yaml", Pod("one", "pod", "app")}};
  EXPECT_EQ(LevelOf(Linked(files), "pod"), Level::kNearestFolder);
  EXPECT_EQ(LevelOf(Linked(files, With({Declare("edge", "", {}), Declare("core", "", {})})), "pod"),
            Level::kWholeInput);
}

Files RoleFor(std::string_view audience) {
  std::string policy = Policy({Allow(Subject("one", "app"))});
  const size_t at = policy.find("sts.amazonaws.com\"");
  policy.replace(at, std::string_view("sts.amazonaws.com").size(), audience);
  return {{"a/role.json", GetRole("r", policy)}, {"a/x.yaml", AccountWithRole("one", "app", "r")}};
}

TEST(DeclaredWebhookTest, ItsAudienceIsTheDefaultWhereItIsSelfHosted) {
  DeclaredCluster cluster = Declare("a", "", {"a"});
  cluster.webhook.token_audience = "amazonaws.com";
  const auto admits = [&](std::string_view audience) {
    const Linked linked(RoleFor(audience), With({cluster}));
    return linked->claims()[0].admitted;
  };
  EXPECT_EQ(admits("sts.amazonaws.com"), base::Truth::kYes);
  EXPECT_EQ(admits("amazonaws.com"), base::Truth::kNo);
  cluster.webhook.self_hosted = true;
  EXPECT_EQ(admits("sts.amazonaws.com"), base::Truth::kNo);
  EXPECT_EQ(admits("amazonaws.com"), base::Truth::kYes);
}

TEST(DeclaredWebhookTest, ItsPrefixReplacesTheOneOfEks) {
  DeclaredCluster cluster = Declare("a", "", {"a"});
  cluster.webhook.self_hosted = true;
  cluster.webhook.annotation_prefix = "iam.example.org";
  const std::string text = "kind: ServiceAccount\nmetadata:\n" + Metadata("one", "app") +
                           "  annotations:\n    iam.example.org/role-arn: " + RoleArn("mine") +
                           "\n    iam.example.org/audience: mine\n"
                           "    eks.amazonaws.com/role-arn: " +
                           RoleArn("eks") + "\n";
  const Linked linked({{"a/x.yaml", text}, {"b/x.yaml", text}}, With({cluster}));
  ASSERT_EQ(linked->claims().size(), 2U);
  EXPECT_EQ(linked->claims()[0].role_arn->literal(), RoleArn("mine"));
  EXPECT_EQ(linked->claims()[0].audience->literal(), "mine");
  EXPECT_EQ(linked->claims()[1].role_arn->literal(), RoleArn("eks"));
  EXPECT_EQ(WebhookPrefixOf(*linked, UnitId{0}), "iam.example.org");
  EXPECT_EQ(WebhookPrefixOf(*linked, UnitId{1}), "eks.amazonaws.com");
}

TEST(DeclaredWebhookTest, ItMayComposeArns) {
  DeclaredCluster cluster = Declare("a", "", {"a"});
  cluster.account = "493827165038";
  cluster.partition = "aws-cn";
  cluster.webhook.self_hosted = true;
  cluster.webhook.compose_role_arn = true;
  const Files files = {{"a/x.yaml", ServiceAccount("one", "app", {"role-arn: team/app"})},
                       {"a/y.yaml", AccountWithRole("one", "whole", "r")},
                       {"b/x.yaml", ServiceAccount("one", "app", {"role-arn: team/app"})}};
  const Linked linked(files, With({cluster}));
  ASSERT_EQ(linked->claims().size(), 3U);
  EXPECT_EQ(linked->claims()[0].role_arn->literal(), "arn:aws-cn:iam::493827165038:role/team/app");
  EXPECT_EQ(linked->claims()[1].role_arn->literal(), RoleArn("r"));
  EXPECT_EQ(linked->claims()[2].role_arn->literal(), "team/app");
  cluster.account = "";
  const Linked unknown(files, With({cluster}));
  EXPECT_FALSE(unknown->claims()[0].role_arn->IsLiteral());
}

TEST(CompleteClusterTest, ClosesItsOwnKindsAndThoseOfItsAccount) {
  DeclaredCluster cluster = Declare("blue", "", {"a"});
  cluster.complete = true;
  const Files files = {{"a/x.yaml", ServiceAccount("one", "app")},
                       {"b/x.yaml", ServiceAccount("one", "app")}};
  const Linked linked(files, With({cluster}));
  for (const Kind kind : {Kind::kServiceAccounts, Kind::kWorkloads}) {
    EXPECT_TRUE(linked->IsClosed(kind, "", UnitId{0}));
    EXPECT_FALSE(linked->IsClosed(kind, "", UnitId{1}));
  }
  EXPECT_TRUE(linked->IsClosed(Kind::kPodIdentityAssociations, "blue", UnitId{1}));
  EXPECT_FALSE(linked->IsClosed(Kind::kPodIdentityAssociations, "green", UnitId{1}));
  EXPECT_FALSE(linked->IsClosed(Kind::kRoles, "493827165038", UnitId{0}));
  EXPECT_FALSE(linked->IsClosed(Kind::kRoles, "", UnitId{0}));
  cluster.account = "493827165038";
  const Linked of_account(files, With({cluster}));
  for (const Kind kind : {Kind::kRoles, Kind::kOidcProviders, Kind::kClusters}) {
    EXPECT_TRUE(of_account->IsClosed(kind, "493827165038", UnitId{1}));
    EXPECT_FALSE(of_account->IsClosed(kind, "218450937716", UnitId{1}));
  }
  cluster.complete = false;
  EXPECT_FALSE(Linked(files, With({cluster}))->IsClosed(Kind::kWorkloads, "", UnitId{0}));
}

TEST(CompleteClusterTest, WhatCouldNotBeReadOpensTheWholeCluster) {
  DeclaredCluster cluster = Declare("blue", "", {"a", "open"});
  cluster.complete = true;
  const Linked linked({{"a/x.yaml", ServiceAccount("one", "app")},
                       {"open/broken.yaml", "kind: Pod\nmetadata: {name: [\n"}},
                      With({cluster}));
  EXPECT_FALSE(linked->IsClosed(Kind::kServiceAccounts, "", UnitId{0}));
  EXPECT_FALSE(linked->IsClosed(Kind::kPodIdentityAssociations, "blue", UnitId{0}));
}

TEST(ExternalTest, GlobsNameAccountsAndRoles) {
  LinkOptions options;
  options.external.service_accounts = {"platform/*", "*/shared-?"};
  options.external.roles = {"arn:aws:iam::*:role/shared-*"};
  const Linked linked({{"a/x.yaml", ServiceAccount("one", "app")}}, options);
  EXPECT_TRUE(IsExternalAccount(*linked, "platform", "anything"));
  EXPECT_TRUE(IsExternalAccount(*linked, "web", "shared-a"));
  EXPECT_FALSE(IsExternalAccount(*linked, "web", "shared-ab"));
  EXPECT_FALSE(IsExternalAccount(*linked, "web", "platform"));
  EXPECT_TRUE(IsExternalRole(*linked, "arn:aws:iam::493827165038:role/shared-reader"));
  EXPECT_FALSE(IsExternalRole(*linked, "arn:aws:iam::493827165038:role/reader"));
}

TEST(ExternalTest, WhatIsNotKnownMayBeExternal) {
  LinkOptions options;
  options.external.service_accounts = {"platform/*"};
  const Linked linked({{"a/x.yaml", ServiceAccount("one", "app")}}, options);
  const syntax::Text hole = syntax::Text::OfHole(
      {.syntax = syntax::HoleSyntax::kMissing, .expression = "namespace", .scope = "a"});
  EXPECT_TRUE(MayBeExternalAccount(*linked, hole, syntax::Text::Literal("app")));
  EXPECT_FALSE(
      MayBeExternalAccount(*linked, syntax::Text::Literal("web"), syntax::Text::Literal("app")));
}

}  // namespace
}  // namespace irsalint::graph
