// Requests: the form of `policy why --request`, and the keys of a pod's web-identity call.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "analyzer/iam/condition_key.h"
#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using base::Truth;
using syntax::Text;

base::Result<Request> Read(std::string json) {
  return ReadRequest(ParsedJson(std::move(json)).root());
}

std::string ErrorOf(std::string json) {
  const base::Result<Request> request = Read(std::move(json));
  return request.has_value() ? "" : request.error().message;
}

TEST(RequestFormTest, ReadsEveryField) {
  const base::Result<Request> request = Read(R"({
      "action":"sts:AssumeRoleWithWebIdentity","principal":"PROVIDER",
      "roleArn":"arn:aws:iam::468013579246:role/shop-api",
      "context":{"ISSUER:Sub":"system:serviceaccount:a:${b}","aws:TagKeys":["x","y"],
                 "aws:SecureTransport":true}})");
  ASSERT_TRUE(request.has_value()) << request.error().message;
  EXPECT_EQ(request->principal_kind, PrincipalKind::kFederated);
  EXPECT_EQ(request->account, "468013579246");
  ASSERT_EQ(request->context.size(), 3U);
  // Key names are compared without case; a request holds no placeholders.
  EXPECT_TRUE(request->context[0].name.literal().ends_with(":sub"));
  EXPECT_EQ(request->context[0].values[0], Text::Literal("system:serviceaccount:a:${b}"));
  EXPECT_EQ(request->context[1].values.size(), 2U);
  EXPECT_EQ(request->context[2].values[0].literal(), "true");
}

TEST(RequestFormTest, TheKindOfPrincipalFollowsFromItsForm) {
  const auto kind = [](std::string_view principal) {
    return Read(R"({"action":"sts:AssumeRole","principal":")" + std::string(principal) + "\"}")
        ->principal_kind;
  };
  EXPECT_EQ(kind("pods.eks.amazonaws.com"), PrincipalKind::kService);
  EXPECT_EQ(kind("cognito-identity.amazonaws.com"), PrincipalKind::kFederated);
  EXPECT_EQ(kind("arn:aws:iam::468013579246:saml-provider/corp"), PrincipalKind::kFederated);
  EXPECT_EQ(kind("arn:aws:iam::468013579246:role/x"), PrincipalKind::kAws);
  EXPECT_EQ(kind("468013579246"), PrincipalKind::kAws);
}

TEST(RequestFormTest, SaysWhichFieldIsWrong) {
  EXPECT_EQ(ErrorOf("[]"), "a request must be one JSON object");
  EXPECT_EQ(ErrorOf(R"({"principal":"x"})"), "the request has no action");
  EXPECT_EQ(ErrorOf(R"({"action":"x"})"), "the request has no principal");
  EXPECT_EQ(ErrorOf(R"({"action":["x"],"principal":"y"})"), "action must be a string");
  EXPECT_EQ(ErrorOf(R"({"action":"x","principal":"y","context":[]})"), "context must be an object");
  EXPECT_EQ(ErrorOf(R"({"action":"x","principal":"y","context":{"a:b":{}}})"),
            "context: a:b must be a string or a list of strings");
}

TEST(RequestFormTest, KeysAreKnownByTheirIssuerAndClaim) {
  const Request request = RequestOf("system:serviceaccount:prod:api");
  const auto kind = [&](std::string_view key) {
    std::string text(key);
    if (const size_t at = text.find("ISSUER"); at != text.npos) text.replace(at, 6, kIssuer);
    return ClassifyKey(request, Text::Literal(text));
  };
  EXPECT_EQ(kind("ISSUER:sub"), KeyKind::kSubject);
  EXPECT_EQ(kind("ISSUER:SUB"), KeyKind::kSubject);
  EXPECT_EQ(kind("ISSUER:aud"), KeyKind::kAudience);
  EXPECT_EQ(kind("ISSUER:iss"), KeyKind::kOtherClaim);
  EXPECT_EQ(kind("ISSUER"), KeyKind::kMalformed);
  EXPECT_EQ(kind("ISSUER/:sub"), KeyKind::kMalformed);
  EXPECT_EQ(kind("https://ISSUER:sub"), KeyKind::kMalformed);
  EXPECT_EQ(kind("oidc-provider/ISSUER:sub"), KeyKind::kMalformed);
  EXPECT_EQ(kind("arn:aws:iam::468013579246:oidc-provider/ISSUER:sub"), KeyKind::kMalformed);
  EXPECT_EQ(kind("sub"), KeyKind::kMalformed);
  EXPECT_EQ(kind(":sub"), KeyKind::kMalformed);
  EXPECT_EQ(kind("oidc.eks.eu-west-1.amazonaws.com/id/0:sub"), KeyKind::kOtherIssuer);
  EXPECT_EQ(kind("token.actions.githubusercontent.com:sub"), KeyKind::kOtherIssuer);
  EXPECT_EQ(kind("aws:SourceIp"), KeyKind::kGlobal);
  EXPECT_EQ(kind("aws:PrincipalTag/x"), KeyKind::kGlobal);
  EXPECT_EQ(kind("sts:ExternalId"), KeyKind::kGlobal);
  EXPECT_EQ(kind("s3:prefix"), KeyKind::kGlobal);
  EXPECT_EQ(ClassifyKey(request, HoleText("${key}")), KeyKind::kUnknown);
}

TEST(RequestFormTest, APodsCallCarriesTheKeysOfItsOwnIssuerOnly) {
  const Request request = RequestOf("system:serviceaccount:prod:api");
  const auto present = [&](std::string_view key) {
    return Lookup(request, Text::Literal(key)).present;
  };
  EXPECT_EQ(present(std::string(kIssuer) + ":sub"), Truth::kYes);
  EXPECT_EQ(present(std::string(kIssuer) + ":aud"), Truth::kYes);
  EXPECT_EQ(present(std::string(kIssuer) + ":oaud"), Truth::kMaybe);
  EXPECT_EQ(present(std::string(kIssuer) + ":email"), Truth::kNo);
  EXPECT_EQ(present(std::string(kIssuer) + ":amr"), Truth::kNo);
  EXPECT_EQ(present("sts:RoleSessionName"), Truth::kYes);
  EXPECT_EQ(present("aws:SecureTransport"), Truth::kYes);
  EXPECT_EQ(present("aws:SourceIp"), Truth::kMaybe);
  EXPECT_EQ(present("aws:SourceVpce"), Truth::kMaybe);
  EXPECT_EQ(present("aws:FederatedProvider"), Truth::kMaybe);
  EXPECT_EQ(present("aws:PrincipalType"), Truth::kMaybe);
  EXPECT_EQ(present("aws:ViaAWSService"), Truth::kMaybe);
  EXPECT_EQ(present("aws:PrincipalOrgID"), Truth::kNo);
  EXPECT_EQ(present("aws:RequestTag/kubernetes-namespace"), Truth::kNo);
  EXPECT_EQ(present("sts:ExternalId"), Truth::kNo);
  EXPECT_EQ(present("sts:RoleAuthorizedByIdp"), Truth::kNo);
  EXPECT_EQ(request.account, "468013579246");
}

}  // namespace
}  // namespace irsalint::iam
