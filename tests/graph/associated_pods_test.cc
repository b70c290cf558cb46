#include "analyzer/graph/associated_pods.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/association_text.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr AssociationId kFirst{0};

TEST(AssociatedPodsTest, ByTheAccountTheyName) {
  // The account itself is not in the input.
  const Linked linked({{"aws/a.json", DescribeAssociation("one", "app", "r")},
                       {"app/pods.yaml", Pod("one", "a", "app") + Pod("one", "b", "other") +
                                             Pod("two", "c", "app") + Pod("", "d", "app")}});
  EXPECT_THAT(WorkloadsOf(*linked, kFirst), ElementsAre(WorkloadId{0}));
  EXPECT_THAT(AssociationsOf(*linked, WorkloadId{0}), ElementsAre(kFirst));
  EXPECT_THAT(AssociationsOf(*linked, WorkloadId{1}), IsEmpty());
  EXPECT_THAT(AssociationsOf(*linked, WorkloadId{3}), IsEmpty());
}

TEST(AssociatedPodsTest, NotOnAnotherCluster) {
  const auto pods = [](std::string_view cluster) {
    const Linked linked({{"aws/a.json", DescribeAssociation("one", "app", "r")},
                         {"app/cluster.json", DescribeCluster(cluster, kIssuer)},
                         {"app/pods.yaml", Pod("one", "a", "app")}});
    return WorkloadsOf(*linked, kFirst).size();
  };
  EXPECT_EQ(pods("media"), 1U);
  EXPECT_EQ(pods("video"), 0U);
}

}  // namespace
}  // namespace irsalint::graph
