#include "analyzer/base/arn.h"

#include <gtest/gtest.h>

#include <string_view>

namespace irsalint::base {
namespace {

TEST(ArnTest, SixPartsOfWhichTheLastMayHoldColons) {
  const std::optional<Arn> arn = ParseArn("arn:aws:sns:us-east-1:111122223333:a:b/c");
  ASSERT_TRUE(arn);
  EXPECT_EQ(*arn, (Arn{.partition = "aws",
                       .service = "sns",
                       .region = "us-east-1",
                       .account = "111122223333",
                       .resource = "a:b/c"}));
  EXPECT_TRUE(ParseArn("arn:::::"));
  EXPECT_FALSE(ParseArn("arn::::"));
  EXPECT_FALSE(ParseArn("system:serviceaccount:a:b:c:d"));
  EXPECT_FALSE(ParseArn("ARN:aws:iam::1:role/x"));
  EXPECT_FALSE(ParseArn(" arn:aws:iam::1:role/x"));
  EXPECT_FALSE(ParseArn(""));
}

TEST(ArnTest, RoleArnHasPathAndName) {
  EXPECT_EQ(
      ParseRoleArn("arn:aws:iam::111122223333:role/api"),
      (RoleArnParts{.partition = "aws", .account = "111122223333", .path = "/", .name = "api"}));
  EXPECT_EQ(
      ParseRoleArn("arn:aws-cn:iam::ACCOUNT_ID:role/team/app/api"),
      (RoleArnParts{
          .partition = "aws-cn", .account = "ACCOUNT_ID", .path = "/team/app/", .name = "api"}));
  EXPECT_FALSE(ParseRoleArn("arn:aws:iam::111122223333:role/"));
  EXPECT_FALSE(ParseRoleArn("arn:aws:iam::111122223333:role/team/"));
  EXPECT_FALSE(ParseRoleArn("arn:aws:iam::111122223333:role"));
  EXPECT_FALSE(ParseRoleArn("arn:aws:iam::111122223333:user/api"));
  EXPECT_FALSE(ParseRoleArn("arn:aws:sts::111122223333:role/api"));
  EXPECT_FALSE(ParseRoleArn("arn:aws:iam:us-east-1:111122223333:role/api"));
  EXPECT_FALSE(ParseRoleArn("api"));
}

TEST(ArnTest, WebhookPattern) {
  for (const std::string_view accepted : {"arn:aws:iam::111122223333:role/api",
                                          "arn:aws-us-gov:iam::111122223333:role/a/b_c-d.e@f+g=h,i",
                                          "arn:aws2:iam::111122223333:role//"}) {
    EXPECT_TRUE(WebhookAcceptsRoleArn(accepted)) << accepted;
  }
  for (const std::string_view refused :
       {"arn:aws:iam::11112222333:role/api", "arn:aws:iam::1111222233334:role/api",
        "arn:aws:iam::111122223333:role/", "arn:aws:iam::111122223333:role/api ",
        "arn:aws:iam::111122223333:role/api\n", " arn:aws:iam::111122223333:role/api",
        "arn:AWS:iam::111122223333:role/api", "arn:aws:iam:us-east-1:111122223333:role/api",
        "arn:aws:iam::111122223333:user/api", "arn:aws:iam::111122223333:role/a*",
        "arn:aws:iam::111122223333:role/\xC3\xA9", "arn:aws:iam::111122223333:role/\xFF", ""}) {
    EXPECT_FALSE(WebhookAcceptsRoleArn(refused)) << refused;
  }
}

TEST(ArnTest, OidcProviderIssuerIsTheTextAfterTheType) {
  EXPECT_EQ(OidcProviderIssuer("arn:aws:iam::111122223333:oidc-provider/oidc.eks.us-east-1."
                               "amazonaws.com/id/ABC"),
            "oidc.eks.us-east-1.amazonaws.com/id/ABC");
  EXPECT_EQ(OidcProviderIssuer("arn:aws:iam::1:oidc-provider/localhost:8443/x"),
            "localhost:8443/x");
  EXPECT_EQ(OidcProviderIssuer("arn:aws:iam::1:oidc-provider/https://a.b"), "https://a.b");
  EXPECT_FALSE(OidcProviderIssuer("arn:aws:iam::1:oidc-provider/"));
  EXPECT_FALSE(OidcProviderIssuer("arn:aws:iam::1:saml-provider/a"));
  EXPECT_FALSE(OidcProviderIssuer("arn:aws:eks::1:oidc-provider/a"));
  EXPECT_FALSE(OidcProviderIssuer("oidc-provider/a"));
}

TEST(ArnTest, AccountIdIsTwelveDigits) {
  EXPECT_TRUE(IsAccountId("000000000000"));
  EXPECT_FALSE(IsAccountId("00000000000"));
  EXPECT_FALSE(IsAccountId("0000000000000"));
  EXPECT_FALSE(IsAccountId("11112222333a"));
  EXPECT_FALSE(IsAccountId(""));
}

}  // namespace
}  // namespace irsalint::base
