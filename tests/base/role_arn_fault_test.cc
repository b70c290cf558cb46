#include "analyzer/base/role_arn_fault.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "analyzer/base/arn.h"

namespace irsalint::base {
namespace {

struct Case {
  std::string_view text;
  std::string_view what;
  std::string_view shown;  // the bytes that are pointed at
};

constexpr Case kCases[] = {
    {"arn:aws:iam::493827165038:role/app ", "ends in a blank", " "},
    {" arn:aws:iam::493827165038:role/app", "begins with a blank", " "},
    {"arn:aws:iam::493827165038:role/app\n", "ends in a line break", "\n"},
    {"arn:aws:iam::493827165038:role/my app", "contains a blank", " "},
    {"\"arn:aws:iam::493827165038:role/app\"", "contains a quote", "\""},
    {"an:aws-cn:iam::493827165038:role/app", "begins with \"an\", not \"arn\"", "an"},
    {"uploader", "is a name, not an ARN", "uploader"},
    {"team/uploader", "is a name, not an ARN", "team/uploader"},
    {"arn", "is a name, not an ARN", "arn"},
    {"arn:AWS:iam::493827165038:role/app", "has \"AWS\" where the partition belongs", "AWS"},
    {"arn:iam::493827165038:role/app", "has \"iam\" where the partition belongs", "iam"},
    {"arn:aws:iam:493827165038:role/app", "has 3 colons before the account, not 4", ""},
    {"arn:aws:iam:::493827165038:role/app", "has 5 colons before the account, not 4", "::"},
    {"arn:aws:iam::::role/app", "has no account", ""},
    {"arn:aws:iam:::role/app", "has no account", ""},
    {"arn:aws:iam::493827165038", "has 5 parts between colons, not 6", "493827165038"},
    {"arn:aws:iam::493827165038/role/app", "has 5 parts between colons, not 6",
     "493827165038/role/app"},
    {"arn:aws:eks::493827165038:role/app", "is of service \"eks\", not \"iam\"", "eks"},
    {"arn:aws:sts::493827165038:assumed-role/app/session",
     "is that of a session (assumed-role), not of the role", "assumed-role/app/session"},
    {"arn:aws:iam:eu-west-1:493827165038:role/app",
     "has a region (\"eu-west-1\"), and IAM has none", "eu-west-1"},
    {"arn:aws:iam::49382716503:role/app", "has an account of 11 digits, not 12", "49382716503"},
    {"arn:aws:iam::4938-2716-5038:role/app", "has \"4938-2716-5038\" where 12 digits belong",
     "4938-2716-5038"},
    {"arn:aws:iam::493827165038:instance-profile/app",
     "is that of an instance profile, not of a role", "instance-profile"},
    {"arn:aws:iam::493827165038:user/app", "is that of a user, not of a role", "user"},
    {"arn:aws:iam::493827165038:policy/app", "is that of a policy, not of a role", "policy"},
    {"arn:aws:iam::493827165038:role:role/app", "says \"role:role/\", not \"role/\"", "role:role"},
    {"arn:aws:iam::493827165038:roles/app", "has \"roles\" where \"role/\" belongs", "roles"},
    {"arn:aws:iam::493827165038:role:app", "has \"role:app\" where \"role/\" belongs", "role:app"},
    {"arn:aws:iam::493827165038:role/", "names no role", "role/"},
    {"arn:aws:iam::493827165038:role", "names no role", "role"},
    {"arn:aws:iam::493827165038:role/a\\.b", "has \"\\\" in the role's name", "\\"},
    {"arn:aws:iam::493827165038:role/caf\xC3\xA9", "has \"\xC3\xA9\" in the role's name",
     "\xC3\xA9"},
};

TEST(RoleArnFaultTest, NamesTheFirstFaultAndShowsIt) {
  for (const Case& c : kCases) {
    const auto fault = FaultOfRoleArn(c.text);
    ASSERT_TRUE(fault.has_value()) << c.text;
    EXPECT_EQ(fault->what, c.what) << c.text;
    EXPECT_EQ(c.text.substr(fault->begin, fault->end - fault->begin), c.shown) << c.text;
  }
}

TEST(RoleArnFaultTest, ArnsOfRolesHaveNone) {
  for (const std::string_view text :
       {"arn:aws:iam::493827165038:role/app", "arn:aws-cn:iam::493827165038:role/team/app",
        "arn:aws-us-gov:iam::493827165038:role/a_b-c.d@e+f=g,h",
        "arn:aws:iam::493827165038:role/role/app"}) {
    EXPECT_EQ(FaultOfRoleArn(text), std::nullopt) << text;
  }
}

// Whatever the webhook refuses has a fault with a name.
TEST(RoleArnFaultTest, EveryShorterOrDoubledArnHasAFault) {
  const std::string arn = "arn:aws:iam::493827165038:role/x";
  for (size_t at = 0; at < arn.size(); ++at) {
    const std::string shorter = arn.substr(0, at) + arn.substr(at + 1);
    const std::string doubled = arn.substr(0, at) + arn[at] + arn.substr(at);
    for (const std::string& text : {shorter, doubled, arn.substr(0, at)}) {
      EXPECT_EQ(FaultOfRoleArn(text).has_value(), !WebhookAcceptsRoleArn(text)) << text;
    }
  }
}

TEST(RoleArnFaultTest, BareNames) {
  EXPECT_TRUE(IsBareRoleName("uploader"));
  EXPECT_TRUE(IsBareRoleName("team/uploader"));
  EXPECT_FALSE(IsBareRoleName(""));
  EXPECT_FALSE(IsBareRoleName("role uploader"));
  EXPECT_FALSE(IsBareRoleName("arn:aws:iam::493827165038:role/app"));
}

}  // namespace
}  // namespace irsalint::base
