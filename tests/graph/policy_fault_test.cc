// What in a trust policy can never work, and which of it refuses a claim.
#include "analyzer/graph/policy_fault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using Kind = PolicyFault::Kind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view kOwn = "system:serviceaccount:shop:app";

// An Allow statement of these parts.
std::string Statement(std::string_view principal, std::string_view action,
                      std::string_view condition) {
  return fmt::format(R"({{"Effect": "Allow", "Principal": {}, "Action": "{}", "Condition": {}}})",
                     principal, action, condition);
}
std::string Trusting(std::string_view provider, std::string_view condition) {
  return Statement(fmt::format(R"({{"Federated": "{}"}})", provider),
                   "sts:AssumeRoleWithWebIdentity", condition);
}

// `statement principals conditions value found` of each fault of a kind.
std::vector<std::string> FaultsIn(std::string_view policy, Kind kind) {
  const Linked linked({{"a/trust.json", std::string(policy)}});
  std::vector<std::string> lines;
  for (const PolicyFault& fault : FaultsOf(linked->trust_policies().at(0), kind)) {
    lines.push_back(fmt::format("{} [{}] [{}] {} {}", fault.statement,
                                fmt::join(fault.principals, " "), fmt::join(fault.conditions, " "),
                                fault.value.has_value() ? std::to_string(*fault.value) : "-",
                                fault.found));
  }
  return lines;
}

std::string Key(std::string_view issuer, std::string_view claim, std::string_view value) {
  return fmt::format(R"("{}:{}": "{}")", issuer, claim, value);
}

TEST(PolicyFaultTest, ACorrectPolicyHasNone) {
  for (const Kind kind :
       {Kind::kGrammar, Kind::kAction, Kind::kKeyShape, Kind::kIssuerShape, Kind::kKeyIssuer,
        Kind::kLiteralWildcard, Kind::kSubjectShape, Kind::kConflict}) {
    EXPECT_THAT(FaultsIn(Policy({Allow(kOwn)}), kind), IsEmpty());
  }
}

// What the key of the first fault must be, in a statement that trusts `providers` (JSON).
std::string RightKeyFor(std::string_view key, std::string_view value, std::string_view providers) {
  const Linked linked(
      {{"a/trust.json",
        Policy({Statement(fmt::format(R"({{"Federated": {}}})", providers),
                          "sts:AssumeRoleWithWebIdentity",
                          fmt::format(R"({{"StringEquals": {{"{}": "{}"}}}})", key, value))})}});
  const auto shapes = FaultsOf(linked->trust_policies().at(0), Kind::kKeyShape);
  if (!shapes.empty()) return shapes.front().required;
  const auto issuers = FaultsOf(linked->trust_policies().at(0), Kind::kIssuerShape);
  return issuers.empty() ? "no fault" : issuers.front().required;
}

TEST(PolicyFaultTest, TheOnlyProviderSaysHowAKeyMustBe) {
  const std::string one = fmt::format(R"("{}")", Provider(kIssuer));
  const std::string two = fmt::format(R"(["{}", "{}"])", Provider(kIssuer), Provider(kOtherIssuer));
  const std::string sub = fmt::format("{}:sub", kIssuer);
  const std::string issuer(kIssuer);
  EXPECT_EQ(RightKeyFor("sub", kOwn, one), sub);
  EXPECT_EQ(RightKeyFor(":sub", kOwn, one), sub);
  EXPECT_EQ(RightKeyFor(issuer, kOwn, one), sub);
  EXPECT_EQ(RightKeyFor(issuer, "sts.amazonaws.com", one), issuer + ":aud");
  EXPECT_EQ(RightKeyFor(issuer, "something", one), "");
  EXPECT_EQ(RightKeyFor(issuer + " :sub", kOwn, one), sub);
  EXPECT_EQ(RightKeyFor("https://" + issuer, kOwn, one), sub);
  EXPECT_EQ(RightKeyFor("oidc.eks.amazonaws.com/id/*:sub", kOwn, one), sub);
  EXPECT_EQ(RightKeyFor("sub", kOwn, two), "");
  EXPECT_EQ(RightKeyFor(std::string(kOtherIssuer) + " :sub", kOwn, one), "");
}

TEST(PolicyFaultTest, KeysWithTheSameMistakeAreOneFault) {
  const std::string scheme = fmt::format("https://{}", kIssuer);
  const std::string policy = Policy({Trusting(
      Provider(kIssuer), fmt::format(R"({{"StringEquals": {{{}, {}}}, "StringLike": {{{}}}}})",
                                     Key(scheme, "aud", "sts.amazonaws.com"),
                                     Key(scheme, "sub", kOwn), Key(kIssuer, "subject", "x")))});
  EXPECT_THAT(FaultsIn(policy, Kind::kKeyShape),
              ElementsAre(fmt::format("0 [] [0 1] - {}:aud", scheme),
                          fmt::format("0 [] [2] - {}:subject", kIssuer)));
}

TEST(PolicyFaultTest, KeysThatRepeatWhatIsWrongWithTheirProviderBelongToIt) {
  const std::string slash = fmt::format("{}/", kIssuer);
  const std::string policy = Policy(
      {Trusting(Provider(slash), fmt::format(R"({{"StringEquals": {{{}, {}}}}})",
                                             Key(slash, "aud", "x"), Key(kIssuer, "sub", kOwn)))});
  EXPECT_THAT(FaultsIn(policy, Kind::kIssuerShape), ElementsAre("0 [0] [0] - " + slash));
  EXPECT_THAT(FaultsIn(policy, Kind::kKeyShape), IsEmpty());
  EXPECT_THAT(FaultsIn(policy, Kind::kKeyIssuer), IsEmpty());
}

TEST(PolicyFaultTest, TheOddOneOfKeysAndProvider) {
  const auto policy = [](std::string_view aud, std::string_view sub) {
    return Policy({Trusting(Provider(kIssuer), fmt::format(R"({{"StringEquals": {{{}, {}}}}})",
                                                           Key(aud, "aud", "sts.amazonaws.com"),
                                                           Key(sub, "sub", kOwn)))});
  };
  EXPECT_THAT(FaultsIn(policy(kIssuer, kOtherIssuer), Kind::kKeyIssuer),
              ElementsAre(fmt::format("0 [] [1] - {}", kOtherIssuer)));
  EXPECT_THAT(FaultsIn(policy(kOtherIssuer, kOtherIssuer), Kind::kKeyIssuer),
              ElementsAre(fmt::format("0 [0] [0 1] - {}", kIssuer)));
}

TEST(PolicyFaultTest, AConflictOfAnUntrustedIssuerIsNone) {
  const std::string condition =
      fmt::format(R"({{"StringEquals": {{{}, {}}}}})", Key(kIssuer, "sub", kOwn),
                  Key(kOtherIssuer, "sub", kOwn));
  EXPECT_THAT(FaultsIn(Policy({Trusting(Provider(kIssuer), condition)}), Kind::kConflict),
              IsEmpty());
  const std::string both =
      fmt::format(R"({{"Federated": ["{}", "{}"]}})", Provider(kIssuer), Provider(kOtherIssuer));
  EXPECT_THAT(FaultsIn(Policy({Statement(both, "sts:AssumeRoleWithWebIdentity", condition)}),
                       Kind::kConflict),
              ElementsAre(fmt::format("0 [] [0 1] - {}:sub", kOtherIssuer)));
}

TEST(PolicyFaultTest, ValuesOneByOne) {
  const std::string policy = Policy(
      {Trusting(Provider(kIssuer),
                fmt::format(R"({{"StringEquals": {{"{}:sub": ["{}", "system:serviceaccount:shop:*",
                  "system:serviceaccounts:shop:app"]}}}})",
                            kIssuer, kOwn))});
  EXPECT_THAT(FaultsIn(policy, Kind::kLiteralWildcard),
              ElementsAre("0 [] [0] 1 system:serviceaccount:shop:*"));
  EXPECT_THAT(FaultsIn(policy, Kind::kSubjectShape),
              ElementsAre("0 [] [0] 2 system:serviceaccounts:shop:app"));
}

// Which fault refuses shop/app; its kind as a number, "-" for none.
std::string Behind(const std::vector<std::string>& statements) {
  const Linked linked({{"a/account.yaml", AccountWithRole("shop", "app", "app-role")},
                       {"a/role.json", GetRole("app-role", Policy(statements))}});
  const Claim& claim = linked.ClaimOf("a", "app");
  const TrustEdge* edge = linked->BrokenEdge(claim);
  if (edge == nullptr) return "admitted";
  const auto fault = FaultBehind(*linked, claim, *edge);
  if (!fault.has_value()) return "-";
  constexpr const char* kNames[] = {"grammar",    "action",   "key shape", "issuer shape",
                                    "key issuer", "wildcard", "subject",   "conflict"};
  return kNames[static_cast<size_t>(fault->kind)];
}

TEST(FaultBehindTest, NamesTheFaultOfTheNearestStatement) {
  const std::string provider = Provider(kIssuer);
  const auto sub = [&](std::string_view key, std::string_view op, std::string_view value) {
    return Trusting(provider, fmt::format(R"({{"{}": {{"{}": "{}"}}}})", op, key, value));
  };
  const std::string key = fmt::format("{}:sub", kIssuer);
  EXPECT_EQ(Behind({Allow(kOwn)}), "admitted");
  EXPECT_EQ(Behind({Allow("system:serviceaccount:shop:other")}), "-");
  EXPECT_EQ(Behind({sub("https://" + key, "StringEquals", kOwn)}), "key shape");
  EXPECT_EQ(Behind({sub(fmt::format("{}:sub", kOtherIssuer), "StringEquals", kOwn)}), "key issuer");
  EXPECT_EQ(Behind({sub(key, "StringEquals", "system:serviceaccount:shop:*")}), "wildcard");
  EXPECT_EQ(Behind({sub(key, "StringEquals", "system:serviceaccounts:shop:app")}), "subject");
  EXPECT_EQ(Behind({sub(key, "StringEqual", kOwn)}), "grammar");
  EXPECT_EQ(Behind({Statement(fmt::format(R"({{"Federated": "{}"}})", provider), "sts:AssumeRole",
                              "{}")}),
            "action");
  EXPECT_EQ(Behind({Trusting(provider + "/", "{}"), Allow("system:serviceaccount:shop:other")}),
            "admitted");
  EXPECT_EQ(Behind({Trusting(provider, fmt::format(R"({{"StringEquals": {{"{0}": "{1}"}},
                                                       "StringNotEquals": {{"{0}": "{1}"}}}})",
                                                   key, kOwn))}),
            "conflict");
  // Another statement's fault is not what refuses.
  EXPECT_EQ(Behind({sub("https://" + key, "StringEquals", "system:serviceaccount:dev:x"),
                    Allow("system:serviceaccount:shop:other")}),
            "-");
  // But the one that means the account is.
  EXPECT_EQ(Behind({Allow("system:serviceaccount:shop:other"),
                    sub("https://" + key, "StringEquals", kOwn)}),
            "key shape");
}

}  // namespace
}  // namespace irsalint::graph
