// The one cause of a refusal, and its place.
#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

constexpr std::string_view kApi = "system:serviceaccount:prod:api";

std::string Name(DenialElement element) {
  switch (element) {
    case DenialElement::kExplicitDeny:
      return "explicit deny";
    case DenialElement::kGrammar:
      return "grammar";
    case DenialElement::kAction:
      return "action";
    case DenialElement::kPrincipal:
      return "principal";
    case DenialElement::kKeyShape:
      return "key shape";
    case DenialElement::kKeyIssuer:
      return "key issuer";
    case DenialElement::kOperatorForm:
      return "operator form";
    case DenialElement::kAudience:
      return "aud";
    case DenialElement::kSubject:
      return "sub";
    case DenialElement::kOther:
      return "other";
  }
  return "";
}

// `sub 0/3`: the element, the statement, and the clause if there is one.
std::string CauseIn(const PolicyDocument& policy, std::string_view subject = kApi) {
  const Decision decision = Evaluate(policy, RequestOf(subject));
  const std::optional<Denial> cause = CauseOf(decision);
  if (!cause) return "none, " + std::string(base::ToString(decision.admits));
  std::string text = Name(cause->element) + " " + std::to_string(cause->statement);
  if (cause->clause) text += "/" + std::to_string(*cause->clause);
  return text;
}

std::string CauseIf(std::string_view condition) { return CauseIn(PolicyOf(AllowIf(condition))); }

TEST(DenialCauseTest, NamesEachElement) {
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:prod:web"}})"),
            "sub 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER:aud":"vault"}})"), "aud 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:prod:*"}})"),
            "operator form 0/2");
  EXPECT_EQ(CauseIf(R"({"ArnLike":{"ISSUER:sub":"system:serviceaccount:prod:*"}})"),
            "operator form 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"https://ISSUER:sub":"system:serviceaccount:prod:api"}})"),
            "key shape 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"PROVIDER:sub":"system:serviceaccount:prod:api"}})"),
            "key shape 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER/:sub":"system:serviceaccount:prod:api"}})"),
            "key shape 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER:subject":"system:serviceaccount:prod:api"}})"),
            "key shape 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"sub":"system:serviceaccount:prod:api"}})"),
            "key shape 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER":"system:serviceaccount:prod:api"}})"),
            "key shape 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{
                        "oidc.eks.eu-west-1.amazonaws.com/id/00000000000000000000000000000000:sub":
                        "system:serviceaccount:prod:api"}})"),
            "key issuer 0/2");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"aws:PrincipalTag/team":"shop"}})"), "other 0/2");
}

TEST(DenialCauseTest, ActionComesBeforePrincipal) {
  EXPECT_EQ(CauseIn(PolicyOf(R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
                                 "Action":"sts:AssumeRole"})")),
            "action 0/1");
  EXPECT_EQ(CauseIn(PolicyOf(R"({"Effect":"Allow","Principal":{"Federated":"PROVIDER"},
                                 "Action":"sts:AssumeRole"})")),
            "action 0/1");
  EXPECT_EQ(CauseIn(PolicyOf(R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},
                                 "Action":"sts:AssumeRoleWithWebIdentity"})")),
            "principal 0/0");
}

TEST(DenialCauseTest, TheFirstElementInTheFixedOrderWins) {
  // Both fail; aud is named, whatever the order in the document.
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:a:b",
                                        "ISSUER:aud":"vault"}})"),
            "aud 0/3");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER:aud":"vault","ISSUER:name":"x"}})"),
            "key shape 0/3");
}

TEST(DenialCauseTest, TheStatementThatFailsLatestIsNearest) {
  const std::string service =
      R"({"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"})";
  const std::string sub =
      AllowIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:prod:web"}})");
  EXPECT_EQ(CauseIn(PolicyOf(service + "," + sub)), "sub 1/2");
  EXPECT_EQ(CauseIn(PolicyOf(sub + "," + service)), "sub 0/2");
}

TEST(DenialCauseTest, AStatementWithAWrongKeyOrOperatorStillNamesTheSubject) {
  const std::string other =
      AllowIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:prod:web"}})");
  for (const std::string_view meant :
       {R"({"StringEquals":{"https://ISSUER:sub":"system:serviceaccount:prod:api"}})",
        R"({"StringEquals":{"ISSUER:subject":"system:serviceaccount:prod:api"}})",
        R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:prod:*"}})"}) {
    EXPECT_EQ(CauseIn(PolicyOf(other + "," + AllowIf(meant))).substr(0, 3),
              meant.find("prod:*") == meant.npos ? "key" : "ope")
        << meant;
  }
  // Of another subject it does not.
  EXPECT_EQ(CauseIn(PolicyOf(
                other + "," +
                AllowIf(R"({"StringEquals":{"https://ISSUER:sub":"system:serviceaccount:a:b"}})"))),
            "sub 0/2");
}

TEST(DenialCauseTest, AnExplicitDenyThatAppliesIsTheCause) {
  const std::string allow =
      AllowIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:prod:web"}})");
  const std::string deny =
      DenyIf(R"({"StringLike":{"ISSUER:sub":"system:serviceaccount:prod:*"}})");
  EXPECT_EQ(CauseIn(PolicyOf(allow + "," + deny)), "explicit deny 1");
  // The deny does not apply, so it is not to blame.
  EXPECT_EQ(CauseIn(PolicyOf(allow + "," + deny), "system:serviceaccount:dev:api"), "sub 0/2");
}

TEST(DenialCauseTest, NoCauseWithoutARefusal) {
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER:sub":"system:serviceaccount:prod:api"}})"),
            "none, yes");
  EXPECT_EQ(CauseIf(R"({"StringEquals":{"ISSUER:sub":"${subject}"}})"), "none, maybe");
}

TEST(DenialCauseTest, OnlyDenyStatementsAllowNothing) {
  const std::string deny = DenyIf(R"({"StringLike":{"ISSUER:sub":"system:serviceaccount:dev:*"}})");
  EXPECT_EQ(CauseIn(PolicyOf(deny)), "other 0");
}

TEST(DenialCauseTest, TheNearestValueIsTheOneOfFewestEdits) {
  const Decision decision = Evaluate(
      PolicyOf(AllowIf(R"({"StringEquals":{"ISSUER:sub":["system:serviceaccount:kube-system:dns",
                           "system:serviceaccount:prod:apo","system:serviceaccount:dev:x"]}})")),
      RequestOf(kApi));
  const Clause& clause = decision.statements[0].clauses[2];
  EXPECT_EQ(clause.nearest, 1U);
  EXPECT_EQ(clause.reason,
            std::string(kIssuer) +
                ":sub is \"system:serviceaccount:prod:api\", StringEquals demands one of 3 values, "
                "the nearest is \"system:serviceaccount:prod:apo\"");
}

TEST(DenialCauseTest, ProvidersOfAnotherAccountSaySo) {
  Request request = RequestOf(kApi);
  request.account = "135791357913";
  const Decision decision = Evaluate(PolicyOf(AllowIf("{}")), request);
  EXPECT_EQ(decision.admits, base::Truth::kNo);
  EXPECT_EQ(decision.statements[0].clauses[0].reason,
            "the provider belongs to account 468013579246, the role to account 135791357913");
}

}  // namespace
}  // namespace irsalint::iam
