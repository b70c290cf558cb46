// What can be the condition key of no request (docs/reference/iam.md §2.4, §2.7).
#include "analyzer/iam/key_fault.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using syntax::Text;

std::string Said(std::string_view key, const std::optional<Repairable>& fault) {
  if (!fault.has_value()) return {};
  std::string said =
      std::string(key.substr(fault->begin, fault->end - fault->begin)) + ": " + fault->what;
  if (!fault->repaired.empty()) said += " -> " + fault->repaired;
  return said;
}

std::string FaultIn(std::string_view key) {
  return Said(key, FaultOfConditionKey(Text::Literal(key)));
}
std::string KubernetesFaultIn(std::string_view key) {
  return Said(key, FaultOfKubernetesKey(Text::Literal(key)));
}

TEST(KeyFaultTest, WellFormedKeysHaveNone) {
  for (const std::string_view good :
       {"login.orchid.dev:sub", "login.orchid.dev/:aud", "aws:SourceIp", "aws:RequestTag/a b",
        "sts:RoleSessionName", "SAML:aud", "s3:prefix", "accounts.google.com:google/organization",
        "oidc.circleci.com/org/o1:oidc.circleci.com/project-id", "SUBJECT_KEY"}) {
    EXPECT_EQ(FaultIn(good), "") << good;
  }
}

TEST(KeyFaultTest, Form) {
  EXPECT_EQ(FaultIn("https://login.orchid.dev:sub"),
            "https://: begins with \"https://\" -> login.orchid.dev:sub");
  EXPECT_EQ(FaultIn("http://login.orchid.dev:sub"),
            "http://: begins with \"http://\" -> login.orchid.dev:sub");
  EXPECT_EQ(FaultIn("arn:aws:iam::468013579246:oidc-provider/login.orchid.dev:sub"),
            "arn:aws:iam::468013579246:oidc-provider/: begins with an ARN -> login.orchid.dev:sub");
  EXPECT_EQ(FaultIn("oidc-provider/login.orchid.dev:sub"),
            "oidc-provider/: begins with \"oidc-provider/\" -> login.orchid.dev:sub");
  EXPECT_EQ(FaultIn("arn:aws:iam::468013579246:role/x"),
            "arn:aws:iam::468013579246:role/x: begins with an ARN");
  EXPECT_EQ(FaultIn("login.orchid.dev: sub"), " : holds a blank");
  EXPECT_EQ(FaultIn("login.orchid.dev"), "login.orchid.dev: names no claim after its issuer");
  EXPECT_EQ(FaultIn("sub"), "sub: names no issuer before its claim");
  EXPECT_EQ(FaultIn(":aud"), ":aud: names no issuer before its claim");
  EXPECT_EQ(FaultIn("https://login.orchid.dev"), "https://: begins with \"https://\"");
}

TEST(KeyFaultTest, HolesCountAsFarAsTheTextIsKnown) {
  const Text issuer = HoleText("${ISSUER}");
  EXPECT_FALSE(FaultOfConditionKey(issuer.Append(":sub")).has_value());
  EXPECT_FALSE(FaultOfConditionKey(issuer).has_value());
  const Text scheme = Text::Literal("https://").Append(issuer).Append(":sub");
  EXPECT_EQ(Said(scheme.Written(), FaultOfConditionKey(scheme)),
            "https://: begins with \"https://\" -> ${ISSUER}:sub");
}

TEST(KeyFaultTest, KubernetesKeys) {
  const std::string eks(kIssuer);
  EXPECT_EQ(KubernetesFaultIn(eks + ":sub"), "");
  EXPECT_EQ(KubernetesFaultIn(eks + ":AUD"), "");
  EXPECT_EQ(KubernetesFaultIn(eks + ":oaud"), "");
  EXPECT_EQ(KubernetesFaultIn("aws:SourceIp"), "");
  EXPECT_EQ(KubernetesFaultIn(eks + ":subject"),
            "subject: names the claim \"subject\", which STS does not offer of a Kubernetes token "
            "-> " +
                eks + ":sub");
  EXPECT_EQ(KubernetesFaultIn(eks + ":email"),
            "email: names the claim \"email\", which STS does not offer of a Kubernetes token");
  EXPECT_EQ(KubernetesFaultIn(eks + "/:sub"), "/: has a slash before its claim -> " + eks + ":sub");
  // Another issuer may end in one.
  EXPECT_EQ(KubernetesFaultIn("discovery.orchid.dev/:sub"), "");
}

TEST(KeyFaultTest, ProviderKeysAreCutAtTheLastColon) {
  const Text key = Text::Literal("login.orchid.dev:8443/x:sub");
  const auto parts = ParseProviderKey(key);
  ASSERT_TRUE(parts.has_value());
  EXPECT_EQ(parts->issuer.literal(), "login.orchid.dev:8443/x");
  EXPECT_EQ(parts->claim, "sub");
  const Text holed = Text::Literal("oidc.eks.").Append(HoleText("${REGION}")).Append(".x/id/1:aud");
  const auto of_holes = ParseProviderKey(holed);
  ASSERT_TRUE(of_holes.has_value());
  EXPECT_EQ(of_holes->issuer.Written(), "oidc.eks.${REGION}.x/id/1");
  EXPECT_EQ(of_holes->claim, "aud");
  for (const std::string_view none :
       {"aws:SourceIp", "STS:ExternalId", "sub", ":sub", "s3:prefix"}) {
    EXPECT_FALSE(ParseProviderKey(Text::Literal(none)).has_value()) << none;
  }
  EXPECT_FALSE(
      ParseProviderKey(Text::Literal("aws:RequestTag/").Append(HoleText("${K}"))).has_value());
}

}  // namespace
}  // namespace irsalint::iam
