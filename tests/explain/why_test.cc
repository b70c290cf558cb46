#include "analyzer/explain/why.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/explain/linked_input.h"
#include "tests/graph/linked.h"

namespace irsalint::explain {
namespace {

using base::Truth;
using graph::kIssuer;
using ::testing::HasSubstr;
using ::testing::Not;

// "Why may `account` assume `role`?", asked of files.
struct Question {
  std::string account;
  std::string role;
};

Why Ask(const LinkedFiles& files, const Question& question) {
  return WhyOf(files.graph(), graph::ParseAskedAccount(question.account).value(),
               graph::FindRoles(files.graph(), question.role).found.at(0));
}

std::string Text(const LinkedFiles& files, const Question& question) {
  const Why why = Ask(files, question);
  return WhyText(files.graph(), why, files.Lines(PlacesOf(files.graph(), why)));
}

std::string Json(const LinkedFiles& files, const Question& question) {
  const Why why = Ask(files, question);
  return WhyJson(files.graph(), why, files.Lines(PlacesOf(files.graph(), why)));
}

constexpr char kRole[] = R"({"Role": {
  "RoleName": "uploader",
  "Arn": "arn:aws:iam::493827165038:role/uploader",
  "AssumeRolePolicyDocument": {"Version": "2012-10-17", "Statement": [{
    "Sid": "Pods",
    "Effect": "Allow",
    "Principal": {
      "Federated": "arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F"},
    "Action": "sts:AssumeRoleWithWebIdentity",
    "Condition": {"StringEquals": {
      "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub":
        ["system:serviceaccount:media:encoder",
         "system:serviceaccount:media:uploader"]}}}]}}}
)";

const std::string kAccount = graph::AccountWithRole("media", "uploader", "uploader");

TEST(Why, ShowsWhatItRestsOnAndEachClause) {
  const LinkedFiles files({{"iam/role.json", kRole}, {"k8s/sa.yaml", kAccount}});
  const Question question = {.account = "media/uploader", .role = "uploader"};
  EXPECT_EQ(Ask(files, question).Admits(), Truth::kYes);
  EXPECT_EQ(Text(files, question), R"(allow: the account may assume the role with its token
subject   system:serviceaccount:media:uploader
role      arn:aws:iam::493827165038:role/uploader

account   k8s/sa.yaml:4
          the role is claimed at k8s/sa.yaml:7
policy    iam/role.json:4
ISSUER    oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
          the policy trusts it at iam/role.json:8
audience  sts.amazonaws.com
          what EKS puts into every token; no annotation asks for another

allow: an Allow statement applies and no Deny statement does

statement 1 "Pods", Allow: applies
  yes   principal: the caller "arn:aws:iam::493827165038:oidc-provider/ISSUER" is trusted
        at iam/role.json:8
  yes   action: the action sts:AssumeRoleWithWebIdentity is covered
        at iam/role.json:9
  yes   condition StringEquals ISSUER:sub: StringEquals holds for ISSUER:sub
        at iam/role.json:13
)");
}

TEST(Why, ADenialPointsAtTheValueThatComesNearest) {
  const LinkedFiles files({{"iam/role.json", kRole}, {"k8s/sa.yaml", kAccount}});
  const Question question = {.account = "media/uplaoder", .role = "uploader"};
  EXPECT_EQ(Ask(files, question).Admits(), Truth::kNo);
  EXPECT_EQ(Text(files, question), R"(deny: the account may not assume the role with its token
subject   system:serviceaccount:media:uplaoder
role      arn:aws:iam::493827165038:role/uploader
error     STS: AccessDenied, Not authorized to perform sts:AssumeRoleWithWebIdentity

account   not in the input; asked for all the same
          the input holds media/uploader, which is nearly the same
policy    iam/role.json:4
ISSUER    oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F
          the policy trusts it at iam/role.json:8
audience  sts.amazonaws.com
          what EKS puts into every token; no annotation asks for another

deny: no Allow statement applies

statement 1 "Pods", Allow: does not apply
  yes   principal: the caller "arn:aws:iam::493827165038:oidc-provider/ISSUER" is trusted
        at iam/role.json:8
  yes   action: the action sts:AssumeRoleWithWebIdentity is covered
        at iam/role.json:9
  no    condition StringEquals ISSUER:sub: ISSUER:sub is "system:serviceaccount:media:uplaoder", StringEquals demands one of 2 values, the nearest is "system:serviceaccount:media:uploader"
        at iam/role.json:13
)");
}

TEST(Why, JsonHasTheDocumentedKeys) {
  const LinkedFiles files({{"iam/role.json", kRole}, {"k8s/sa.yaml", kAccount}});
  EXPECT_EQ(Json(files, {.account = "media/uploader", .role = "uploader"}), R"({
  "version": 1,
  "decision": "allow",
  "subject": "system:serviceaccount:media:uploader",
  "role": {
    "arn": "arn:aws:iam::493827165038:role/uploader",
    "name": "uploader",
    "path": "iam/role.json",
    "line": 3,
    "column": 10
  },
  "podIdentity": [],
  "cases": [
    {
      "accounts": [
        {
          "path": "k8s/sa.yaml",
          "line": 4,
          "column": 9,
          "namesNamespace": true
        }
      ],
      "claimedAt": [
        {
          "path": "k8s/sa.yaml",
          "line": 7,
          "column": 33
        }
      ],
      "policy": {
        "path": "iam/role.json",
        "line": 4,
        "column": 31,
        "basis": "document"
      },
      "issuer": "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F",
      "audience": "sts.amazonaws.com",
      "audienceOrigin": "default",
      "admits": "yes",
      "decision": "allow",
      "statements": [
        {
          "sid": "Pods",
          "effect": "Allow",
          "applies": "yes",
          "clauses": [
            {
              "element": "principal",
              "holds": "yes",
              "reason": "the caller \"arn:aws:iam::493827165038:oidc-provider/oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F\" is trusted",
              "path": "iam/role.json",
              "line": 8,
              "column": 20
            },
            {
              "element": "action",
              "holds": "yes",
              "reason": "the action sts:AssumeRoleWithWebIdentity is covered",
              "path": "iam/role.json",
              "line": 9,
              "column": 5
            },
            {
              "element": "condition",
              "operator": "StringEquals",
              "key": "oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub",
              "holds": "yes",
              "reason": "StringEquals holds for oidc.eks.eu-central-1.amazonaws.com/id/7D3F9A1C5B2E8046AF93D1E0C6B7825F:sub",
              "path": "iam/role.json",
              "line": 13,
              "column": 10
            }
          ]
        }
      ]
    }
  ]
}
)");
}

// What is said between the answer and the decision, for one policy and one issuer.
std::string Premises(const LinkedFiles& files, const Question& question) {
  const std::string text = Text(files, question);
  const size_t begin = text.find("\n\n") + 2;
  return text.substr(begin, text.find("\n\n", begin) + 1 - begin);
}

TEST(Why, SaysWhichFileItTakesForThePolicyAndWhy) {
  const std::string policy = graph::Policy({graph::Allow("system:serviceaccount:media:uploader")});
  const std::string other = graph::Policy({graph::Allow("system:serviceaccount:media:other")});
  const Question question = {.account = "media/uploader", .role = "uploader"};
  EXPECT_THAT(Premises(LinkedFiles({{"a/sa.yaml", kAccount}, {"a/trust.json", policy}}), question),
              HasSubstr("policy    a/trust.json:1\n"
                        "          assuming that this is the role's trust policy:\n"
                        "          it admits media/uploader, which claims the role\n"));
  EXPECT_THAT(
      Premises(LinkedFiles({{"a/sa.yaml", kAccount}, {"a/uploader.json", other}}), question),
      HasSubstr("          its file or folder is called as the role\n"));
  EXPECT_THAT(Premises(LinkedFiles({{"a/sa.yaml", kAccount}, {"a/trust.json", other}}), question),
              HasSubstr("          no other policy here is without a role, and no other role "
                        "without a policy\n"));
}

TEST(Why, SaysWhatItAssumesOfTheAccount) {
  const std::string nameless = graph::AccountWithRole("", "uploader", "uploader");
  const Question question = {.account = "media/uploader", .role = "uploader"};
  EXPECT_THAT(Premises(LinkedFiles({{"role.json", kRole}, {"sa.yaml", nameless}}), question),
              HasSubstr("account   sa.yaml:4\n"
                        "          assuming that it is applied to namespace media: it names none\n"
                        "          the role is claimed at sa.yaml:6\n"));
  const std::string roleless = graph::ServiceAccount("media", "uploader");
  EXPECT_THAT(Premises(LinkedFiles({{"role.json", kRole}, {"sa.yaml", roleless}}), question),
              HasSubstr("account   sa.yaml:4\n          it claims no role\n"));
  const std::string of_other = graph::AccountWithRole("media", "uploader", "other");
  EXPECT_THAT(Premises(LinkedFiles({{"role.json", kRole}, {"sa.yaml", of_other}}), question),
              HasSubstr("          it claims another role at sa.yaml:7: "
                        "arn:aws:iam::493827165038:role/other\n"));
}

TEST(Why, SaysWhenceTheAudienceIsKnown) {
  const Question question = {.account = "media/uploader", .role = "uploader"};
  const std::string annotated = graph::ServiceAccount(
      "media", "uploader", {"role-arn: " + graph::RoleArn("uploader"), "audience: special"});
  EXPECT_THAT(Premises(LinkedFiles({{"role.json", kRole}, {"sa.yaml", annotated}}), question),
              HasSubstr("audience  special\n          of the annotation at sa.yaml:8\n"));
  const std::string elsewhere = graph::GetRole(
      "uploader",
      graph::Policy({graph::Allow("system:serviceaccount:media:uploader", "id.example.com/a")}));
  EXPECT_THAT(Premises(LinkedFiles({{"role.json", elsewhere}, {"sa.yaml", kAccount}}), question),
              HasSubstr("audience  not known\n"
                        "          nothing in the input says which one the tokens have\n"));
}

TEST(Why, TheIssuerOfTheClusterIsTheOnlyOne) {
  const LinkedFiles files({{"role.json", kRole},
                           {"sa.yaml", kAccount},
                           {"cluster.json", graph::DescribeCluster("prod", graph::kOtherIssuer)}});
  const Question question = {.account = "media/uploader", .role = "uploader"};
  EXPECT_EQ(Ask(files, question).Admits(), Truth::kNo);
  EXPECT_THAT(Premises(files, question), HasSubstr("ISSUER    oidc.eks.us-east-2.amazonaws.com/id/"
                                                   "0F1E2D3C4B5A69788796A5B4C3D2E1F0\n"
                                                   "          of cluster prod, cluster.json:1\n"
                                                   "          the policy does not trust it\n"));
}

TEST(Why, EachVariantAndIssuerIsDecidedForItself) {
  const std::string both = graph::GetRole(
      "uploader",
      graph::Policy({graph::Allow("system:serviceaccount:media:uploader"),
                     graph::Allow("system:serviceaccount:media:other", graph::kOtherIssuer)}));
  const LinkedFiles files({{"a/role.json", kRole}, {"b/role.json", both}});
  const Question question = {.account = "media/uploader", .role = "uploader"};
  EXPECT_EQ(Ask(files, question).Admits(), Truth::kYes);
  const std::string text = Text(files, question);
  EXPECT_THAT(text, HasSubstr("\nallowed   by 2 of the 3 decisions below\n"));
  EXPECT_THAT(text, HasSubstr("\ndecision 1 of 3\n\naccount   not in the input"));
  EXPECT_THAT(text, HasSubstr("\nnearest to admitting it: statement 2\n"));
}

TEST(Why, APolicyWithoutSuchIssuersNeedsNoIssuer) {
  const std::string github =
      graph::GetRole("uploader", R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
 "Principal": {"Federated": "arn:aws:iam::493827165038:oidc-provider/token.actions.githubusercontent.com"},
 "Action": "sts:AssumeRoleWithWebIdentity"}]})");
  const LinkedFiles files({{"role.json", github}});
  const Question question = {.account = "media/uploader", .role = "uploader"};
  EXPECT_EQ(Ask(files, question).Admits(), Truth::kNo);
  EXPECT_THAT(Text(files, question),
              HasSubstr("\npolicy    role.json:1\n\n"
                        "deny: the policy trusts no issuer of service accounts' tokens\n"));
  EXPECT_THAT(Json(files, question),
              HasSubstr("\"admits\": \"no\",\n      \"reason\": \"the policy trusts no issuer"));

  const std::string ec2 =
      graph::GetRole("uploader", R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
 "Principal": {"Service": "ec2.amazonaws.com"}, "Action": "sts:AssumeRole"}]})");
  EXPECT_THAT(Premises(LinkedFiles({{"role.json", ec2}}), question),
              HasSubstr("issuer    not known, and the policy trusts none\n"));
}

TEST(Why, WhatIsFilledInLaterIsNotKnown) {
  const std::string holes = graph::GetRole(
      "uploader",
      graph::Policy({graph::Allow("system:serviceaccount:media:uploader", "oidc.eks.${ISSUER}")}));
  const LinkedFiles files({{"role.json", holes}, {"sa.yaml", kAccount}});
  const Question question = {.account = "media/uploader", .role = "uploader"};
  EXPECT_EQ(Ask(files, question).Admits(), Truth::kMaybe);
  const std::string text = Text(files, question);
  EXPECT_THAT(text, HasSubstr("unknown: the account may or may not assume the role"));
  EXPECT_THAT(text, HasSubstr("\nunknown: which issuer the policy trusts is filled in later\n"));
  EXPECT_THAT(Json(files, question), HasSubstr("\"decision\": \"unknown\""));
}

TEST(Why, AnAssociationIsSaidWhateverThePolicySays) {
  const std::string association = fmt::format(
      R"({{"association": {{"clusterName": "prod", "namespace": "media",
          "serviceAccount": "uploader", "roleArn": "{}"}}}})",
      graph::RoleArn("other"));
  const LinkedFiles files({{"role.json", kRole}, {"sa.yaml", kAccount}, {"pia.json", association}});
  const Question question = {.account = "media/uploader", .role = "uploader"};
  EXPECT_EQ(Ask(files, question).Admits(), Truth::kYes);
  EXPECT_THAT(
      Text(files, question),
      HasSubstr("but       an EKS Pod Identity association names this account on cluster prod: "
                "pia.json:1\n"
                "          pods that are made while it exists get no such token, but the "
                "credentials of\n"
                "          arn:aws:iam::493827165038:role/other\n"));
  EXPECT_THAT(Json(files, question), HasSubstr(R"("podIdentity": [
    {
      "namesAccount": "yes",
      "cluster": "prod",
      "role": "arn:aws:iam::493827165038:role/other",
      "path": "pia.json",
      "line": 1,
      "column": 17
    }
  ])"));
}

TEST(Why, NothingOfTheInputReachesTheTerminalRaw) {
  const std::string evil = R"({"Role": {"RoleName": "up\u001b[31m", "Arn":
 "arn:aws:iam::493827165038:role/up\u001b[31m", "AssumeRolePolicyDocument": )" +
                           graph::Policy({graph::Allow("system:serviceaccount:a:\\u001b\\u202e")}) +
                           "}}";
  const LinkedFiles files({{"a\x1b[2J.json", evil}});
  const Question question = {.account = "media/uploader", .role = "up\x1b[31m"};
  const std::string text = Text(files, question);
  EXPECT_THAT(text, HasSubstr("role      arn:aws:iam::493827165038:role/up\\u{1b}[31m\n"));
  EXPECT_THAT(text, HasSubstr("policy    a\\u{1b}[2J.json:2\n"));
  for (const std::string& shown : {text, Json(files, question)}) {
    EXPECT_THAT(shown, Not(HasSubstr("\x1b")));
    EXPECT_THAT(shown, Not(HasSubstr("\xe2\x80\xae")));
  }
}

}  // namespace
}  // namespace irsalint::explain
