#include "analyzer/graph/pod_identity.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/association_text.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using Kind = PodIdentityDenial::Kind;

constexpr AssociationId kFirst{0};
constexpr std::string_view kKinds[] = {"grammar", "deny", "principal", "tag-session", "condition"};

std::string Told(const AssumedRole& role) {
  std::string told(base::ToString(role.admits));
  for (const PodIdentityVerdict& verdict : role.policies) {
    told += fmt::format(" [{} {}", base::ToString(verdict.assume_role.admits),
                        base::ToString(verdict.tag_session.admits));
    if (verdict.denial.has_value()) {
      told += fmt::format(" {} of {}", kKinds[static_cast<size_t>(verdict.denial->kind)],
                          verdict.denial->action);
    }
    told += "]";
  }
  return told;
}

// What the trust policy of the associated role says: of the role, then whether it may be assumed
// and tagged by each policy, and why not.
std::string Decide(const std::string& policy, std::string_view more = "") {
  const Linked linked(
      {{"a/association.json", DescribeAssociation("media", "uploader", "uploader", more)},
       {"a/role.json", GetRole("uploader", policy)}});
  return Told(DecidePodIdentity(*linked, kFirst).role);
}

TEST(PodIdentityTest, BothActionsAreNeeded) {
  EXPECT_EQ(Decide(Policy({AllowPods()})), "yes [yes yes]");
  EXPECT_EQ(Decide(Policy({AllowPods("", R"("sts:AssumeRole")")})),
            "no [yes no tag-session of sts:TagSession]");
  EXPECT_EQ(Decide(Policy({AllowPods("", R"("sts:TagSession")")})),
            "no [no yes principal of sts:AssumeRole]");
  EXPECT_EQ(Decide(Policy({AllowPods("", R"("sts:AssumeRole")"), AllowPods("", R"("sts:Tag*")")})),
            "yes [yes yes]");
}

TEST(PodIdentityTest, EachPolicySaysWhomItAdmits) {
  const std::string target = fmt::format(R"(, "targetRoleArn": "{}")", RoleArn("target"));
  const Linked linked({{"a/association.json", DescribeAssociation("m", "app", "app", target)},
                       {"a/other.json", GetRole("other", Policy({AllowPods()}))},
                       {"a/role.json", GetRole("app", Policy({AllowPods()}))},
                       {"a/target.json", GetRole("target", Policy({AllowPods()}))}});
  const PodIdentityDecision decision = DecidePodIdentity(*linked, kFirst);
  std::string said;
  for (uint32_t p = 0; p < linked->trust_policies().size(); ++p) {
    said += fmt::format("{} {}, ", (*linked)[PolicyId{p}].object->path,
                        base::ToString(AdmissionBy(decision, PolicyId{p})));
  }
  EXPECT_EQ(said, "a/other.json no, a/role.json yes, a/target.json no, ");
}

TEST(PodIdentityTest, WithoutSessionTagsNothingIsTagged) {
  const std::string policy = Policy({AllowPods("", R"("sts:AssumeRole")")});
  EXPECT_EQ(Decide(policy, R"(, "disableSessionTags": true)"), "yes [yes no]");
  EXPECT_EQ(Decide(policy, R"(, "disableSessionTags": false)"),
            "no [yes no tag-session of sts:TagSession]");
  EXPECT_EQ(Decide(policy, R"(, "disableSessionTags": "${TAGS}")"), "maybe [yes no]");
}

TEST(PodIdentityTest, AMissingPrincipalIsTheOnlyFault) {
  EXPECT_EQ(Decide(Policy({Allow(Subject("media", "uploader"))})),
            "no [no no principal of sts:AssumeRole]");
  EXPECT_EQ(Decide(R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal":
                      {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]})"),
            "no [no no principal of sts:AssumeRole]");
}

TEST(PodIdentityTest, ConditionsAndDenies) {
  EXPECT_EQ(Decide(Policy({AllowPods(
                R"({"StringEquals": {"aws:RequestTag/kubernetes-namespace": "media"}})")})),
            "yes [yes yes]");
  EXPECT_EQ(Decide(Policy({AllowPods(
                R"({"StringEquals": {"aws:RequestTag/kubernetes-namespace": "web"}})")})),
            "no [no no condition of sts:AssumeRole]");
  // Only the second action is refused, by its own condition.
  EXPECT_EQ(Decide(Policy({AllowPods("", R"("sts:AssumeRole")"),
                           AllowPods(R"({"StringEquals": {"aws:SourceAccount": "204816357924"}})",
                                     R"("sts:TagSession")")})),
            "no [yes no condition of sts:TagSession]");
  EXPECT_EQ(Decide(Policy({AllowPods(),
                           R"({"Effect": "Deny", "Principal": {"Service": "pods.eks.amazonaws.com"},
               "Action": "sts:AssumeRole", "Condition": {"StringNotEquals":
               {"aws:RequestTag/kubernetes-namespace": "web"}}})"})),
            "no [no yes deny of sts:AssumeRole]");
}

TEST(PodIdentityTest, WhatIamDoesNotStoreAdmitsNobody) {
  EXPECT_EQ(Decide(R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal":
                      {"Service": "pods.eks.amazonaws.com"}, "Resource": "*",
                      "Action": ["sts:AssumeRole", "sts:TagSession"]}]})"),
            "no [no no grammar of sts:AssumeRole]");
}

TEST(PodIdentityTest, TheClusterIsThatOfTheAssociation) {
  const auto arn = [](std::string_view value) {
    return Decide(
        Policy({AllowPods(fmt::format(R"({{"ArnEquals": {{"aws:SourceArn": "{}"}}}})", value))}));
  };
  EXPECT_EQ(arn("arn:aws:eks:eu-central-1:493827165038:cluster/media"), "yes [yes yes]");
  EXPECT_EQ(arn("arn:aws:eks:eu-central-1:493827165038:cluster/video"),
            "no [no no condition of sts:AssumeRole]");
  EXPECT_EQ(arn("arn:aws:eks:*:493827165038:podidentityassociation/media/*"),
            "no [no no condition of sts:AssumeRole]");
}

// Without its own ARN the association has the account of its role, and the region of its cluster.
TEST(PodIdentityTest, TheRegionMayBeUnknown) {
  const std::string association =
      fmt::format(R"({{"association": {{"clusterName": "media", "namespace": "media",
                      "serviceAccount": "uploader", "roleArn": "{}"}}}})",
                  RoleArn("uploader"));
  const auto decide = [&association](std::string_view value, const Files& more = {}) {
    Files files = {
        {"a/association.json", association},
        {"a/role.json",
         GetRole("uploader", Policy({AllowPods(fmt::format(
                                 R"({{"ArnEquals": {{"aws:SourceArn": "{}"}}}})", value))}))}};
    files.insert(files.end(), more.begin(), more.end());
    return Told(DecidePodIdentity(*Linked(files), kFirst).role);
  };
  const Files cluster = {{"a/cluster.json", DescribeCluster("media", kIssuer)}};
  constexpr std::string_view kHere = "arn:aws:eks:eu-central-1:493827165038:cluster/media";
  constexpr std::string_view kThere = "arn:aws:eks:us-east-2:493827165038:cluster/media";
  EXPECT_EQ(decide(kHere), "maybe [maybe maybe]");
  EXPECT_EQ(decide(kThere), "maybe [maybe maybe]");
  EXPECT_EQ(decide("arn:aws:eks:us-east-2:204816357924:cluster/media"),
            "no [no no condition of sts:AssumeRole]");
  EXPECT_EQ(decide(kHere, cluster), "yes [yes yes]");
  EXPECT_EQ(decide(kThere, cluster), "no [no no condition of sts:AssumeRole]");
}

TEST(PodIdentityTest, AnyVariantOfThePolicyMayAdmit) {
  const Linked linked(
      {{"a/association.json", DescribeAssociation("media", "uploader", "uploader")},
       {"a/role.json", GetRole("uploader", Policy({Allow(Subject("media", "uploader"))}))},
       {"b/role.json", GetRole("uploader", Policy({AllowPods()}))}});
  EXPECT_EQ(Told(DecidePodIdentity(*linked, kFirst).role),
            "yes [no no principal of sts:AssumeRole] [yes yes]");
}

TEST(PodIdentityTest, OfARoleThatIsNotThereNothingIsKnown) {
  const Linked linked({{"a/association.json", DescribeAssociation("media", "uploader", "uploader")},
                       {"a/list.json", R"({"associations": [{"clusterName": "media",
                                          "namespace": "media", "serviceAccount": "player"}]})"}});
  EXPECT_EQ(Told(DecidePodIdentity(*linked, AssociationId{0}).role), "maybe");
  EXPECT_EQ(Told(DecidePodIdentity(*linked, AssociationId{1}).role), "maybe");
}

constexpr std::string_view kTarget =
    R"(, "targetRoleArn": "arn:aws:iam::204816357924:role/archive")";

std::string AllowAws(std::string_view principal, std::string_view actions,
                     std::string_view condition = "{}") {
  return fmt::format(R"({{"Effect": "Allow", "Principal": {{"AWS": "{}"}}, "Action": [{}],
                         "Condition": {}}})",
                     principal, actions, condition);
}

// What the trust policy of the target role says.
std::string DecideTarget(const std::string& statement, const std::string& more = "") {
  const std::string target =
      R"({"Role": {"RoleName": "archive", "Arn": "arn:aws:iam::204816357924:role/archive",
         "AssumeRolePolicyDocument": )" +
      Policy({statement}) + "}}";
  const Linked linked({{"a/association.json", DescribeAssociation("media", "uploader", "uploader",
                                                                  std::string(kTarget) + more)},
                       {"a/role.json", GetRole("uploader", Policy({AllowPods()}))},
                       {"a/target.json", target}});
  const PodIdentityDecision decision = DecidePodIdentity(*linked, kFirst);
  EXPECT_EQ(decision.role.admits, Truth::kYes);
  EXPECT_EQ(decision.admits, decision.target.value().admits);
  return Told(*decision.target);
}

TEST(PodIdentityTest, TheRoleTakesTheTargetRole) {
  constexpr std::string_view kBoth = R"("sts:AssumeRole", "sts:TagSession")";
  EXPECT_EQ(DecideTarget(AllowAws(RoleArn("uploader"), kBoth)), "yes [yes yes]");
  EXPECT_EQ(DecideTarget(AllowAws("arn:aws:iam::493827165038:root", kBoth,
                                  fmt::format(R"({{"ArnEquals": {{"aws:PrincipalArn": "{}"}}}})",
                                              RoleArn("uploader")))),
            "yes [yes yes]");
  EXPECT_EQ(DecideTarget(AllowAws(RoleArn("uploader"), R"("sts:AssumeRole")")),
            "no [yes no tag-session of sts:TagSession]");
  EXPECT_EQ(DecideTarget(AllowAws(RoleArn("player"), kBoth)),
            "no [no no principal of sts:AssumeRole]");
  // The service itself never comes to the target role.
  EXPECT_EQ(DecideTarget(AllowPods()), "no [no no principal of sts:AssumeRole]");
}

TEST(PodIdentityTest, TheExternalIdNamesTheAccount) {
  const auto decide = [](std::string_view external_id, const std::string& more) {
    return DecideTarget(
        AllowAws(RoleArn("uploader"), R"("sts:AssumeRole")",
                 fmt::format(R"({{"StringEquals": {{"sts:ExternalId": "{}"}}}})", external_id)),
        more);
  };
  const std::string untagged = R"(, "disableSessionTags": true)";
  EXPECT_EQ(decide("eu-central-1/493827165038/media/media/uploader", untagged), "yes [yes no]");
  EXPECT_EQ(decide("eu-central-1/493827165038/media/media/player", untagged),
            "no [no no condition of sts:AssumeRole]");
  // The association itself knows it better.
  EXPECT_EQ(decide("own", untagged + R"(, "externalId": "own")"), "yes [yes no]");
}

TEST(PodIdentityTest, TheDecisionHoldsTheClauses) {
  const Linked linked({{"a/association.json", DescribeAssociation("media", "uploader", "uploader")},
                       {"a/role.json", GetRole("uploader", Policy({AllowPods(R"({"StringEquals":
                                {"aws:RequestTag/kubernetes-service-account": "player"}})")}))}});
  const PodIdentityDecision decision = DecidePodIdentity(*linked, kFirst);
  const PodIdentityVerdict& verdict = decision.role.policies.front();
  ASSERT_TRUE(verdict.denial.has_value());
  const ActionDecision& refused = verdict.Of(verdict.denial->action);
  EXPECT_EQ(refused.action, "sts:AssumeRole");
  EXPECT_EQ(refused.request.principal.literal(), "pods.eks.amazonaws.com");
  EXPECT_EQ(refused.decision.statements[0].clauses[*verdict.denial->cause.clause].reason,
            "aws:RequestTag/kubernetes-service-account is \"uploader\", StringEquals demands "
            "\"player\"");
}

Truth DecideAny(std::string_view condition, AccountOfCluster account = AccountOfCluster::kOfRole) {
  const Linked linked({{"a/role.json", GetRole("uploader", Policy({AllowPods(condition)}))}});
  return DecideAnyAssociation(*linked, PolicyId{0}, account, Truth::kYes).admits;
}

TEST(DecideAnyAssociationTest, WhatHoldsWhateverTheAssociation) {
  EXPECT_EQ(DecideAny(""), Truth::kYes);
  EXPECT_EQ(DecideAny(R"({"StringLike": {"aws:RequestTag/kubernetes-namespace": "*"}})"),
            Truth::kYes);
  EXPECT_EQ(DecideAny(R"({"StringEquals": {"aws:RequestTag/kubernetes-namespace": "media"}})"),
            Truth::kMaybe);
  EXPECT_EQ(DecideAny(R"({"StringEquals": {"aws:RequestTag/namespace": "media"}})"), Truth::kNo);
}

TEST(DecideAnyAssociationTest, TheClusterIsInTheAccountOfTheRole) {
  constexpr std::string_view kOwn = R"({"StringEquals": {"aws:SourceAccount": "493827165038"}})";
  constexpr std::string_view kOther = R"({"StringEquals": {"aws:SourceAccount": "204816357924"}})";
  EXPECT_EQ(DecideAny(kOwn), Truth::kYes);
  EXPECT_EQ(DecideAny(kOther), Truth::kNo);
  EXPECT_EQ(DecideAny(kOwn, AccountOfCluster::kAny), Truth::kMaybe);
}

}  // namespace
}  // namespace irsalint::graph
