#include "analyzer/graph/role_reference.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "analyzer/graph/role_directory.h"
#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using testing::ElementsAre;
using Origin = RoleReference::Origin;

std::string AccountWith(std::string_view role_arn) {
  return fmt::format(R"(apiVersion: v1
kind: ServiceAccount
metadata:
  name: app
  namespace: shop
  annotations: {{eks.amazonaws.com/role-arn: '{}'}}
)",
                     role_arn);
}

constexpr std::string_view kRole = "arn:aws:iam::493827165038:role/app";

RoleArnForm FormIn(std::string_view role_arn, const LinkOptions& options = {}) {
  const Linked linked({{"a.yaml", AccountWith(role_arn)}}, options);
  return FormOf(*linked, RoleReferencesOf(*linked).at(0));
}

TEST(RoleReferenceTest, FormsOfArns) {
  EXPECT_EQ(FormIn(kRole), RoleArnForm::kArn);
  EXPECT_EQ(FormIn("arn:aws:iam::111122223333:role/app"), RoleArnForm::kArn);
  EXPECT_EQ(FormIn("arn:aws:iam::493827165038:user/app"), RoleArnForm::kMalformed);
  EXPECT_EQ(FormIn("app"), RoleArnForm::kMalformed);
  EXPECT_EQ(FormIn("no-role-arn-at-all"), RoleArnForm::kMalformed);
  for (const std::string_view text :
       {"arn:aws:iam::<ACCOUNT>:role/app", "arn:aws:iam::xxxxxxxxxxxx:role/app", "ROLE-ARN",
        "IAM_ROLE_ARN", "your-role", "arn:aws:iam::foo:role/app",
        "arn:aws:iam::123456789:role/a"}) {
    EXPECT_EQ(FormIn(text), RoleArnForm::kPlaceholder) << text;
  }
  for (const std::string_view text :
       {"${ROLE}", "$(ROLE)", "arn:aws:iam::%s:role/app", "arn:aws:iam::${ACCOUNT}:role/<NAME>"}) {
    EXPECT_EQ(FormIn(text), RoleArnForm::kUnknown) << text;
  }
}

TEST(RoleReferenceTest, BareNamesWhereAWebhookCompletesThem) {
  DeclaredCluster cluster;
  cluster.name = "blue";
  LinkOptions options;
  options.clusters.push_back(cluster);
  EXPECT_EQ(FormIn("team/app", options), RoleArnForm::kMalformed);
  options.clusters[0].webhook.compose_role_arn = true;
  options.clusters[0].webhook.self_hosted = true;
  EXPECT_EQ(FormIn("team/app", options), RoleArnForm::kBareName);
  EXPECT_EQ(FormIn("arn:aws:iam::493827165038:user/app", options), RoleArnForm::kMalformed);
  // Where the cluster is known the claim is complete.
  options.clusters[0].paths = {"."};
  options.clusters[0].account = "493827165038";
  EXPECT_EQ(FormIn("team/app", options), RoleArnForm::kArn);
}

TEST(RoleReferenceTest, AnnotationsEnvironmentsAssociationsAndEksctl) {
  const Linked linked(
      {{"a.yaml", AccountWith(kRole)},
       {"association.json",
        R"({"association": {"clusterName": "blue", "namespace": "shop", "serviceAccount": "other",
             "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/blue/a",
             "roleArn": "arn:aws:iam::493827165038:role/one",
             "targetRoleArn": "arn:aws:iam::260751483962:role/two"}})"},
       {"cluster.yaml", R"(apiVersion: eksctl.io/v1alpha5
kind: ClusterConfig
metadata: {name: blue, region: eu-central-1}
iam:
  serviceAccounts:
    - metadata: {name: made, namespace: shop}
      attachRoleARN: arn:aws:iam::493827165038:role/three
)"}});
  std::vector<Origin> origins;
  for (const RoleReference& reference : RoleReferencesOf(*linked)) {
    origins.push_back(reference.origin);
  }
  EXPECT_THAT(origins, ElementsAre(Origin::kAnnotation, Origin::kAssociation,
                                   Origin::kAssociationTarget, Origin::kMadeAccount));
}

TEST(RoleReferenceTest, AnAnnotationThatAnAssociationReplacesIsNotRead) {
  const Linked linked(
      {{"a.yaml", AccountWith("app")},
       {"association.json",
        R"({"association": {"clusterName": "blue", "namespace": "shop", "serviceAccount": "app",
             "associationArn": "arn:aws:eks:eu-central-1:493827165038:podidentityassociation/blue/a",
             "roleArn": "arn:aws:iam::493827165038:role/one"}})"}});
  ASSERT_EQ(RoleReferencesOf(*linked).size(), 1U);
  EXPECT_EQ(RoleReferencesOf(*linked)[0].origin, Origin::kAssociation);
}

std::string Roles(std::string_view path, std::string_view name, bool truncated = false) {
  return fmt::format(
      R"({{"Roles": [{{"Path": "/", "RoleName": "reader",
             "Arn": "arn:aws:iam::493827165038:role/reader"}},
            {{"Path": "{0}", "RoleName": "{1}",
             "Arn": "arn:aws:iam::493827165038:role{0}{1}"}}], "IsTruncated": {2}}})",
      path, name, truncated);
}

std::optional<MissingRole> MissingIn(const std::string& roles, const LinkOptions& options = {}) {
  const Linked linked({{"a.yaml", AccountWith(kRole)}, {"roles.json", roles}}, options);
  return RoleDirectory(*linked).Missing(RoleReferencesOf(*linked).at(0));
}

TEST(RoleDirectoryTest, AFullListProvesIt) {
  EXPECT_FALSE(MissingIn(Roles("/", "app")).has_value());
  const auto spelling = MissingIn(Roles("/", "ap"));
  ASSERT_TRUE(spelling.has_value());
  EXPECT_TRUE(spelling->is_listed);
  EXPECT_EQ(spelling->nearest, MissingRole::Nearest::kSpelling);
  EXPECT_EQ(spelling->name, "app");
  EXPECT_TRUE(spelling->is_only);
  const auto none = MissingIn(Roles("/", "exporter"));
  ASSERT_TRUE(none.has_value());
  EXPECT_EQ(none->nearest, MissingRole::Nearest::kNone);
}

TEST(RoleDirectoryTest, OfSeveralRolesAsNearNoneIsTheOne) {
  const std::string two = R"({"Roles": [
      {"RoleName": "apq", "Arn": "arn:aws:iam::493827165038:role/apq"},
      {"RoleName": "apr", "Arn": "arn:aws:iam::493827165038:role/apr"}], "IsTruncated": false})";
  const auto missing = MissingIn(two);
  ASSERT_TRUE(missing.has_value());
  EXPECT_EQ(missing->nearest, MissingRole::Nearest::kSpelling);
  EXPECT_FALSE(missing->is_only);
}

TEST(RoleDirectoryTest, WithoutAFullListOnlyTheSameNameProvesIt) {
  EXPECT_FALSE(MissingIn(Roles("/", "ap", true)).has_value());
  const auto path = MissingIn(Roles("/team/", "app", true));
  ASSERT_TRUE(path.has_value());
  EXPECT_FALSE(path->is_listed);
  EXPECT_EQ(path->nearest, MissingRole::Nearest::kPath);
  EXPECT_EQ(MissingIn(Roles("/", "App", true))->nearest, MissingRole::Nearest::kCase);
}

TEST(RoleDirectoryTest, RolesThatLiveElsewhereAreNotMissed) {
  LinkOptions options;
  options.external.roles = {"arn:aws:iam::*:role/app"};
  EXPECT_FALSE(MissingIn(Roles("/", "exporter"), options).has_value());
}

}  // namespace
}  // namespace irsalint::graph
