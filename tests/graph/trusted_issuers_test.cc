#include "analyzer/graph/trusted_issuers.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// `ISSUER kubernetes` of each issuer that the one policy of the input trusts.
std::vector<std::string> Issuers(const std::string& policy) {
  constexpr const char* kTruth[] = {"no", "maybe", "yes"};
  const Linked linked({{"a/trust.json", policy}});
  std::vector<std::string> issuers;
  for (const TrustedIssuer& issuer : linked->trust_policies().at(0).issuers) {
    issuers.push_back(issuer.issuer.Written() + " " +
                      kTruth[static_cast<size_t>(issuer.kubernetes)]);
  }
  return issuers;
}

std::vector<std::string> Named(const std::string& policy) {
  const Linked linked({{"a/trust.json", policy}});
  std::vector<std::string> issuers;
  for (const syntax::Text& issuer :
       NamedKubernetesIssuers(linked->trust_policies().at(0).object->document)) {
    issuers.push_back(issuer.Written());
  }
  return issuers;
}

std::string Trusting(std::string_view principal, std::string_view condition = "{}",
                     std::string_view effect = "Allow") {
  return fmt::format(
      R"({{"Effect": "{}", "Principal": {}, "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {}}})",
      effect, principal, condition);
}

std::string Federated(std::string_view value, std::string_view condition = "{}",
                      std::string_view effect = "Allow") {
  return Trusting(fmt::format(R"({{"Federated": "{}"}})", value), condition, effect);
}

TEST(TrustedIssuersTest, AreThoseOfAllowStatementsOnceEachInOrder) {
  const std::string eks(kIssuer);
  const std::string other(kOtherIssuer);
  EXPECT_THAT(Issuers(Policy({Allow("x", kOtherIssuer), Allow("y"), Allow("z", kOtherIssuer)})),
              ElementsAre(other + " yes", eks + " yes"));
  EXPECT_THAT(Issuers(Policy({Federated(Provider(kIssuer), "{}", "Deny")})), IsEmpty());
  EXPECT_THAT(Issuers(Policy({Federated("arn:aws:iam::493827165038:saml-provider/x"),
                              Federated("cognito-identity.amazonaws.com"), Federated(kIssuer)})),
              IsEmpty());
}

TEST(TrustedIssuersTest, AnAccountOrItsFormTellsWhoseTokensTheyAre) {
  const std::string github = "token.actions.githubusercontent.com";
  EXPECT_THAT(
      Issuers(Policy({Federated(
          Provider(github),
          R"({"StringLike": {"token.actions.githubusercontent.com:sub": "repo:a/b:*"}})")})),
      ElementsAre(github + " no"));
  EXPECT_THAT(Issuers(Policy({Federated(Provider("login.example.com/realm"))})),
              ElementsAre("login.example.com/realm maybe"));
  EXPECT_THAT(Issuers(Policy({Federated(
                  Provider("login.example.com"),
                  R"({"StringEquals": {"login.example.com:sub": "system:serviceaccount:a:b"}})")})),
              ElementsAre("login.example.com yes"));
  // The subject is demanded of another issuer.
  EXPECT_THAT(Issuers(Policy({Federated(
                  Provider("login.example.com"),
                  R"({"StringEquals": {"x.example.com:sub": "system:serviceaccount:a:b"}})")})),
              ElementsAre("login.example.com maybe"));
  EXPECT_THAT(
      Issuers(Policy({Federated(Provider("oidc.eks.eu-central-1.amazonaws.com/id/${ID}"))})),
      ElementsAre("oidc.eks.eu-central-1.amazonaws.com/id/${ID} yes"));
}

TEST(TrustedIssuersTest, NamedAnywhere) {
  const std::string eks(kIssuer);
  const std::string other(kOtherIssuer);
  EXPECT_THAT(Named(Policy({Allow("x")})), ElementsAre(eks));
  EXPECT_THAT(Named(Policy({Federated(Provider(kIssuer), "{}", "Deny")})), ElementsAre(eks));
  EXPECT_THAT(Named(Policy({Federated(kIssuer)})), ElementsAre(eks));
  EXPECT_THAT(Named(Policy({Federated("https://" + eks)})), ElementsAre(eks));
  EXPECT_THAT(Named(Policy({Trusting(R"({"Service": "ec2.amazonaws.com"})",
                                     "{\"StringEquals\": {\"" + other + ":aud\": \"x\", \"" + eks +
                                         ":sub\": \"y\", \"" + eks + ":aud\": \"z\"}}")})),
              ElementsAre(other, eks));
  EXPECT_THAT(Named(Policy({Trusting(R"({"Service": "ec2.amazonaws.com"})",
                                     R"({"Bool": {"aws:SecureTransport": "true"}})")})),
              IsEmpty());
}

TEST(TrustedIssuersTest, ProvidersAreJoinedByArnOrElseByUrl) {
  const std::string provider = fmt::format(
      R"({{"Url": "{}", "ClientIDList": ["sts.amazonaws.com"], "ThumbprintList": []}})", kIssuer);
  const Linked linked({{"a/trust.json", Policy({Allow("x"), Allow("y", kOtherIssuer)})},
                       {"a/provider.json", provider},
                       {"a/cluster.json", DescribeCluster("media", kIssuer)}});
  const std::vector<TrustedIssuer>& issuers = linked->trust_policies()[0].issuers;
  EXPECT_THAT(issuers[0].providers, ElementsAre(ProviderId{0}));
  EXPECT_THAT(issuers[1].providers, IsEmpty());
  EXPECT_THAT(linked->oidc_providers()[0].clusters, ElementsAre(ClusterId{0}));
}

TEST(TrustedIssuersTest, TheRoleOfOneArnIsOneNodeWithAllItsPolicies) {
  const std::string role = GetRole("r", Policy({Allow("x")}));
  const Linked linked({{"a/role.json", role},
                       {"b/role.json", role},
                       {"c/role.json", GetRole("s", Policy({Allow("x")}))}});
  ASSERT_EQ(linked->roles().size(), 2u);
  EXPECT_THAT(linked->roles()[0].trust_policies, ElementsAre(PolicyId{0}, PolicyId{1}));
  EXPECT_THAT(linked->roles()[1].trust_policies, ElementsAre(PolicyId{2}));
}

TEST(TrustsPodIdentityTest, IsAServicePrincipal) {
  const auto trusts = [](const std::string& policy) {
    const Linked linked({{"a/trust.json", policy}});
    return TrustsPodIdentity(linked->trust_policies().at(0).object->document);
  };
  EXPECT_TRUE(trusts(Policy(
      {Allow("x"), Trusting(R"({"Service": ["ec2.amazonaws.com", "pods.eks.amazonaws.com"]})")})));
  EXPECT_FALSE(trusts(Policy({Trusting(R"({"Service": "eks.amazonaws.com"})")})));
  EXPECT_FALSE(trusts(Policy({Trusting(R"({"AWS": "pods.eks.amazonaws.com"})")})));
}

}  // namespace
}  // namespace irsalint::graph
