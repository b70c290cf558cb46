#include "analyzer/graph/duplicate_associations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// An association for one/app on cluster `media`; `arn` is the end of its ARN behind the service, ""
// for none.
std::string Item(std::string_view arn, std::string_view role = "r") {
  const std::string own =
      arn.empty() ? "" : fmt::format(R"(, "associationArn": "arn:aws:eks:{}")", arn);
  return fmt::format(R"({{"clusterName": "media", "namespace": "one", "serviceAccount": "app",
                         "roleArn": "{}"{}}})",
                     RoleArn(role), own);
}

std::string Described(std::string_view arn, std::string_view role = "r") {
  return R"({"association": )" + Item(arn, role) + "}";
}

constexpr std::string_view kOne = "eu-central-1:493827165038:podidentityassociation/media/a-1";
constexpr std::string_view kTwo = "eu-central-1:493827165038:podidentityassociation/media/a-2";

// `FIRST-SECOND` of each.
std::vector<std::string> Duplicates(const Files& files) {
  const Linked linked(files);
  std::vector<std::string> told;
  for (const DuplicateAssociation& duplicate : DuplicateAssociationsOf(*linked)) {
    told.push_back(fmt::format("{}-{}", duplicate.first.value, duplicate.second.value));
  }
  return told;
}

TEST(DuplicateAssociationsTest, TheirOwnArnsTellThemApart) {
  EXPECT_THAT(Duplicates({{"a/1.json", Described(kOne)}, {"b/2.json", Described(kTwo)}}),
              ElementsAre("0-1"));
  // A list and a description of one association.
  EXPECT_THAT(Duplicates({{"a/1.json", Described(kOne)},
                          {"a/list.json", R"({"associations": [)" + Item(kOne, "s") + "]}"}}),
              IsEmpty());
  EXPECT_THAT(Duplicates({{"a/1.json", Described(kOne)},
                          {"a/2.json",
                           Described("us-east-2:493827165038:podidentityassociation/media/a-2")}}),
              IsEmpty());
}

TEST(DuplicateAssociationsTest, ComparesWithEveryEarlierOne) {
  EXPECT_THAT(Duplicates({{"a/1.json", Described(kOne)},
                          {"a/2.json", Described(kOne)},
                          {"a/3.json", Described(kTwo)},
                          {"a/4.json", Described(kTwo)}}),
              ElementsAre("0-2", "0-3"));
}

TEST(DuplicateAssociationsTest, WithoutArnsOneFileOrTwoRoles) {
  EXPECT_THAT(
      Duplicates({{"a/list.json", R"({"associations": [)" + Item("") + ", " + Item("") + "]}"}}),
      ElementsAre("0-1"));
  EXPECT_THAT(Duplicates({{"a/1.json", Described("")}, {"a/2.json", Described("")}}), IsEmpty());
  EXPECT_THAT(Duplicates({{"a/1.json", Described("")}, {"a/2.json", Described("", "s")}}),
              ElementsAre("0-1"));
  EXPECT_THAT(Duplicates({{"a/1.json", Described("")}, {"b/2.json", Described("", "s")}}),
              IsEmpty());
  EXPECT_THAT(Duplicates({{"a/1.json", Described("")}, {"a/2.json", Described(kOne, "s")}}),
              IsEmpty());
}

TEST(DuplicateAssociationsTest, ClustersOfOneNameInTwoRegions) {
  const auto config = [](std::string_view region) {
    return fmt::format(
        "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n"
        "metadata: {{name: media, region: {}}}\niam:\n  podIdentityAssociations:\n"
        "    - {{namespace: one, serviceAccountName: app, roleARN: '{}'}}\n",
        region, RoleArn(region));
  };
  EXPECT_THAT(Duplicates({{"a/1.yaml", config("eu-central-1")}, {"a/2.yaml", config("us-east-2")}}),
              IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
