#include "analyzer/base/role_arn_repair.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

namespace irsalint::base {
namespace {

constexpr std::string_view kArn = "arn:aws:iam::493827165038:role/team/app";

TEST(RepairedRoleArnTest, RepairsWhatCanOnlyBeOneArn) {
  for (const std::string_view text : {
           " arn:aws:iam::493827165038:role/team/app\n",
           "\"arn:aws:iam::493827165038:role/team/app\"",
           "' arn:aws:iam::493827165038:role/team/app '",
           "arn:aws:iam:: 493827165038 :role/ team/app",
           "arn:aws:iam::493827165038:role/\n  team/app",
           "arn:aws:iam::493827165038:role:role/team/app",
           "arn:aws:iam::493827165038:role:team/app",
           "arn:aws:iam::493827165038:roles/team/app",
           "arn:aws:iam::493827165038:Role/team/app",
           "arn:aws:iam:493827165038:role/team/app",
           "arn:aws:iam::::493827165038:role/team/app",
           "arn:aws:iam:eu-central-1:493827165038:role/team/app",
           "arn:aws:iam::493827165038/role/team/app",
           "arn:aws:iam::4938-2716-5038:role/team/app",
           "arn:AWS:iam::493827165038:role/team/app",
           "ARN:aws:IAM::493827165038:role/team/app",
           "an:aws:iam::493827165038:role/team/app",
       }) {
    EXPECT_EQ(RepairedRoleArn(text).value_or("-"), kArn) << text;
  }
  EXPECT_EQ(RepairedRoleArn("arn:aws_cn:iam::493827165038:role/app").value_or("-"),
            "arn:aws-cn:iam::493827165038:role/app");
}

TEST(RepairedRoleArnTest, GuessesNothing) {
  for (const std::string_view text : {
           "arn:aws:iam::493827165038:role/app",
           "arn:aws:iam::49382716503:role/app",
           "arn:aws:iam::49-38271650-38:role/app",
           "arn:aws:iam::4938 27165038:role/app",
           "arn:aws:iam::493827165038:role/my app",
           "arn:aws:iam::493827165038:role/",
           "arn:aws:iam::493827165038:role/app\\.blue",
           "arn:aws:iam::493827165038:app",
           "arn:aws:iam::493827165038:user/app",
           "arn:aws:iam::493827165038:instance-profile/app",
           "arn:aws:iam:blue:493827165038:role/app",
           "arn:aws:sts::493827165038:assumed-role/app/session",
           "arn:azure:iam::493827165038:role/app",
           "arn:iam::493827165038:role/app",
           "arn:aws:iam::493827165038",
           "arn:aws:iam",
           "arn:aws:iam::",
           "493827165038",
           " ",
           "\"\"",
           ":::::",
           "uploader",
           "",
       }) {
    EXPECT_EQ(RepairedRoleArn(text).value_or("-"), "-") << text;
  }
}

TEST(InPartitionTest, ChangesThePartitionAlone) {
  EXPECT_EQ(InPartition("arn:aws:iam::493827165038:role/a:b", "aws-cn"),
            "arn:aws-cn:iam::493827165038:role/a:b");
  EXPECT_EQ(InPartition("no ARN", "aws-cn"), "no ARN");
}

}  // namespace
}  // namespace irsalint::base
