#include "analyzer/graph/link_trust.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

const std::string kApp = AccountWithRole("one", "app", "app-role");
const std::string kAdmits = Policy({Allow(Subject("one", "app"))});
const std::string kNearMiss = Policy({Allow(Subject("one", "apq"))});
const std::string kStranger = Policy({Allow(Subject("two", "web"))});

TEST(PathNamesRoleTest, WholeComponentsWithExtensionOrKopsForm) {
  EXPECT_TRUE(PathNamesRole("iam/app-role.json", "app-role"));
  EXPECT_TRUE(PathNamesRole("iam/app-role/trust.json", "app-role"));
  EXPECT_TRUE(PathNamesRole("app-role.trust.json", "app-role"));
  EXPECT_TRUE(PathNamesRole("data/aws_iam_role_dns.kube-system.sa.x.example.com_policy",
                            "dns.kube-system.sa.x.example.com"));
  EXPECT_FALSE(PathNamesRole("iam/app-role-trust.json", "app-role"));
  EXPECT_FALSE(PathNamesRole("iam/my-app-role.json", "app-role"));
  EXPECT_FALSE(PathNamesRole("iam/app.json", "app-role"));
  EXPECT_FALSE(PathNamesRole("aws_iam_role_dns", "dns"));
  EXPECT_FALSE(PathNamesRole("aws_iam_role_policy_dns_policy", "dns"));
}

TEST(PathMentionsTest, WholeWords) {
  EXPECT_TRUE(PathMentions("iam/app-trust.json", "app"));
  EXPECT_TRUE(PathMentions("trust-my-sa.json", "my-sa"));
  EXPECT_TRUE(PathMentions("app/trust.json", "app"));
  EXPECT_FALSE(PathMentions("apps/trust.json", "app"));
  EXPECT_FALSE(PathMentions("webapp.json", "app"));
  EXPECT_TRUE(PathMentions("webapp/app.json", "app"));
}

TEST(LinkTrustTest, ByDocumentAtAnyLevelWithAllVariants) {
  const Linked linked({{"dev/x.yaml", kApp},
                       {"dev/role.json", GetRole("app-role", kStranger)},
                       {"prod/role.json", GetRole("app-role", kAdmits)},
                       {"dev/app-role.json", kAdmits}});
  const Claim& claim = linked.ClaimOf("dev", "app");
  EXPECT_THAT(linked.EdgesOf(claim), ElementsAre("dev/role.json document same-unit no",
                                                 "prod/role.json document whole yes"));
  EXPECT_EQ(claim.admitted, base::Truth::kYes);
  EXPECT_EQ(linked->BrokenEdge(claim), nullptr);
}

TEST(LinkTrustTest, AllVariantsDeny) {
  const Linked linked({{"dev/x.yaml", kApp},
                       {"a/role.json", GetRole("app-role", kStranger)},
                       {"dev/role.json", GetRole("app-role", kNearMiss)}});
  const TrustEdge* broken = linked->BrokenEdge(linked.ClaimOf("dev", "app"));
  ASSERT_NE(broken, nullptr);
  EXPECT_EQ((*linked)[broken->policy].object->path, "dev/role.json");  // the nearest
  EXPECT_FALSE(broken->IsInferred());
}

TEST(LinkTrustTest, ByTheNameOfAFile) {
  const Linked linked(
      {{"a/x.yaml", kApp}, {"a/app-role.json", kStranger}, {"a/other.json", kAdmits}});
  const Claim& claim = linked.ClaimOf("a", "app");
  EXPECT_THAT(linked.EdgesOf(claim), ElementsAre("a/app-role.json file-name same-unit no"));
  ASSERT_NE(linked->BrokenEdge(claim), nullptr);
  EXPECT_TRUE(linked->BrokenEdge(claim)->IsInferred());
}

TEST(LinkTrustTest, ByTheNameOfAFileInKopsStyle) {
  const Linked linked({{"a/x.yaml", kApp}, {"a/data/aws_iam_role_app-role_policy", kStranger}});
  EXPECT_THAT(linked.EdgesOf(linked.ClaimOf("a", "app")),
              ElementsAre("a/data/aws_iam_role_app-role_policy file-name folder no"));
}

TEST(LinkTrustTest, TheNameOfAFileInAnotherEnvironmentProvesNothing) {
  const Linked denies({{"dev/x.yaml", kApp}, {"prod/app-role.json", kStranger}});
  EXPECT_THAT(denies.EdgesOf(denies.ClaimOf("dev", "app")), IsEmpty());
  const Linked admits({{"dev/x.yaml", kApp}, {"prod/app-role.json", kAdmits}});
  EXPECT_THAT(admits.EdgesOf(admits.ClaimOf("dev", "app")),
              ElementsAre("prod/app-role.json file-name whole yes"));
}

TEST(LinkTrustTest, AdmissionIsSilent) {
  const Linked linked({{"a/x.yaml", kApp}, {"a/p.json", kStranger}, {"a/q.json", kAdmits}});
  const Claim& claim = linked.ClaimOf("a", "app");
  EXPECT_THAT(linked.EdgesOf(claim), ElementsAre("a/q.json admission same-unit yes"));
  EXPECT_EQ(linked->BrokenEdge(claim), nullptr);
}

TEST(LinkTrustTest, AdmissionThatMayBeProvesNothingBroken) {
  const Linked linked(
      {{"a/x.yaml", AccountWithRole("", "app", "app-role")}, {"a/q.json", kAdmits}});
  const Claim& claim = linked.ClaimOf("a", "app");
  EXPECT_THAT(linked.EdgesOf(claim), ElementsAre("a/q.json admission same-unit maybe"));
  EXPECT_EQ(linked->BrokenEdge(claim), nullptr);
  EXPECT_THAT(linked->ClaimsAdmittedBy(PolicyId{0}), IsEmpty());
}

TEST(LinkTrustTest, OnlyOneRoleAndOnlyOnePolicyWithAWitness) {
  for (const auto& [path, policy] :
       Files{{"a/trust.json", kNearMiss},                                     // two edits
             {"a/trust.json", Policy({Allow(Subject("one", "something"))})},  // the namespace
             {"a/trust.json", Policy({Allow(Subject("elsewhere", "app"))})},  // the name
             {"a/trust.json", Policy({Allow(Subject("app", "one"))})},        // swapped
             {"a/trust-app.json", kStranger},
             {"a/app-role-trust.json", kStranger}}) {
    const Linked linked({{"a/x.yaml", kApp}, {path, policy}});
    const Claim& claim = linked.ClaimOf("a", "app");
    EXPECT_THAT(linked.EdgesOf(claim), ElementsAre(path + " only-one same-unit no witnessed"));
    EXPECT_NE(linked->BrokenEdge(claim), nullptr) << path;
  }
}

TEST(LinkTrustTest, OnlyOneWithoutAWitnessProvesNothing) {
  const Linked linked({{"a/x.yaml", kApp}, {"a/trust.json", kStranger}});
  const Claim& claim = linked.ClaimOf("a", "app");
  EXPECT_THAT(linked.EdgesOf(claim), ElementsAre("a/trust.json only-one same-unit no"));
  EXPECT_EQ(linked->BrokenEdge(claim), nullptr);
}

TEST(LinkTrustTest, TwoPoliciesOrTwoRolesAreNotOnlyOne) {
  const Linked policies(
      {{"a/x.yaml", kApp}, {"a/app-1.json", kNearMiss}, {"a/app-2.json", kNearMiss}});
  EXPECT_THAT(policies.EdgesOf(policies.ClaimOf("a", "app")), IsEmpty());
  const Linked roles(
      {{"a/x.yaml", kApp + AccountWithRole("one", "web", "web-role")}, {"a/app.json", kNearMiss}});
  EXPECT_THAT(roles.EdgesOf(roles.ClaimOf("a", "app")), IsEmpty());
}

// Two accounts of one role are one role.
TEST(LinkTrustTest, TwoAccountsOfOneRole) {
  const Linked linked({{"a/x.yaml", kApp + AccountWithRole("one", "web", "app-role")},
                       {"a/trust.json", kNearMiss}});
  EXPECT_THAT(linked.EdgesOf(linked.ClaimOf("a", "app")),
              ElementsAre("a/trust.json only-one same-unit no witnessed"));
}

TEST(LinkTrustTest, APolicyThatOneRoleTookIsNotOfferedToAnother) {
  // The policy admits `app`, whose role takes it. It resembles `apq`, whose role goes without.
  const Linked linked({{"a/x.yaml", kApp + AccountWithRole("one", "apq", "other-role")},
                       {"a/trust.json", kAdmits}});
  EXPECT_THAT(linked.EdgesOf(linked.ClaimOf("a", "app")),
              ElementsAre("a/trust.json admission same-unit yes"));
  EXPECT_THAT(linked.EdgesOf(linked.ClaimOf("a", "apq")), IsEmpty());
}

TEST(LinkTrustTest, TheNearestTakesFirst) {
  // `prod` comes before `staging`; it must not take staging's policy, which admits both.
  const Linked linked({{"prod/x.yaml", AccountWithRole("one", "app", "prod-role")},
                       {"prod/trust.json", kNearMiss},
                       {"staging/x.yaml", AccountWithRole("one", "app", "staging-role")},
                       {"staging/trust.json", kAdmits}});
  EXPECT_THAT(linked.EdgesOf(linked.ClaimOf("staging", "app")),
              ElementsAre("staging/trust.json admission same-unit yes"));
  EXPECT_THAT(linked.EdgesOf(linked.ClaimOf("prod", "app")),
              ElementsAre("prod/trust.json only-one same-unit no witnessed"));
}

TEST(LinkTrustTest, PoliciesForOthersAreNoCandidates) {
  const std::string github =
      Policy({Allow("repo:a/b:ref:refs/heads/main", "token.actions.githubusercontent.com")});
  const std::string ec2 =
      Policy({R"({"Effect": "Allow", "Principal": {"Service": "ec2.amazonaws.com"},
           "Action": "sts:AssumeRole"})"});
  const Linked linked({{"a/x.yaml", kApp}, {"a/app-role.json", github}, {"a/app.json", ec2}});
  EXPECT_THAT(linked.EdgesOf(linked.ClaimOf("a", "app")), IsEmpty());
}

TEST(LinkTrustTest, AMalformedIssuerMakesACandidate) {
  const std::string bare = Policy({fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Federated": "{0}"}},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {{"StringEquals": {{"{0}:sub": "{1}"}}}}}})",
      kIssuer, Subject("one", "app"))});
  const Linked linked({{"a/x.yaml", kApp}, {"a/trust.json", bare}});
  EXPECT_THAT(linked.EdgesOf(linked.ClaimOf("a", "app")),
              ElementsAre("a/trust.json only-one same-unit no witnessed"));
}

}  // namespace
}  // namespace irsalint::graph
