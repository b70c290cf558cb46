#include "analyzer/graph/asked_account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

const AskedAccount kApp = {.namespace_name = "web", .name = "app"};

NamedRole RoleNamed(const Linked& linked, std::string_view name) {
  return FindRoles(*linked, name).found.at(0);
}

std::vector<Asking> Askings(const Linked& linked, std::string_view role) {
  return AskingsOf(*linked, kApp, RoleNamed(linked, role));
}

TEST(ParseAskedAccount, TakesBothForms) {
  EXPECT_EQ(ParseAskedAccount("web/app"), kApp);
  EXPECT_EQ(ParseAskedAccount("system:serviceaccount:web:app"), kApp);
  EXPECT_EQ(ParseAskedAccount("web/app.v2"),
            (AskedAccount{.namespace_name = "web", .name = "app.v2"}));
}

TEST(ParseAskedAccount, RefusesWhatIsNoAccount) {
  for (const char* text :
       {"", "app", "web/", "/app", "web/app/x", "Web/app", "web/a*", "system:serviceaccount:web",
        "system:serviceaccount:web:app:x", "we.b/app", "web/app\x1b"}) {
    EXPECT_EQ(ParseAskedAccount(text), std::nullopt) << text;
  }
}

TEST(Askings, AreTheClaimsOfTheRole) {
  const Linked linked({{"a/sa.yaml", AccountWithRole("web", "app", "one")}});
  const std::vector<Asking> askings = Askings(linked, "one");
  ASSERT_THAT(askings, SizeIs(1));
  EXPECT_THAT(askings[0].claims, ElementsAre(ClaimId{0}));
  EXPECT_THAT(askings[0].accounts, ElementsAre(AccountId{0}));
}

TEST(Askings, AnAccountOfAnotherRoleKeepsItsAudience) {
  const Linked linked(
      {{"a/sa.yaml",
        ServiceAccount("web", "app", {"role-arn: " + RoleArn("one"), "audience: special"}) +
            AccountWithRole("web", "other", "two")}});
  const std::vector<Asking> askings = Askings(linked, "two");
  ASSERT_THAT(askings, SizeIs(1));
  EXPECT_THAT(askings[0].claims, IsEmpty());
  EXPECT_THAT(askings[0].accounts, ElementsAre(AccountId{0}));
  EXPECT_EQ(askings[0].claim.audience->Written(), "special");
  EXPECT_EQ(askings[0].claim.role_arn->Written(), RoleArn("two"));
}

TEST(Askings, AnAccountThatIsNotThereBelongsToNoCluster) {
  const Linked linked({{"a/sa.yaml", AccountWithRole("web", "other", "one")},
                       {"a/cluster.json", DescribeCluster("c", kIssuer)}});
  const std::vector<Asking> askings = Askings(linked, "one");
  ASSERT_THAT(askings, SizeIs(1));
  EXPECT_THAT(askings[0].accounts, IsEmpty());
  EXPECT_EQ(askings[0].unit, std::nullopt);
  EXPECT_EQ(askings[0].source.issuer, std::nullopt);
  EXPECT_EQ(askings[0].claim.Subject().Written(), "system:serviceaccount:web:app");
}

TEST(Askings, AnUnknownNamespaceMayBeTheOneThatIsAskedAbout) {
  const Linked linked({{"a/sa.yaml", AccountWithRole("", "app", "one")}});
  const std::vector<Asking> askings = Askings(linked, "one");
  ASSERT_THAT(askings, SizeIs(1));
  EXPECT_THAT(askings[0].claims, SizeIs(1));
  EXPECT_EQ(askings[0].claim.namespace_name.Written(), "web");
}

TEST(Askings, AreOneWhereAllAskAlikeAndSeveralWhereTheIssuerDiffers) {
  const std::string account = AccountWithRole("web", "app", "one");
  const Linked alike({{"a/sa.yaml", account}, {"b/sa.yaml", account}});
  ASSERT_THAT(Askings(alike, "one"), SizeIs(1));
  EXPECT_THAT(Askings(alike, "one")[0].claims, SizeIs(2));
  const Linked apart({{"a/sa.yaml", account},
                      {"a/cluster.json", DescribeCluster("a", kIssuer)},
                      {"b/sa.yaml", account},
                      {"b/cluster.json", DescribeCluster("b", kOtherIssuer)}});
  const std::vector<Asking> askings = Askings(apart, "one");
  ASSERT_THAT(askings, SizeIs(2));
  EXPECT_EQ(askings[0].source.issuer->Written(), kIssuer);
  EXPECT_EQ(askings[1].source.issuer->Written(), kOtherIssuer);
}

TEST(AccountsLike, AreSlipsInOneOfTheTwoNames) {
  const Linked linked(
      {{"a/sa.yaml", ServiceAccount("media", "uploader") + ServiceAccount("media", "encoder") +
                         ServiceAccount("web", "uploader")}});
  const auto like = [&linked](const char* namespace_name, const char* name) {
    return AccountsLike(*linked, {.namespace_name = namespace_name, .name = name});
  };
  EXPECT_THAT(like("media", "uplaoder"), ElementsAre("media/uploader"));
  EXPECT_THAT(like("meda", "uploader"), ElementsAre("media/uploader"));
  EXPECT_THAT(like("media", "other"), IsEmpty());
}

TEST(AssociationsOfAccount, NameItSurelyOrPerhaps) {
  const auto association = [](const std::string& namespace_name) {
    return fmt::format(
        R"({{"association": {{"clusterName": "prod", "namespace": "{}", "serviceAccount": "app",
                           "roleArn": "{}"}}}})",
        namespace_name, RoleArn("one"));
  };
  const Linked linked({{"a.json", association("web")},
                       {"b.json", association("db")},
                       {"c.json", association("${NS}")}});
  const std::vector<AssociationOfAccount> found = AssociationsOf(*linked, kApp);
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].names_it, Truth::kYes);
  EXPECT_EQ(found[1].names_it, Truth::kMaybe);
}

}  // namespace
}  // namespace irsalint::graph
