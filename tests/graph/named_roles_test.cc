#include "analyzer/graph/named_roles.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Labels(const std::vector<NamedRole>& roles) {
  std::vector<std::string> labels;
  for (const NamedRole& role : roles) labels.push_back(LabelOf(role));
  return labels;
}

// `PATH basis` of the policies of each role that is found.
std::vector<std::string> Found(const Linked& linked, std::string_view asked) {
  constexpr const char* kBasis[] = {"document", "file-name", "only-one", "admission"};
  std::vector<std::string> found;
  for (const NamedRole& role : FindRoles(*linked, asked).found) {
    std::string text = LabelOf(role);
    for (const NamedRole::Policy& policy : role.policies) {
      text += fmt::format(" {} {}", (*linked)[policy.policy].object->path,
                          kBasis[static_cast<size_t>(policy.basis)]);
    }
    found.push_back(std::move(text));
  }
  return found;
}

const std::string kPolicy = Policy({Allow(Subject("web", "app"))});

TEST(NamedRoles, AreThoseOfDocumentsClaimsAndAssociations) {
  const Linked linked({
      {"a/role.json", GetRole("of-document", kPolicy)},
      {"a/sa.yaml", AccountWithRole("web", "app", "of-claim")},
      {"a/pia.json",
       fmt::format(
           R"({{"association": {{"clusterName": "prod", "namespace": "web", "serviceAccount": "x",
          "roleArn": "{}", "targetRoleArn": "{}"}}}})",
           RoleArn("of-association"), RoleArn("of-target"))},
      {"a/cluster.yaml",
       "apiVersion: eksctl.io/v1alpha5\nkind: ClusterConfig\n"
       "metadata: {name: c, region: eu-west-1}\niam:\n  serviceAccounts:\n"
       "  - metadata: {name: made, namespace: web}\n    attachRoleARN: " +
           RoleArn("of-eksctl") + "\n"},
  });
  EXPECT_THAT(Labels(NamedRolesOf(*linked)),
              ElementsAre(RoleArn("of-association"), RoleArn("of-claim"), RoleArn("of-document"),
                          RoleArn("of-eksctl"), RoleArn("of-target")));
}

TEST(NamedRoles, AreFoundByArnAndByName) {
  const Linked linked({{"a/role.json", GetRole("app-role", kPolicy)}});
  const std::string expected = RoleArn("app-role") + " a/role.json document";
  EXPECT_THAT(Found(linked, "app-role"), ElementsAre(expected));
  EXPECT_THAT(Found(linked, RoleArn("app-role")), ElementsAre(expected));
  EXPECT_THAT(Found(linked, "role"), IsEmpty());
  EXPECT_THAT(Found(linked, ""), IsEmpty());
}

TEST(NamedRoles, TakeThePolicyThatTheirClaimsWereLinkedTo) {
  const Linked linked(
      {{"a/sa.yaml", AccountWithRole("web", "app", "app-role")}, {"a/trust.json", kPolicy}});
  EXPECT_THAT(Found(linked, "app-role"),
              ElementsAre(RoleArn("app-role") + " a/trust.json admission"));
}

TEST(NamedRoles, ANameWithPlaceholdersAroundItIsFound) {
  const Linked linked(
      {{"a/sa.yaml", ServiceAccount("web", "app", {"role-arn: arn:aws:iam::${ID}:role/team/x"})}});
  EXPECT_THAT(Found(linked, "x"), ElementsAre("arn:aws:iam::${ID}:role/team/x"));
}

TEST(NamedRoles, SeveralOfOneNameAreAllFound) {
  const Linked linked(
      {{"a/sa.yaml",
        ServiceAccount("web", "app", {"role-arn: " + RoleArn("x", "493827165038")}) +
            ServiceAccount("web", "b", {"role-arn: " + RoleArn("x", "503827165038")})}});
  EXPECT_THAT(Found(linked, "x"),
              ElementsAre(RoleArn("x", "493827165038"), RoleArn("x", "503827165038")));
}

TEST(NamedRoles, AFileMayStandForARole) {
  const Linked linked({{"a/app-role.json", kPolicy}, {"b/other.json", kPolicy}});
  EXPECT_THAT(Found(linked, "app-role"), ElementsAre("app-role a/app-role.json file-name"));
  EXPECT_THAT(Found(linked, "b/other.json"), ElementsAre("b/other.json b/other.json document"));
  const Linked twice({{"app/one.json", kPolicy}, {"app/two.json", kPolicy}});
  EXPECT_THAT(Found(twice, "app"), IsEmpty()) << "which of the two is meant is not known";
}

TEST(NamedRoles, NearOnesAreOffered) {
  const Linked linked({{"a/role.json", GetRole("uploader-Role1-1SJZ3F7H39X72", kPolicy)}});
  const auto nearest = [&linked](std::string_view asked) {
    return FindRoles(*linked, asked).nearest;
  };
  const std::string role = RoleArn("uploader-Role1-1SJZ3F7H39X72");
  EXPECT_THAT(nearest("uploader-Role1-1SJZ3F7H39X7"), ElementsAre(role)) << "an end that is lost";
  EXPECT_THAT(nearest("uploader"), ElementsAre(role)) << "a part of it";
  EXPECT_THAT(nearest(RoleArn("uploader-Role1-1SJZ3F7H39X72", "503827165038")), ElementsAre(role))
      << "another account";
  EXPECT_THAT(nearest("downloader"), IsEmpty());
}

TEST(NamedRoles, ThePlaceIsThatOfTheDocumentElseOfTheClaim) {
  const Linked linked({{"a/sa.yaml", AccountWithRole("web", "app", "one")},
                       {"b/role.json", GetRole("one", kPolicy)},
                       {"b/sa.yaml", AccountWithRole("web", "app", "two")}});
  const std::vector<NamedRole> roles = NamedRolesOf(*linked);
  ASSERT_EQ(roles.size(), 2U);
  EXPECT_EQ(PlaceOfName(*linked, roles[0]), linked->roles()[0].objects[0]->arn.place());
  EXPECT_EQ(PlaceOfName(*linked, roles[1]), linked->claims()[1].role_arn.place());
}

}  // namespace
}  // namespace irsalint::graph
