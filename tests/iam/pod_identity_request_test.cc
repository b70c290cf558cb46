// The calls that EKS makes for pods with an association, and what trust policies say to them.
#include "analyzer/iam/pod_identity_request.h"

#include <gtest/gtest.h>

#include <string>

#include "analyzer/iam/condition_key.h"
#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

Text Missing(std::string_view name) {
  return Text::OfHole({.syntax = syntax::HoleSyntax::kMissing,
                       .expression = std::string(name),
                       .scope = "association"});
}

PodIdentity Pod(Truth session_tags = Truth::kYes) {
  return {.cluster_arn = Text::Literal("arn:aws:eks:eu-west-1:468013579246:cluster/shop"),
          .cluster_name = Text::Literal("shop"),
          .cluster_account = Text::Literal("468013579246"),
          .namespace_name = Text::Literal("orders"),
          .service_account = Text::Literal("api"),
          .role_arn = Text::Literal(kRole),
          .session_tags = session_tags};
}

PolicyDocument ServiceIf(std::string_view condition) {
  return PolicyOf(R"({"Effect":"Allow","Principal":{"Service":"pods.eks.amazonaws.com"},)"
                  R"("Action":["sts:AssumeRole","sts:TagSession"],"Condition":)" +
                  std::string(condition) + "}");
}

Truth ServiceAdmits(std::string_view condition, const PodIdentity& pod = Pod()) {
  const PolicyDocument policy = ServiceIf(condition);
  const Truth assume = Admits(policy, PodIdentityRequest(pod, kAssumeRole));
  EXPECT_EQ(Admits(policy, PodIdentityRequest(pod, kTagSession)), assume);
  return assume;
}

TEST(PodIdentityRequestTest, TheServiceCallsForTheRole) {
  const Request request = PodIdentityRequest(Pod(), kTagSession);
  EXPECT_EQ(request.action, "sts:TagSession");
  EXPECT_EQ(request.principal_kind, PrincipalKind::kService);
  EXPECT_EQ(request.principal.literal(), "pods.eks.amazonaws.com");
  EXPECT_EQ(request.role_arn.literal(), kRole);
  EXPECT_EQ(request.account, "468013579246");
}

TEST(PodIdentityRequestTest, SixTagsOfWhichThePodsAreUnknown) {
  const auto tag = [](std::string_view name, std::string_view value) {
    return ServiceAdmits(R"({"StringEquals":{"aws:RequestTag/)" + std::string(name) + R"(":")" +
                         std::string(value) + R"("}})");
  };
  EXPECT_EQ(tag("eks-cluster-arn", "arn:aws:eks:eu-west-1:468013579246:cluster/shop"), Truth::kYes);
  EXPECT_EQ(tag("eks-cluster-arn", "arn:aws:eks:eu-west-1:468013579246:cluster/shop2"), Truth::kNo);
  EXPECT_EQ(tag("eks-cluster-name", "shop"), Truth::kYes);
  EXPECT_EQ(tag("kubernetes-namespace", "orders"), Truth::kYes);
  EXPECT_EQ(tag("kubernetes-namespace", "Orders"), Truth::kNo);
  EXPECT_EQ(tag("kubernetes-service-account", "api"), Truth::kYes);
  EXPECT_EQ(tag("kubernetes-pod-name", "api-0"), Truth::kMaybe);
  EXPECT_EQ(tag("kubernetes-pod-uid", "1"), Truth::kMaybe);
  // There are no others, and names that are nearly theirs are none.
  EXPECT_EQ(tag("kubernetes-serviceaccount", "api"), Truth::kNo);
  EXPECT_EQ(tag("team", "orders"), Truth::kNo);
}

TEST(PodIdentityRequestTest, WithoutSessionTagsTheirKeysAreAbsent) {
  constexpr std::string_view kTag =
      R"({"StringEquals":{"aws:RequestTag/kubernetes-namespace":"orders"}})";
  EXPECT_EQ(ServiceAdmits(kTag, Pod(Truth::kNo)), Truth::kNo);
  EXPECT_EQ(ServiceAdmits(kTag, Pod(Truth::kMaybe)), Truth::kMaybe);
  constexpr std::string_view kAbsent = R"({"Null":{"aws:RequestTag/kubernetes-namespace":"true"}})";
  EXPECT_EQ(ServiceAdmits(kAbsent, Pod(Truth::kNo)), Truth::kYes);
  EXPECT_EQ(ServiceAdmits(kAbsent), Truth::kNo);
}

TEST(PodIdentityRequestTest, TagKeysAreTheSix) {
  EXPECT_EQ(
      ServiceAdmits(R"({"ForAllValues:StringLike":{"aws:TagKeys":["eks-*","kubernetes-*"]}})"),
      Truth::kYes);
  EXPECT_EQ(ServiceAdmits(R"({"ForAllValues:StringLike":{"aws:TagKeys":"kubernetes-*"}})"),
            Truth::kNo);
  EXPECT_EQ(
      ServiceAdmits(R"({"ForAnyValue:StringEquals":{"sts:TransitiveTagKeys":"eks-cluster-arn"}})"),
      Truth::kYes);
}

TEST(PodIdentityRequestTest, TheSourceIsTheCluster) {
  const auto arn = [](std::string_view value) {
    return ServiceAdmits(R"({"ArnLike":{"aws:SourceArn":")" + std::string(value) + R"("}})");
  };
  EXPECT_EQ(arn("arn:aws:eks:eu-west-1:468013579246:cluster/shop"), Truth::kYes);
  EXPECT_EQ(arn("arn:aws:eks:*:468013579246:cluster/*"), Truth::kYes);
  EXPECT_EQ(arn("arn:aws:eks:*:468013579246:podidentityassociation/shop/*"), Truth::kNo);
  EXPECT_EQ(ServiceAdmits(R"({"StringEquals":{"aws:SourceAccount":"468013579246"}})"), Truth::kYes);
  EXPECT_EQ(ServiceAdmits(R"({"StringEquals":{"aws:SourceAccount":"579246801357"}})"), Truth::kNo);
  EXPECT_EQ(ServiceAdmits(R"({"StringEquals":{"aws:SourceOrgID":"${aws:ResourceOrgID}"}})"),
            Truth::kMaybe);
}

// An ARN of which parts are not known is compared part by part: no part holds a colon.
TEST(PodIdentityRequestTest, AnArnWithUnknownPartsIsComparedByParts) {
  PodIdentity pod = Pod();
  pod.cluster_arn = Text::Literal("arn:aws:eks:")
                        .Append(Missing("region"))
                        .Append(":468013579246:cluster/")
                        .Append(Missing("cluster"));
  const auto arn = [&pod](std::string_view op, std::string_view value) {
    return ServiceAdmits(
        "{\"" + std::string(op) + R"(":{"aws:SourceArn":")" + std::string(value) + R"("}})", pod);
  };
  EXPECT_EQ(arn("ArnLike", "arn:aws:eks:*:468013579246:cluster/*"), Truth::kYes);
  EXPECT_EQ(arn("ArnLike", "arn:aws:eks:eu-west-1:468013579246:cluster/shop"), Truth::kMaybe);
  EXPECT_EQ(arn("ArnLike", "arn:aws:eks:*:579246801357:cluster/*"), Truth::kNo);
  EXPECT_EQ(arn("ArnLike", "arn:aws:eks:*:468013579246:podidentityassociation/*"), Truth::kNo);
  EXPECT_EQ(arn("ArnNotLike", "arn:aws:eks:*:468013579246:cluster/*"), Truth::kNo);
  // What somebody else fills in may be more than one part.
  pod.cluster_arn = Text::Literal("arn:aws:eks:").Append(HoleText("${x}")).Append(":a:cluster/b");
  EXPECT_EQ(arn("ArnLike", "arn:aws:eks:*:468013579246:cluster/*"), Truth::kMaybe);
}

TEST(PodIdentityRequestTest, TheServiceHasNoTokenAndNoSession) {
  EXPECT_EQ(ServiceAdmits(R"({"StringEquals":{"aws:PrincipalTag/kubernetes-namespace":"orders"}})"),
            Truth::kNo);
  EXPECT_EQ(ServiceAdmits(R"({"StringLike":{"sts:RoleSessionName":"eks-*"}})"), Truth::kYes);
  EXPECT_EQ(ServiceAdmits(R"({"StringLike":{"sts:RoleSessionName":"api-*"}})"), Truth::kNo);
  const Decision decision =
      Evaluate(ServiceIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:orders:api"}})"),
               PodIdentityRequest(Pod(), kAssumeRole));
  EXPECT_EQ(decision.admits, Truth::kNo);
  EXPECT_EQ(decision.statements[0].clauses[2].reason,
            "no request carries the key " + std::string(kIssuer) +
                ":sub: it is a claim of a token, and this call has none");
}

constexpr std::string_view kTarget = "arn:aws:iam::579246801357:role/ledger";

Truth TargetAdmits(std::string_view principal, std::string_view condition,
                   const PodIdentity& pod = Pod()) {
  const PolicyDocument policy =
      PolicyOf(R"({"Effect":"Allow","Principal":{"AWS":")" + std::string(principal) +
               R"("},"Action":["sts:AssumeRole","sts:TagSession"],"Condition":)" +
               std::string(condition) + "}");
  return Admits(policy,
                TargetRoleRequest(pod,
                                  {.arn = Text::Literal(kTarget),
                                   .external_id = Text::Literal("eu-west-1/468013579246/shop")},
                                  kAssumeRole));
}

TEST(TargetRoleRequestTest, TheRoleCallsOrItsAccount) {
  EXPECT_EQ(TargetAdmits(kRole, "{}"), Truth::kYes);
  EXPECT_EQ(TargetAdmits("468013579246", "{}"), Truth::kYes);
  EXPECT_EQ(TargetAdmits("arn:aws:iam::468013579246:root", "{}"), Truth::kYes);
  EXPECT_EQ(TargetAdmits("arn:aws:iam::468013579246:role/other", "{}"), Truth::kNo);
  EXPECT_EQ(TargetAdmits("arn:aws:iam::468013579246:root",
                         R"({"ArnEquals":{"aws:PrincipalArn":")" + std::string(kRole) + R"("}})"),
            Truth::kYes);
  EXPECT_EQ(TargetAdmits("arn:aws:iam::468013579246:root",
                         R"({"ArnLike":{"aws:PrincipalArn":"arn:aws:iam::*:role/other"}})"),
            Truth::kNo);
}

TEST(TargetRoleRequestTest, TagsAreThoseOfTheRequestAndOfTheSession) {
  for (const std::string key : {"RequestTag", "PrincipalTag"}) {
    EXPECT_EQ(TargetAdmits(kRole, R"({"StringEquals":{"aws:)" + key +
                                      R"(/kubernetes-namespace":"orders"}})"),
              Truth::kYes)
        << key;
    EXPECT_EQ(TargetAdmits(kRole,
                           R"({"StringEquals":{"aws:)" + key + R"(/kubernetes-namespace":"web"}})"),
              Truth::kNo)
        << key;
  }
  // The role may have tags of its own.
  EXPECT_EQ(TargetAdmits(kRole, R"({"StringEquals":{"aws:PrincipalTag/team":"orders"}})"),
            Truth::kMaybe);
}

TEST(TargetRoleRequestTest, TheExternalIdIsSentWithoutSessionTags) {
  constexpr std::string_view kRight =
      R"({"StringEquals":{"sts:ExternalId":"eu-west-1/468013579246/shop"}})";
  constexpr std::string_view kWrong = R"({"StringEquals":{"sts:ExternalId":"x"}})";
  EXPECT_EQ(TargetAdmits(kRole, kRight, Pod(Truth::kNo)), Truth::kYes);
  EXPECT_EQ(TargetAdmits(kRole, kWrong, Pod(Truth::kNo)), Truth::kNo);
  EXPECT_EQ(TargetAdmits(kRole, kRight), Truth::kMaybe);
  EXPECT_EQ(TargetAdmits(kRole, kWrong), Truth::kNo);
}

TEST(PodIdentityRequestTest, StatementsThatTrustTheService) {
  EXPECT_TRUE(TrustsPodIdentity(ServiceIf("{}").statements[0]));
  EXPECT_FALSE(TrustsPodIdentity(PolicyOf(AllowIf("{}")).statements[0]));
  EXPECT_FALSE(TrustsPodIdentity(
      PolicyOf(R"({"Effect":"Allow","NotPrincipal":{"Service":"pods.eks.amazonaws.com"},)"
               R"("Action":"sts:AssumeRole"})")
          .statements[0]));
}

}  // namespace
}  // namespace irsalint::iam
