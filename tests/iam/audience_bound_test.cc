// Where a policy leaves open for which audience a token must be.
#include "analyzer/iam/audience_bound.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using syntax::Text;
using testing::ElementsAre;
using testing::IsEmpty;

// `STATEMENT` or `STATEMENT/CONDITION` of each.
std::vector<std::string> Unbound(std::string_view statements) {
  const PolicyDocument policy = PolicyOf(statements);
  const Text provider = Text::Literal(kProvider);
  const Text issuer = Text::Literal(kIssuer);
  std::vector<std::string> found;
  for (const UnboundAudience& unbound :
       UnboundAudiencesOf(policy, AdmittedSubjects(policy, provider, issuer), provider, issuer)) {
    std::string line = std::to_string(unbound.statement);
    if (unbound.condition.has_value()) line += "/" + std::to_string(*unbound.condition);
    found.push_back(line);
  }
  return found;
}

constexpr std::string_view kSub = R"("StringEquals":{"ISSUER:sub":"system:serviceaccount:a:b"})";

// A statement for one account with one more operator block.
std::string AllowWith(std::string_view block) {
  return AllowIf("{" + std::string(kSub) + (block.empty() ? "" : ",") + std::string(block) + "}");
}

TEST(AudienceBoundTest, ConditionsThatBind) {
  EXPECT_THAT(Unbound(AllowWith("")), ElementsAre("0"));
  for (const std::string_view block : {
           R"("StringLike":{"ISSUER:aud":"sts.*"})",
           R"("StringLike":{"ISSUER:AUD":["x","sts.amazonaws.com"]})",
           R"("StringEqualsIgnoreCase":{"ISSUER:aud":"STS.amazonaws.com"})",
           R"("StringEqualsIfExists":{"ISSUER:aud":"sts.amazonaws.com"})",
           R"("ForAllValues:StringEquals":{"ISSUER:aud":"sts.amazonaws.com"})",
           R"("ForAnyValue:StringEquals":{"ISSUER:aud":"sts.amazonaws.com"})",
       }) {
    EXPECT_THAT(Unbound(AllowWith(block)), IsEmpty()) << block;
  }
}

TEST(AudienceBoundTest, ConditionsThatBindNothing) {
  for (const std::string_view block : {
           R"("StringLike":{"ISSUER:aud":"*"})",
           R"("StringNotEquals":{"ISSUER:aud":"vault"})",
           R"("Null":{"ISSUER:aud":"false"})",
       }) {
    EXPECT_THAT(Unbound(AllowWith(block)), ElementsAre("0/1")) << block;
  }
  EXPECT_THAT(Unbound(AllowWith(R"("StringEqualsIfExists":{"https://ISSUER:aud":"x"})")),
              ElementsAre("0"))
      << "no token carries the key";
}

TEST(AudienceBoundTest, DenyBinds) {
  const std::string allow = AllowWith("");
  const auto deny = [&](std::string_view condition) {
    return Unbound(allow + "," + DenyIf(condition));
  };
  EXPECT_THAT(deny(R"({"StringNotEquals":{"ISSUER:aud":"sts.amazonaws.com"}})"), IsEmpty());
  EXPECT_THAT(deny(R"({"StringNotEquals":{"ISSUER:aud":"sts.amazonaws.com",
                                           "ISSUER:sub":"system:serviceaccount:a:b"}})"),
              ElementsAre("0"))
      << "all must hold for a Deny to apply";
  EXPECT_THAT(deny(R"({"StringNotEquals":{"ISSUER:aud":"sts.amazonaws.com"},
                       "StringEquals":{"ISSUER:sub":"system:serviceaccount:a:c"}})"),
              ElementsAre("0"))
      << "another account";
  EXPECT_THAT(deny(R"({"StringNotEquals":{"ISSUER:aud":"${audience}"}})"), IsEmpty())
      << "a placeholder may bind it";
}

TEST(AudienceBoundTest, EachStatementIsJudged) {
  const std::string bound = AllowWith(R"("StringLike":{"ISSUER:aud":"sts.amazonaws.com"})");
  EXPECT_THAT(Unbound(bound + "," + AllowWith("")), ElementsAre("1"));
  EXPECT_THAT(Unbound(AllowWith("") + "," + AllowWith("")), ElementsAre("0", "1"));
}

TEST(AudienceBoundTest, OnlyStatementsThatAdmitSomebodyCount) {
  EXPECT_THAT(Unbound(AllowIf(R"({"StringEquals":{"ISSUER:sub":"Not a subject"}})")), IsEmpty());
  EXPECT_THAT(Unbound(AllowIf(R"({"StringEquals":{"https://ISSUER:sub":"x"}})")), IsEmpty());
  EXPECT_THAT(Unbound(AllowIf(R"({"StringEquals":{"ISSUER:sub":"${subject}"}})")), IsEmpty());
}

TEST(AudienceBoundTest, SurroundingsOfTheCallerDoNotBind) {
  EXPECT_THAT(Unbound(AllowWith(R"("IpAddress":{"aws:SourceIp":"198.51.100.0/24"})")),
              ElementsAre("0"));
  EXPECT_THAT(Unbound(AllowWith(R"("StringEquals2":{"ISSUER:aud":"x"})")), IsEmpty())
      << "an unknown operator may bind it";
}

TEST(AudienceBoundTest, PlaceholdersMayBind) {
  EXPECT_THAT(Unbound(AllowWith(R"("StringLike":{"ISSUER:aud":"${audience}"})")), IsEmpty());
  EXPECT_THAT(Unbound(AllowWith(R"("StringLike":{"${issuer}:aud":"sts.amazonaws.com"})")),
              IsEmpty());
}

}  // namespace
}  // namespace irsalint::iam
