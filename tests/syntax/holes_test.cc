#include "analyzer/syntax/holes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace irsalint::syntax {
namespace {

using testing::ElementsAre;

// The pieces, holes in brackets with the first letters of their syntax.
std::vector<std::string> Pieces(std::string_view text, Field field = Field::kArn) {
  static constexpr std::string_view kNames[] = {"${}", "$()", "$", "{{}}", "<>", "%", "x", ""};
  const Text read = ReadText(text, field, "unit");
  EXPECT_EQ(read.Written(), text);
  if (read.IsLiteral()) return {std::string(read.literal())};
  std::vector<std::string> pieces;
  for (const Text::Piece& piece : read.pieces()) {
    if (!piece.is_hole) {
      pieces.push_back(piece.literal);
      continue;
    }
    EXPECT_EQ(piece.hole.scope, "unit");
    pieces.push_back(std::string(kNames[static_cast<size_t>(piece.hole.syntax)]) + " " +
                     piece.hole.expression);
  }
  return pieces;
}

TEST(ReadTextTest, NearlyEveryTextIsLiteral) {
  for (const std::string_view text : {"",
                                      "app",
                                      "arn:aws:iam::111122223333:role/app",
                                      "sts.amazonaws.com",
                                      "$",
                                      "a$",
                                      "${",
                                      "${}",
                                      "$()",
                                      "$1",
                                      "{{",
                                      "{{ x",
                                      "{x}",
                                      "<",
                                      "<>",
                                      "a < b",
                                      "%",
                                      "%2F",
                                      "%d0",
                                      "xxx",
                                      "xxxxa",
                                      "axxxx",
                                      "box",
                                      "100%"}) {
    EXPECT_TRUE(ReadText(text, Field::kName, "u").IsLiteral()) << text;
    EXPECT_EQ(ReadText(text, Field::kName, "u").literal(), text);
  }
}

TEST(ReadTextTest, EverySyntaxOfHoles) {
  EXPECT_THAT(Pieces("arn:aws:iam::${AWS_ACCOUNT_ID}:role/${NAME}"),
              ElementsAre("arn:aws:iam::", "${} ${AWS_ACCOUNT_ID}", ":role/", "${} ${NAME}"));
  EXPECT_THAT(Pieces("$(VAR)"), ElementsAre("$() $(VAR)"));
  EXPECT_THAT(Pieces("$oidc_provider:sub"), ElementsAre("$ $oidc_provider", ":sub"));
  EXPECT_THAT(Pieces("a-{{ .Values.x }}-b"), ElementsAre("a-", "{{}} {{ .Values.x }}", "-b"));
  EXPECT_THAT(Pieces("<your cluster name>"), ElementsAre("<> <your cluster name>"));
  EXPECT_THAT(Pieces("eks.<<region>>.x"), ElementsAre("eks.", "<> <<region>>", ".x"));
  EXPECT_THAT(Pieces("<ACCOUNT-ID>>"), ElementsAre("<> <ACCOUNT-ID>", ">"));
  EXPECT_THAT(Pieces("%s:sub"), ElementsAre("% %s", ":sub"));
  EXPECT_THAT(Pieces("arn::%d:role"), ElementsAre("arn::", "% %d", ":role"));
  EXPECT_THAT(Pieces("iam::xxxxxxxxxxxx:role"), ElementsAre("iam::", "x xxxxxxxxxxxx", ":role"));
  EXPECT_THAT(Pieces("id/XXXX"), ElementsAre("id/", "x XXXX"));
}

TEST(ReadTextTest, ExpressionsMayHoldBracketsOfTheirOwn) {
  EXPECT_THAT(Pieces("${a{b}c}d"), ElementsAre("${} ${a{b}c}", "d"));
  EXPECT_THAT(Pieces("${{ env.ACCOUNT_ID }}:x"), ElementsAre("${} ${{ env.ACCOUNT_ID }}", ":x"));
  EXPECT_THAT(Pieces("$(basename $(pwd))"), ElementsAre("$() $(basename $(pwd))"));
}

TEST(ReadTextTest, PolicyVariablesAreLiteralInConditionValues) {
  for (const std::string_view text :
       {"${aws:PrincipalTag/team}", "${*}", "${?}", "${$}", "home/${aws:username, 'none'}/*",
        "${cognito-identity.amazonaws.com:sub}", "${saml:sub}"}) {
    EXPECT_TRUE(ReadText(text, Field::kConditionValue, "u").IsLiteral()) << text;
    EXPECT_EQ(ReadText(text, Field::kConditionValue, "u").literal(), text);
  }
  EXPECT_THAT(Pieces("${AWS::AccountId}", Field::kConditionValue),
              ElementsAre("${} ${AWS::AccountId}"));
  EXPECT_THAT(Pieces("${ns}:${aws:x}", Field::kConditionValue),
              ElementsAre("${} ${ns}", ":${aws:x}"));
  EXPECT_THAT(Pieces("${NS:-default}", Field::kConditionValue), ElementsAre("${} ${NS:-default}"));
  EXPECT_THAT(Pieces("${aws:x}", Field::kConditionKey), ElementsAre("${} ${aws:x}"));
}

TEST(ReadTextTest, KubernetesReferencesAreLiteralInTheEnvironment) {
  EXPECT_THAT(Pieces("$(POD_NAME)", Field::kEnvValue), ElementsAre("$(POD_NAME)"));
  EXPECT_THAT(Pieces("$(POD)-${X}", Field::kEnvValue), ElementsAre("$(POD)-", "${} ${X}"));
}

TEST(ReadTextTest, HostileTextsAreReadInLinearTime) {
  std::string text;
  for (int i = 0; i < 20'000; ++i) text += "${$(<{{";
  EXPECT_TRUE(ReadText(text, Field::kArn, "u").IsLiteral());
}

TEST(HoldsDummyTest, KnowsWhatDocumentationWrites) {
  for (const std::string_view text :
       {"arn:aws:iam::111122223333:role/x", "arn:aws:iam::123456789012:role/x",
        "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE", "F2DXXXXXXXX",
        "arn:aws:iam::ACCOUNT_ID:role/x", "YOUR_OIDC_ID", "HUB_ACCOUNT_ID", "region-code",
        "oidc.eks.REGION.amazonaws.com/id/x", "arn:aws:iam::account-id:role/x", "ROLE-ARN"}) {
    EXPECT_TRUE(HoldsDummy(text)) << text;
  }
}

TEST(HoldsDummyTest, RealValuesAreNone) {
  for (const std::string_view text :
       {"", "arn:aws:iam::270815906242:role/ACCOUNTING",
        "oidc.eks.eu-west-1.amazonaws.com/id/5C9A2B0E7D1F4A6B8C3D2E1F0A9B8C7D", "my-region",
        "system:serviceaccount:kube-system:aws-node", "1111222233334"}) {
    EXPECT_FALSE(HoldsDummy(text)) << text;
  }
}

}  // namespace
}  // namespace irsalint::syntax
