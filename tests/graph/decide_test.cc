#include "analyzer/graph/decide.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using base::Truth;
using iam::DenialElement;

// What a get-role document in one unit says to the account one/app.
struct Answer {
  Truth admits = Truth::kMaybe;
  std::optional<DenialElement> element;
  std::string issuer;  // of the cause

  friend bool operator==(const Answer&, const Answer&) = default;
};

void PrintTo(const Answer& answer, std::ostream* out) {
  *out << static_cast<int>(answer.admits) << " element "
       << (answer.element.has_value() ? static_cast<int>(*answer.element) : -1) << " issuer "
       << answer.issuer;
}

Answer Ask(const std::string& policy, const Files& more = {}, const std::string& account = "") {
  Files files = {
      {"a/x.yaml", account.empty() ? AccountWithRole("one", "app", "app-role") : account},
      {"a/role.json", GetRole("app-role", policy)}};
  files.insert(files.end(), more.begin(), more.end());
  const Linked linked(files);
  const Claim& claim = linked.ClaimOf("a", "app");
  const TrustEdge& edge = claim.edges.at(0);
  Answer answer{.admits = edge.admits, .element = {}, .issuer = {}};
  if (edge.cause.has_value()) {
    answer.element = edge.cause->element;
    answer.issuer = edge.cause->issuer.issuer.Written();
  }
  EXPECT_EQ(linked->BrokenEdge(claim) != nullptr, answer.element.has_value());
  return answer;
}

Answer Yes() { return {.admits = Truth::kYes, .element = {}, .issuer = {}}; }
Answer Maybe() { return {.admits = Truth::kMaybe, .element = {}, .issuer = {}}; }
Answer No(DenialElement element, std::string_view issuer = kIssuer) {
  return {.admits = Truth::kNo, .element = element, .issuer = std::string(issuer)};
}

const std::string kOwn = Subject("one", "app");
const std::string kStranger = Subject("two", "web");

TEST(DecideTest, TheIssuerIsBoundFromThePolicy) {
  EXPECT_EQ(Ask(Policy({Allow(kOwn)})), Yes());
  EXPECT_EQ(Ask(Policy({Allow(kStranger)})), No(DenialElement::kSubject));
}

TEST(DecideTest, OneOfSeveralIssuersSuffices) {
  EXPECT_EQ(Ask(Policy({Allow(kStranger, kOtherIssuer), Allow(kOwn)})), Yes());
  EXPECT_EQ(Ask(Policy({Allow(kOwn, kOtherIssuer), Allow(kStranger)})), Yes());
  EXPECT_EQ(Ask(Policy({Allow(Subject("one", "ap")), Allow(kStranger, kOtherIssuer)})),
            No(DenialElement::kSubject));
  EXPECT_EQ(Ask(Policy({Allow(kStranger, kOtherIssuer), Allow(Subject("one", "ap"))})),
            No(DenialElement::kSubject));
}

// Both issuers trusted by one statement whose keys are those of one.
TEST(DecideTest, TheKeysOfOneIssuerDoNotSpeakForAnother) {
  const std::string policy = Policy({fmt::format(
      R"({{"Effect": "Allow", "Principal": {{"Federated": ["{}", "{}"]}},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {{"StringEquals": {{"{}:sub": "{}", "{}:sub": "{}"}}}}}})",
      Provider(kIssuer), Provider(kOtherIssuer), kIssuer, kOwn, kOtherIssuer, kOwn)});
  EXPECT_EQ(Ask(policy), No(DenialElement::kKeyIssuer));
}

TEST(DecideTest, ADeclaredClusterDecides) {
  const Files own = {{"a/cluster.json", DescribeCluster("c", kIssuer)}};
  EXPECT_EQ(Ask(Policy({Allow(kOwn)}), own), Yes());
  EXPECT_EQ(Ask(Policy({Allow(kOwn, kOtherIssuer)}), own), No(DenialElement::kPrincipal));
  EXPECT_EQ(Ask(Policy({Allow(kOwn, kOtherIssuer), Allow(kStranger)}), own),
            No(DenialElement::kSubject));
  // Two clusters: each may be the pod's.
  Files both = own;
  both.emplace_back("a/cluster2.json", DescribeCluster("d", kOtherIssuer));
  EXPECT_EQ(Ask(Policy({Allow(kOwn, kOtherIssuer), Allow(kStranger)}), both), Yes());
  // A cluster of another unit is not the pod's.
  EXPECT_EQ(
      Ask(Policy({Allow(kOwn, kOtherIssuer)}), {{"b/cluster.json", DescribeCluster("c", kIssuer)}}),
      Yes());
}

TEST(DecideTest, AHoleMakesMaybeOnly) {
  const std::string hole = "oidc.eks.eu-central-1.amazonaws.com/id/${CLUSTER_ID}";
  EXPECT_EQ(Ask(Policy({Allow(kOwn, hole)})), Maybe());
  EXPECT_EQ(Ask(Policy({Allow(kStranger, hole)})).admits, Truth::kNo);
  EXPECT_EQ(Ask(Policy({Allow("system:serviceaccount:${NS}:app")})), Maybe());
  EXPECT_EQ(Ask(Policy({Allow("system:serviceaccount:${NS}:web")})), No(DenialElement::kSubject));
  EXPECT_EQ(Ask(Policy({Allow(kOwn)}), {}, AccountWithRole("", "app", "app-role")), Maybe());
  EXPECT_EQ(Ask(Policy({Allow(kStranger)}), {}, AccountWithRole("", "app", "app-role")),
            No(DenialElement::kSubject));
}

TEST(DecideTest, SharedIssuersAreNeverThePods) {
  const std::string github = "token.actions.githubusercontent.com";
  EXPECT_EQ(Ask(Policy({Allow("repo:a/b:ref:refs/heads/main", github)})),
            (Answer{.admits = Truth::kNo, .element = {}, .issuer = {}}));  // no cause: not broken
  EXPECT_EQ(Ask(Policy({Allow(kOwn, github), Allow(kStranger)})), No(DenialElement::kSubject));
  EXPECT_EQ(Ask(Policy({Allow("repo:a/b:ref:refs/heads/main", github)}),
                {{"a/cluster.json", DescribeCluster("c", kIssuer)}}),
            No(DenialElement::kPrincipal));
}

std::string Other(std::string_view principal, std::string_view action = "sts:AssumeRole") {
  return fmt::format(R"({{"Effect": "Allow", "Principal": {}, "Action": "{}"}})", principal,
                     action);
}

TEST(DecideTest, APolicyThatTrustsNoIssuer) {
  EXPECT_EQ(Ask(Policy({Other(R"({"Service": "ec2.amazonaws.com"})")})).element,
            DenialElement::kAction);
  EXPECT_EQ(Ask(Policy({Other(R"({"AWS": "arn:aws:iam::493827165038:root"})",
                              "sts:AssumeRoleWithWebIdentity")}))
                .element,
            DenialElement::kPrincipal);
  // Its pods may have their identity from an association that is not in the input.
  const Linked pod_identity(
      {{"a/x.yaml", AccountWithRole("one", "app", "app-role")},
       {"a/role.json",
        GetRole("app-role", Policy({Other(R"({"Service": "pods.eks.amazonaws.com"})")}))}});
  EXPECT_EQ(pod_identity->BrokenEdge(pod_identity.ClaimOf("a", "app")), nullptr);
}

TEST(DecideTest, AProviderOfAnotherAccountOrPartition) {
  const auto trusting = [](std::string_view arn) {
    return Policy({fmt::format(
        R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
            "Action": "sts:AssumeRoleWithWebIdentity",
            "Condition": {{"StringEquals": {{"{}:sub": "{}"}}}}}})",
        arn, kIssuer, kOwn)});
  };
  EXPECT_EQ(Ask(trusting(Provider(kIssuer))), Yes());
  EXPECT_EQ(Ask(trusting(Provider(kIssuer, "218450937716"))), No(DenialElement::kPrincipal));
  EXPECT_EQ(Ask(trusting(fmt::format("arn:aws-cn:iam::493827165038:oidc-provider/{}", kIssuer))),
            No(DenialElement::kPrincipal));
}

TEST(DecideTest, TheAudienceOfOtherIssuersIsUnknown) {
  const std::string_view own = "oidc.example.com/cluster";
  EXPECT_EQ(Ask(Policy({Allow(kOwn, own)})), Maybe());
  const std::string account = ServiceAccount(
      "one", "app", {"role-arn: " + RoleArn("app-role"), "audience: sts.amazonaws.com"});
  EXPECT_EQ(Ask(Policy({Allow(kOwn, own)}), {}, account), Yes());
  const std::string vault =
      ServiceAccount("one", "app", {"role-arn: " + RoleArn("app-role"), "audience: vault"});
  EXPECT_EQ(Ask(Policy({Allow(kOwn)}), {}, vault), No(DenialElement::kAudience));
}

TEST(ResemblesSubjectTest, TwoEditsOnePartOrSwapped) {
  Claim claim;
  claim.namespace_name = syntax::Text::Literal("media");
  claim.account_name = syntax::Text::Literal("uploader");
  const auto resembles = [&](std::string_view text) {
    return ResemblesSubject(syntax::Text::Literal(text), claim);
  };
  EXPECT_TRUE(resembles("system:serviceaccount:media:uploader"));
  EXPECT_TRUE(resembles("system:serviceaccount:mdia:uploder"));
  EXPECT_TRUE(resembles("system:serviceaccounts:media/uploader"));
  EXPECT_TRUE(resembles("system:serviceaccount:media:everything-else"));
  EXPECT_TRUE(resembles("system:serviceaccount:everything-else:uploader"));
  EXPECT_TRUE(resembles("system:serviceaccount:uploader:media"));
  EXPECT_FALSE(resembles("system:serviceaccount:video:loader"));
  EXPECT_FALSE(resembles("sts.amazonaws.com"));
  EXPECT_FALSE(resembles("media:uploader"));
}

}  // namespace
}  // namespace irsalint::graph
