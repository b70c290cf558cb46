#include "analyzer/iam/permission_rating.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

PolicyDocument Permissions(std::string_view statements) {
  return ReadPolicy(
      ParsedJson(R"({"Version":"2012-10-17","Statement":[)" + std::string(statements) + "]}")
          .root(),
      PolicyKind::kPermission, kScope);
}

std::string Allow(std::string_view action, std::string_view resource,
                  std::string_view condition = "{}") {
  return fmt::format(R"({{"Effect":"Allow","Action":{},"Resource":{},"Condition":{}}})", action,
                     resource, condition);
}

std::string Deny(std::string_view action, std::string_view resource) {
  return fmt::format(R"({{"Effect":"Deny","Action":{},"Resource":{}}})", action, resource);
}

std::string_view NameOf(Power power) {
  constexpr std::string_view kNames[] = {"add-on", "data", "act-as", "iam", "admin"};
  return kNames[static_cast<size_t>(power)];
}

// `STATEMENT power: ACTIONS on RESOURCE` of each grant.
std::vector<std::string> Rated(std::string_view statements) {
  const PolicyDocument policy = Permissions(statements);
  const PolicyDocument* const documents[] = {&policy};
  std::vector<std::string> rated;
  for (const StatementGrant& grant : PermissionRater(documents).Rate(policy)) {
    const Statement& statement = policy.statements[grant.statement];
    std::string actions;
    for (const size_t action : grant.actions) {
      actions += statement.actions[action].text.Written() + " ";
    }
    rated.push_back(fmt::format("{} {}: {}on {}", grant.statement, NameOf(grant.grant.power),
                                actions, statement.resources[grant.resource].text.Written()));
  }
  return rated;
}

TEST(PermissionRatingTest, RolesOfOthers) {
  // "take", "pass", both or neither.
  const auto reached = [](std::string_view action, std::string_view resource) {
    const PolicyDocument policy = Permissions(Allow(action, resource));
    const PolicyDocument* const documents[] = {&policy};
    std::string text;
    for (const StatementGrant& grant : PermissionRater(documents).Rate(policy)) {
      if (TakesEveryRole(grant.grant)) text += "take";
      if (PassesEveryRole(grant.grant)) text += "pass";
    }
    return text;
  };
  EXPECT_EQ(reached(R"("sts:AssumeRole")", R"("*")"), "take");
  EXPECT_EQ(reached(R"("iam:PassRole")", R"("arn:aws:iam::468013579246:role/*")"), "pass");
  EXPECT_EQ(reached(R"(["iam:PassRole", "sts:*"])", R"("*")"), "takepass");
  EXPECT_EQ(reached(R"("sts:AssumeRole")", R"("arn:aws:iam::468013579246:role/one")"), "");
  EXPECT_EQ(reached(R"("ssm:SendCommand")", R"("*")"), "");
  EXPECT_EQ(reached(R"("*")", R"("*")"), "") << "worse, and said so";
}

TEST(PermissionRatingTest, Administrators) {
  EXPECT_THAT(Rated(Allow(R"("*")", R"("*")")), ElementsAre("0 admin: * on *"));
  EXPECT_THAT(Rated(Allow(R"(["s3:GetObject", "*:*"])", R"(["arn:aws:s3:::a", "*"])")),
              ElementsAre("0 admin: *:* on *"));
  EXPECT_THAT(Rated(Allow(R"("**")", R"("**")")), ElementsAre("0 admin: ** on **"));
}

TEST(PermissionRatingTest, IamWriteCountsOnAnyRoleButNotOnOtherThings) {
  EXPECT_THAT(Rated(Allow(R"(["iam:Get*", "IAM:putrolepolicy", "iam:Create*"])", R"("*")")),
              ElementsAre("0 iam: IAM:putrolepolicy iam:Create* on *"));
  EXPECT_THAT(Rated(Allow(R"("iam:AttachRolePolicy")", R"("arn:aws:iam::493827165038:role/a")")),
              ElementsAre("0 iam: iam:AttachRolePolicy on arn:aws:iam::493827165038:role/a"));
  EXPECT_THAT(Rated(Allow(R"("iam:*")", R"("arn:aws:s3:::a")")), IsEmpty());
  EXPECT_THAT(Rated(Allow(R"("iam:CreateAccessKey")", R"("arn:aws:iam::*:user/${aws:username}")")),
              IsEmpty());
  EXPECT_THAT(Rated(Allow(R"("iam:CreateServiceLinkedRole")", R"("*")")), IsEmpty());
}

TEST(PermissionRatingTest, OtherRolesCountWhereAllOfThemAreMeant) {
  EXPECT_THAT(Rated(Allow(R"("iam:PassRole")", R"("*")")),
              ElementsAre("0 act-as: iam:PassRole on *"));
  EXPECT_THAT(Rated(Allow(R"("sts:*")", R"("arn:aws:iam::*:role/*")")),
              ElementsAre("0 act-as: sts:* on arn:aws:iam::*:role/*"));
  EXPECT_THAT(Rated(Allow(R"("sts:AssumeRole")", R"("arn:aws:iam::493827165038:role/shop-*")")),
              IsEmpty());
  EXPECT_THAT(Rated(Allow(R"("iam:PassRole")", R"("*")",
                          R"({"StringEquals":{"iam:PassedToService":"ec2.amazonaws.com"}})")),
              IsEmpty());
  EXPECT_THAT(
      Rated(Allow(R"("ssm:StartSession")", R"("arn:aws:ec2:eu-west-1:493827165038:instance/*")")),
      ElementsAre("0 act-as: ssm:StartSession on "
                  "arn:aws:ec2:eu-west-1:493827165038:instance/*"));
}

struct DataCase {
  std::string_view action;
  std::string_view all;
  std::string_view some;
};

class DataRatingTest : public ::testing::TestWithParam<DataCase> {};

TEST_P(DataRatingTest, CountsOnAllDataAndNotOnSome) {
  const auto quoted = [](std::string_view text) { return fmt::format("\"{}\"", text); };
  const DataCase& data = GetParam();
  EXPECT_THAT(Rated(Allow(quoted(data.action), R"("*")")), ElementsAre(HasSubstr("data: ")));
  EXPECT_THAT(Rated(Allow(quoted(data.action), quoted(data.all))),
              ElementsAre(HasSubstr("data: ")));
  EXPECT_THAT(Rated(Allow(quoted(data.action), quoted(data.some))), IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(
    Services, DataRatingTest,
    ::testing::Values(
        DataCase{"s3:GetObject", "arn:aws:s3:::*", "arn:aws:s3:::images/*"},
        DataCase{"s3:PutObject", "arn:aws:s3:::*/*", "arn:aws:s3:::*/public/*"},
        DataCase{"s3:DeleteObject", "arn:*:s3:::*", "arn:aws:s3:::a*"},
        DataCase{"secretsmanager:GetSecretValue", "arn:aws:secretsmanager:*:*:secret:*",
                 "arn:aws:secretsmanager:*:*:secret:shop/*"},
        DataCase{"ssm:GetParametersByPath", "arn:aws:ssm:eu-west-1:493827165038:parameter/*",
                 "arn:aws:ssm:eu-west-1:493827165038:parameter/shop/*"},
        DataCase{"kms:Decrypt", "arn:aws:kms:*:493827165038:key/*",
                 "arn:aws:kms:*:493827165038:key/4b0c9a7e-*"},
        DataCase{"dynamodb:Query", "arn:aws:dynamodb:*:*:table/*",
                 "arn:aws:dynamodb:*:*:table/shop-*"},
        DataCase{"dynamodb:PutItem", "arn:aws:dynamodb:*:*:*", "arn:aws:dynamodb:*:*:table/orders"},
        DataCase{"sqs:ReceiveMessage", "arn:aws:sqs:*:*:*", "arn:aws:sqs:*:*:orders"},
        DataCase{"kinesis:GetRecords", "arn:aws:kinesis:*:*:stream/*",
                 "arn:aws:kinesis:*:*:stream/orders"},
        DataCase{"rds-db:connect", "arn:aws:rds-db:*:*:dbuser:*/*",
                 "arn:aws:rds-db:*:*:dbuser:*/shop"}));

TEST(PermissionRatingTest, ReadingNamesOfThingsIsNoData) {
  EXPECT_THAT(Rated(Allow(R"(["s3:ListAllMyBuckets","s3:ListBucket","kms:DescribeKey",
                               "secretsmanager:ListSecrets","dynamodb:DescribeTable"])",
                          R"("*")")),
              IsEmpty());
}

TEST(PermissionRatingTest, AddOnsCountOnAnyResourceAndUnderConditions) {
  EXPECT_THAT(Rated(Allow(R"("ec2:AttachVolume")", R"("arn:aws:ec2:*:*:volume/*")",
                          R"({"StringLike":{"ec2:ResourceTag/a":"b"}})")),
              ElementsAre("0 add-on: ec2:AttachVolume on arn:aws:ec2:*:*:volume/*"));
  for (const std::string_view action :
       {"elasticfilesystem:CreateAccessPoint", "fsx:CreateFileSystem",
        "autoscaling:SetDesiredCapacity", "elasticloadbalancing:RegisterTargets",
        "route53:ChangeResourceRecordSets", "ecr:PutImage"}) {
    EXPECT_THAT(Rated(Allow(fmt::format("\"{}\"", action), R"("*")")),
                ElementsAre(HasSubstr("add-on: ")))
        << action;
  }
  EXPECT_THAT(Rated(Allow(R"(["ec2:Describe*","ecr:BatchGetImage","ecr:CreateRepository",
                               "autoscaling:DescribeAutoScalingGroups"])",
                          R"("*")")),
              IsEmpty());
}

TEST(PermissionRatingTest, TheWorstOfAStatementIsNamedAndWhatElseItAllowsIsNot) {
  EXPECT_THAT(Rated(Allow(R"(["ecr:PutImage","s3:GetObject","sts:AssumeRole"])", R"("*")")),
              ElementsAre("0 act-as: sts:AssumeRole on *"));
  EXPECT_THAT(
      Rated(Allow(R"("ecr:PutImage")", R"("*")") + "," + Allow(R"("s3:GetObject")", R"("*")")),
      ElementsAre("0 add-on: ecr:PutImage on *", "1 data: s3:GetObject on *"));
}

TEST(PermissionRatingTest, NotActionAllowsEverythingElse) {
  EXPECT_THAT(Rated(R"({"Effect":"Allow","NotAction":"iam:*","Resource":"*"})"),
              ElementsAre("0 act-as: on *"));
  EXPECT_THAT(Rated(R"({"Effect":"Allow","NotAction":["s3:GetBucketAcl"],"Resource":"*"})"),
              ElementsAre("0 iam: on *"));
  EXPECT_THAT(Rated(R"({"Effect":"Allow","NotAction":["${x}"],"Resource":"*"})"), IsEmpty());
}

TEST(PermissionRatingTest, WhatIsUnknownOrExceptedProvesNothing) {
  EXPECT_THAT(Rated(Allow(R"("${action}")", R"("*")")), IsEmpty());
  EXPECT_THAT(Rated(Allow(R"("s3:GetObject")", R"("${bucket}")")), IsEmpty());
  EXPECT_THAT(Rated(R"({"Effect":"Allow","Action":"*","NotResource":"arn:aws:s3:::a"})"),
              IsEmpty());
  EXPECT_THAT(Rated(R"({"Effect":"Allow","Action":"*"})"), IsEmpty());
  EXPECT_THAT(Rated(Allow("[]", R"("*")")), IsEmpty());
}

TEST(PermissionRatingTest, DenyTakesAwayWhatItMayTakeAwayInGeneral) {
  const std::string allow = Allow(R"("s3:GetObject")", R"("*")") + ",";
  EXPECT_THAT(Rated(allow + Deny(R"("s3:Get*")", R"("*")")), IsEmpty());
  EXPECT_THAT(Rated(allow + Deny(R"("${x}")", R"("*")")), IsEmpty());
  EXPECT_THAT(Rated(allow + Deny(R"("s3:*")", R"("${bucket}")")), IsEmpty());
  EXPECT_THAT(Rated(allow + R"({"Effect":"Deny","Action":"s3:*","NotResource":"arn:aws:s3:::a"})"),
              IsEmpty());
  EXPECT_THAT(Rated(allow + R"({"Effect":"Deny","NotAction":"ec2:*","Resource":"*",
                                "Condition":{"Bool":{"aws:SecureTransport":"false"}}})"),
              IsEmpty());
  EXPECT_THAT(Rated(allow + Deny(R"("s3:*")", R"("arn:aws:s3:::payroll/*")")),
              ElementsAre("0 data: s3:GetObject on *"));
  EXPECT_THAT(Rated(allow + Deny(R"("ec2:*")", R"("*")")),
              ElementsAre("0 data: s3:GetObject on *"));
}

TEST(PermissionRatingTest, AnAdministratorWithoutAPartIsTheWorstOfTheRest) {
  const std::string admin = Allow(R"("*")", R"("*")") + ",";
  EXPECT_THAT(Rated(admin + Deny(R"("s3:*")", R"("*")")), ElementsAre("0 iam: * on *"));
  EXPECT_THAT(Rated(admin + Deny(R"("iam:*")", R"("*")")), ElementsAre("0 act-as: * on *"));
}

TEST(PermissionRatingTest, DenialsOfOtherPoliciesOfTheRoleCount) {
  const PolicyDocument policy = Permissions(Allow(R"("s3:GetObject")", R"("*")"));
  const PolicyDocument guard = Permissions(Deny(R"("s3:*")", R"("*")"));
  const PolicyDocument* const documents[] = {&policy, &guard};
  EXPECT_THAT(PermissionRater(documents).Rate(policy), IsEmpty());
}

TEST(PermissionRatingTest, NamesEachRightOnce) {
  const PolicyDocument policy = Permissions(Allow(R"("dynamodb:*")", R"("*")"));
  const std::vector<StatementGrant> grants = PermissionRater({}).Rate(policy);
  ASSERT_EQ(grants.size(), 1u);
  EXPECT_THAT(grants[0].grant.rights,
              ElementsAre("read every table of DynamoDB", "change every table of DynamoDB"));
}

TEST(PermissionRatingTest, ActionsOfAManagedPolicy) {
  const PermissionRater rater({});
  constexpr std::string_view kS3[] = {"s3:Get*"};
  EXPECT_THAT(rater.RateActions(kS3, false).rights, ElementsAre("read every object of S3"));
  constexpr std::string_view kAll[] = {"*"};
  EXPECT_EQ(rater.RateActions(kAll, false).power, Power::kAdmin);
  EXPECT_THAT(rater.RateActions(kAll, true).rights, IsEmpty());
  constexpr std::string_view kLogs[] = {"logs:*"};
  EXPECT_THAT(rater.RateActions(kLogs, false).rights, IsEmpty());
}

}  // namespace
}  // namespace irsalint::iam
