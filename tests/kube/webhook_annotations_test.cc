#include "analyzer/kube/webhook_annotations.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace irsalint::kube {
namespace {

using ::testing::ElementsAre;
using ::testing::Eq;
using ::testing::IsEmpty;
using ::testing::Optional;

// docs/reference/semantics.md §3.3.
TEST(WebhookAnnotationsTest, KeysAreExact) {
  EXPECT_THAT(WebhookKeyOf("eks.amazonaws.com/role-arn"), Optional(WebhookKey::kRoleArn));
  EXPECT_THAT(WebhookKeyOf("eks.amazonaws.com/skip-containers"),
              Optional(WebhookKey::kSkipContainers));
  EXPECT_THAT(WebhookKeyOf("id.example.io/role-arn", "id.example.io"),
              Optional(WebhookKey::kRoleArn));
  for (const char* key : {"eks.amazonaws.com/role-ARN", "EKS.amazonaws.com/role-arn", "role-arn",
                          "sts.amazonaws.com/role-arn", "eks.amazonaws.com/role-arn/x"}) {
    EXPECT_THAT(WebhookKeyOf(key), Eq(std::nullopt)) << key;
  }
  for (const WebhookKey key : kWebhookKeys) EXPECT_THAT(WebhookKeyOf(AnnotationOf(key)), key);
}

TEST(WebhookAnnotationsTest, EachKeyIsReadFromItsObjectsAlone) {
  using enum AnnotationHolder;
  const auto read_from = [](WebhookKey key) {
    std::string holders;
    if (ReadsFrom(key, kServiceAccount)) holders += "account ";
    if (ReadsFrom(key, kPod)) holders += "pod ";
    if (ReadsFrom(key, kOther)) holders += "other ";
    return holders;
  };
  EXPECT_EQ(read_from(WebhookKey::kRoleArn), "account ");
  EXPECT_EQ(read_from(WebhookKey::kAudience), "account ");
  EXPECT_EQ(read_from(WebhookKey::kStsRegionalEndpoints), "account ");
  EXPECT_EQ(read_from(WebhookKey::kTokenExpiration), "account pod ");
  EXPECT_EQ(read_from(WebhookKey::kSkipContainers), "pod ");
}

TEST(WebhookAnnotationsTest, RegionalEndpointsAreABooleanOfGo) {
  for (const char* yes : {"1", "t", "T", "TRUE", "true", "True"}) {
    EXPECT_THAT(ReadStsRegionalEndpoints(yes), Optional(true)) << yes;
  }
  for (const char* no : {"0", "f", "F", "FALSE", "false", "False"}) {
    EXPECT_THAT(ReadStsRegionalEndpoints(no), Optional(false)) << no;
  }
  for (const char* ignored : {"", "yes", "regional", "tRUE", " true", "true\n", "on"}) {
    EXPECT_THAT(ReadStsRegionalEndpoints(ignored), Eq(std::nullopt)) << ignored;
  }
}

TEST(WebhookAnnotationsTest, ExpirationIsASigned64BitInteger) {
  EXPECT_THAT(ReadTokenExpiration("86400"), Optional(86400));
  EXPECT_THAT(ReadTokenExpiration("+600"), Optional(600));
  EXPECT_THAT(ReadTokenExpiration("-1"), Optional(-1));
  EXPECT_THAT(ReadTokenExpiration("0600"), Optional(600));
  EXPECT_THAT(ReadTokenExpiration("9223372036854775807"), Optional(INT64_MAX));
  for (const char* ignored : {"", "24h", "86400s", "0x10", "1e4", "86_400", " 600", "600 ", "+",
                              "+-600", "9223372036854775808", "86400.0"}) {
    EXPECT_THAT(ReadTokenExpiration(ignored), Eq(std::nullopt)) << ignored;
  }
}

// docs/reference/semantics.md §3.5.
TEST(SkipContainersTest, BlanksBelongToTheName) {
  EXPECT_THAT(ReadSkipContainers("a,b").names, ElementsAre("a", "b"));
  EXPECT_THAT(ReadSkipContainers("a, b").names, ElementsAre("a", " b"));
  EXPECT_THAT(ReadSkipContainers(" a").names, ElementsAre(" a"));
  EXPECT_THAT(ReadSkipContainers("a,").names, ElementsAre("a", ""));
}

TEST(SkipContainersTest, OnlyTheFirstLineThatIsNotBlankCounts) {
  const SkippedContainers lines = ReadSkipContainers("\n\r\na,b\nc\n");
  EXPECT_THAT(lines.names, ElementsAre("a", "b"));
  EXPECT_TRUE(lines.more_lines);
  for (const char* one : {"a\n", "a\r\n", "a\r", "a\n\n\r\n"}) {
    EXPECT_EQ(ReadSkipContainers(one), (SkippedContainers{.names = {"a"}, .problem = ""})) << one;
  }
}

TEST(SkipContainersTest, AQuoteMayEncloseAField) {
  EXPECT_THAT(ReadSkipContainers(R"("a,b",c)").names, ElementsAre("a,b", "c"));
  EXPECT_THAT(ReadSkipContainers(R"("a""b")").names, ElementsAre("a\"b"));
  EXPECT_THAT(ReadSkipContainers("\"a\nb\",c").names, ElementsAre("a\nb", "c"));
}

TEST(SkipContainersTest, NothingIsSkippedByWhatIsNoRecord) {
  const auto problem = [](std::string_view value) {
    const SkippedContainers read = ReadSkipContainers(value);
    EXPECT_THAT(read.names, IsEmpty()) << value;
    return read.problem;
  };
  EXPECT_EQ(problem(""), "it holds no record");
  EXPECT_EQ(problem("\n"), "it holds no record");
  EXPECT_EQ(problem(R"(a,b"c)"), "a quote stands inside a name");
  EXPECT_EQ(problem(R"(a, "b")"), "a quote stands inside a name");
  EXPECT_EQ(problem(R"("a)"), "a quote is not closed");
  EXPECT_EQ(problem(R"("a"b)"), "something stands behind a closing quote");
}

// docs/reference/semantics.md §14.
TEST(MeantWebhookKeyTest, FindsWhatIsNearlyAKey) {
  for (const char* key :
       {"eks.amazonaws.com/role", "eks.amazonaws.com/rolearn", "eks.amazonaws.com/role_arn",
        "eks.amazonaws.com/roleArn", "eks.amazonaws.com/role-ARN", "eks.amazonaws.com/iam-role-arn",
        "eks.amazonaws.com.role-arn", "eks.amazon.com/role-arn", "eks.aws.com/role-arn",
        "amazonaws.com/role-arn", "eks.amazonaws.com/role-arm", "esk.amazonaws.com/role-arn",
        "eks.amazonaws.co/role-arn", "eks.amazon.com/role_arn"}) {
    EXPECT_THAT(MeantWebhookKey(key), Optional(WebhookKey::kRoleArn)) << key;
  }
  EXPECT_THAT(MeantWebhookKey("eks.amazonaws.com/sts-regional-endpoint"),
              Optional(WebhookKey::kStsRegionalEndpoints));
  EXPECT_THAT(MeantWebhookKey("eks.amazonaws.com/tokenExpiration"),
              Optional(WebhookKey::kTokenExpiration));
}

TEST(MeantWebhookKeyTest, LeavesKnownKeysAndOtherServicesAlone) {
  for (const char* key :
       {"eks.amazonaws.com/role-arn", "eks.amazonaws.com/compute-type",
        "eks.amazonaws.com/nodegroup", "eks.amazonaws.com/component",
        "eks.amazonaws.com/pod-identity", "eks.amazonaws.com/skip-pod-identity-webhook",
        "sts.amazonaws.com/role-arn", "ecs.amazonaws.com/role-arn", "iam.amazonaws.com/role",
        "vault.hashicorp.com/role", "example.com/role-arn", "role-arn", "eks.amazonaws.com/",
        "eks.amazonaws.com"}) {
    EXPECT_THAT(MeantWebhookKey(key), Eq(std::nullopt)) << key;
  }
}

TEST(MeantWebhookKeyTest, KnowsAConfiguredPrefix) {
  EXPECT_THAT(MeantWebhookKey("id.example.io/role_arn", "id.example.io"),
              Optional(WebhookKey::kRoleArn));
  EXPECT_THAT(MeantWebhookKey("id.exmaple.io/role-arn", "id.example.io"),
              Optional(WebhookKey::kRoleArn));
  EXPECT_THAT(MeantWebhookKey("eks.aws.com/role-arn", "id.example.io"), Eq(std::nullopt));
}

TEST(MeantWebhookKeyTest, TellsOtherNamesFromMisspeltOnes) {
  for (const char* key : {"eks.amazonaws.com/role", "eks.amazonaws.com/iamRole",
                          "eks.amazonaws.com/iam-role-arn", "eks.aws.com/role"}) {
    EXPECT_TRUE(IsLookAlike(key)) << key;
  }
  for (const char* key :
       {"eks.amazonaws.com/role_arn", "eks.amazonaws.com/roleArn", "eks.aws.com/role-arn",
        "eks.amazonaws.com.role-arn", "eks.amazonaws.com/tokenExpiration"}) {
    EXPECT_FALSE(IsLookAlike(key)) << key;
  }
}

}  // namespace
}  // namespace irsalint::kube
