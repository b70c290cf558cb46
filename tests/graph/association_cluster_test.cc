#include "analyzer/graph/association_cluster.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/association_text.h"

namespace irsalint::graph {
namespace {

using base::Truth;

constexpr AssociationId kFirst{0};

// The unit of the account, which has the path `app`.
Truth RunsThere(const Files& files, const LinkOptions& options = {}) {
  const Linked linked(files, options);
  return RunsOnClusterOf(*linked, kFirst, linked->accounts().front().unit);
}

TEST(AssociationClusterTest, ItsNameIsThatOfItsOwnArnElseOfItsRole) {
  const Linked linked({{"a.json", DescribeAssociation("one", "app", "r")},
                       {"b.json", R"({"association": {"clusterName": "media", "namespace": "n",
                     "serviceAccount": "s", "roleArn": "arn:aws-cn:iam::204816357924:role/r"}})"},
                       {"c.json", R"({"association": {"clusterName": "media", "namespace": "n",
                     "serviceAccount": "s", "roleArn": "arn:aws:iam::ACCOUNT_ID:role/r"}})"}});
  const auto name = [&linked](uint32_t id) {
    return ClusterNameOf(*(*linked)[AssociationId{id}].object);
  };
  EXPECT_EQ(name(0), (ClusterName{.partition = "aws",
                                  .region = "eu-central-1",
                                  .account = "493827165038",
                                  .name = "media"}));
  EXPECT_EQ(name(1),
            (ClusterName{.partition = "aws-cn", .account = "204816357924", .name = "media"}));
  EXPECT_EQ(name(2), (ClusterName{.name = "media"}));
}

TEST(AssociationClusterTest, JoinsTheClusterOfTheInput) {
  const auto cluster = [](const std::string& described) {
    const Linked linked(
        {{"a.json", DescribeAssociation("one", "app", "r")}, {"b/cluster.json", described}});
    return (*linked)[kFirst].cluster;
  };
  EXPECT_EQ(cluster(DescribeCluster("media", kIssuer)), ClusterId{0});
  EXPECT_EQ(cluster(DescribeCluster("video", kIssuer)), std::nullopt);
  EXPECT_EQ(cluster(R"({"cluster": {"name": "media",
                        "arn": "arn:aws:eks:us-east-2:493827165038:cluster/media"}})"),
            std::nullopt);
  EXPECT_EQ(cluster(R"({"cluster": {"name": "media",
                        "arn": "arn:aws:eks:eu-central-1:204816357924:cluster/media"}})"),
            std::nullopt);
}

TEST(AssociationClusterTest, WhatLiesBesideItsClusterRunsThere) {
  const std::string association = DescribeAssociation("one", "app", "r");
  const std::string account = ServiceAccount("one", "app");
  EXPECT_EQ(RunsThere({{"aws/a.json", association}, {"app/x.yaml", account}}), Truth::kMaybe);
  EXPECT_EQ(RunsThere({{"aws/a.json", association},
                       {"app/x.yaml", account},
                       {"app/cluster.json", DescribeCluster("media", kIssuer)}}),
            Truth::kYes);
  EXPECT_EQ(RunsThere({{"aws/a.json", association},
                       {"app/x.yaml", account},
                       {"app/cluster.json", DescribeCluster("video", kIssuer)}}),
            Truth::kNo);
}

TEST(AssociationClusterTest, OfADeclaredClusterTheNameDecides) {
  const auto runs = [](DeclaredCluster cluster) {
    cluster.paths = {"app"};
    return RunsThere({{"aws/a.json", DescribeAssociation("one", "app", "r")},
                      {"app/x.yaml", ServiceAccount("one", "app")}},
                     {.clusters = {cluster}});
  };
  EXPECT_EQ(runs({.name = "media"}), Truth::kYes);
  EXPECT_EQ(runs({.name = "video"}), Truth::kNo);
  EXPECT_EQ(runs({.name = "media", .region = "us-east-2"}), Truth::kNo);
  EXPECT_EQ(runs({.name = "media", .account = "204816357924"}), Truth::kNo);
}

TEST(AssociationClusterTest, KnowsWhetherThereIsOneClusterAlone) {
  const auto one = [](const Files& files) { return KnowsOneCluster(*Linked(files)); };
  const std::string association = DescribeAssociation("one", "app", "r");
  EXPECT_TRUE(one({{"a.json", association}}));
  EXPECT_TRUE(one({{"a.json", association}, {"b.json", DescribeCluster("media", kIssuer)}}));
  EXPECT_FALSE(one({{"a.json", association}, {"b.json", DescribeCluster("video", kIssuer)}}));
  EXPECT_FALSE(one({{"a.yaml", ServiceAccount("one", "app")}}));
}

// The annotation of an account on another cluster goes on counting.
TEST(AssociationClusterTest, SupersedesNoAnnotationOnAnotherCluster) {
  const auto superseded = [](std::string_view cluster) {
    const Linked linked({{"aws/a.json", DescribeAssociation("one", "app", "r")},
                         {"app/x.yaml", AccountWithRole("one", "app", "s")},
                         {"app/cluster.json", DescribeCluster(cluster, kIssuer)}});
    return linked.ClaimOf("app", "app").superseded;
  };
  EXPECT_EQ(superseded("media"), Truth::kYes);
  EXPECT_EQ(superseded("video"), Truth::kNo);
}

}  // namespace
}  // namespace irsalint::graph
