// What IAM's grammar says, rule by rule, with the place of each problem
// (docs/reference/iam.md §1, §3.2, §4).
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/iam/policy_text.h"

namespace irsalint::iam {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// `S6 yes pair Statement.Resource`: rule, whether IAM refuses, place.
std::vector<std::string> Problems(const PolicyDocument& policy) {
  std::vector<std::string> lines;
  for (const GrammarProblem& problem : policy.problems) {
    EXPECT_FALSE(problem.message.empty());
    lines.push_back(problem.rule + " " + std::string(base::ToString(problem.refused)) + " " +
                    Where(problem.place));
  }
  return lines;
}

std::vector<std::string> ProblemsOf(std::string json) {
  return Problems(TrustPolicyOf(std::move(json)));
}

// A trust policy of one statement with these elements.
std::vector<std::string> ProblemsIn(std::string_view elements) {
  return ProblemsOf(R"({"Statement":{)" + std::string(elements) + "}}");
}

constexpr std::string_view kGood =
    R"("Effect":"Allow","Principal":{"Federated":"PROVIDER"},"Action":"sts:AssumeRoleWithWebIdentity")";

std::string Good(std::string_view more) { return std::string(kGood) + "," + std::string(more); }

TEST(GrammarTableTest, GoodDocumentsHaveNoProblems) {
  EXPECT_THAT(ProblemsIn(kGood), IsEmpty());
  EXPECT_THAT(ProblemsOf(R"({"Version":"2012-10-17","Id":"x","Statement":[{)" +
                         Good(R"("Sid":"")") + "},{" + Good(R"("Sid":"")") + "}]}"),
              IsEmpty());
  EXPECT_THAT(ProblemsIn(Good(R"("Condition":{"Bool":{"aws:SecureTransport":true},
                                 "NumericEquals":{"a.com:b":[1,2.5]}})")),
              IsEmpty());
  EXPECT_THAT(ProblemsIn(Good(R"("Condition":{})")), IsEmpty());
}

TEST(GrammarTableTest, Document) {
  EXPECT_THAT(ProblemsOf("[]"), ElementsAre("G1 yes ."));
  EXPECT_THAT(ProblemsOf("null"), ElementsAre("G1 yes ."));
  EXPECT_THAT(ProblemsOf(R"({"Statement":[{)" + std::string(kGood) + R"(}],"Statements":[]})"),
              ElementsAre("G1 yes key Statements"));
  EXPECT_THAT(ProblemsOf(R"({"Version":"2012-10-18","Statement":{)" + std::string(kGood) + "}}"),
              ElementsAre("G2 yes Version"));
  EXPECT_THAT(ProblemsOf(R"({"Version":"2012-10-17"})"), ElementsAre("G4 yes ."));
  EXPECT_THAT(ProblemsOf(R"({"Statement":[]})"), ElementsAre("G4 yes Statement"));
  EXPECT_THAT(ProblemsOf(R"({"Statement":"x"})"), ElementsAre("G4 yes Statement"));
  EXPECT_THAT(ProblemsOf(R"({"Statement":["x"]})"), ElementsAre("G4 yes Statement[0]"));
}

TEST(GrammarTableTest, Statement) {
  EXPECT_THAT(ProblemsIn(Good(R"("Principals":{})")),
              ElementsAre("S1 yes key Statement.Principals"));
  EXPECT_THAT(ProblemsIn(R"("effect":"Allow","Principal":{"Federated":"PROVIDER"},
                            "Action":"sts:AssumeRoleWithWebIdentity")"),
              ElementsAre("S1 yes key Statement.effect", "S2 yes Statement"));
  EXPECT_THAT(ProblemsIn(R"("Effect":"allow","Principal":{"Federated":"PROVIDER"},
                            "Action":"sts:AssumeRoleWithWebIdentity")"),
              ElementsAre("S2 yes Statement.Effect"));
  EXPECT_THAT(ProblemsIn(Good(R"("Sid":"a-b")")), ElementsAre("S3 yes Statement.Sid"));
  EXPECT_THAT(ProblemsOf(R"({"Statement":[{)" + Good(R"("Sid":"a")") + "},{" +
                         Good(R"("Sid":"a")") + "}]}"),
              ElementsAre("S3 yes Statement[1].Sid"));
  EXPECT_THAT(ProblemsIn(R"("Effect":"Allow","Action":"sts:AssumeRole")"),
              ElementsAre("S4 yes Statement"));
  EXPECT_THAT(ProblemsIn(R"("Effect":"Allow","Principal":{"Federated":"PROVIDER"})"),
              ElementsAre("S5 yes Statement"));
  EXPECT_THAT(ProblemsIn(Good(R"("Resource":"*")")), ElementsAre("S6 yes key Statement.Resource"));
  EXPECT_THAT(ProblemsIn(Good(R"("NotResource":"*")")),
              ElementsAre("S6 yes key Statement.NotResource"));
}

TEST(GrammarTableTest, ExactlyOneOfThePairs) {
  EXPECT_THAT(ProblemsIn(Good(R"("NotAction":"sts:TagSession")")),
              ElementsAre("S5 yes key Statement.NotAction"));
  EXPECT_THAT(ProblemsIn(R"("Effect":"Allow","NotPrincipal":{"Federated":"PROVIDER"},
                            "Action":"sts:AssumeRoleWithWebIdentity")"),
              ElementsAre("S4 yes pair Statement.NotPrincipal"));
  EXPECT_THAT(ProblemsIn(R"("Effect":"Deny","NotPrincipal":{"Federated":"PROVIDER"},
                            "Action":"sts:AssumeRoleWithWebIdentity")"),
              ElementsAre("S4 yes pair Statement.NotPrincipal"));
}

TEST(GrammarTableTest, Principals) {
  const auto with = [](std::string_view principal) {
    return ProblemsIn(R"("Effect":"Allow","Action":"sts:AssumeRole","Principal":)" +
                      std::string(principal));
  };
  EXPECT_THAT(with(R"({"AWS":"*"})"), IsEmpty());
  EXPECT_THAT(with(R"({"Service":["ec2.amazonaws.com","pods.eks.amazonaws.com"]})"), IsEmpty());
  EXPECT_THAT(with(R"("*")"), ElementsAre("1.3 yes Statement.Principal"));
  EXPECT_THAT(with(R"("arn:aws:iam::468013579246:root")"),
              ElementsAre("1.3 yes Statement.Principal"));
  EXPECT_THAT(with(R"({"Aws":"*"})"), ElementsAre("S4 yes key Statement.Principal.Aws"));
  EXPECT_THAT(with("[]"), ElementsAre("S4 yes Statement.Principal"));
  EXPECT_THAT(with("{}"), ElementsAre("S4 yes pair Statement.Principal"));
  EXPECT_THAT(with(R"({"AWS":[]})"), ElementsAre("S4 yes pair Statement.Principal"));
  EXPECT_THAT(with(R"({"AWS":"arn:aws:iam::468013579246:role/*"})"),
              ElementsAre("1.3 yes Statement.Principal.AWS"));
  EXPECT_THAT(with(R"({"AWS":["arn:aws:iam::468013579246:root","arn:aws:iam::*:root"]})"),
              ElementsAre("1.3 yes Statement.Principal.AWS[1]"));
}

TEST(GrammarTableTest, Actions) {
  const auto with = [](std::string_view action) {
    return ProblemsIn(R"("Effect":"Allow","Principal":{"Federated":"PROVIDER"},"Action":)" +
                      std::string(action));
  };
  EXPECT_THAT(with(R"(["STS:assumerole","sts:TagSession","sts:SetSourceIdentity","sts:SetContext",
                       "sts:AssumeRoleWithSAML"])"),
              IsEmpty());
  EXPECT_THAT(with(R"("${action}")"), IsEmpty());
  EXPECT_THAT(with(R"(["sts:AssumeRole","s3:GetObject"])"),
              ElementsAre("1.4 yes Statement.Action[1]"));
  EXPECT_THAT(with(R"("sts:GetCallerIdentity")"), ElementsAre("1.4 yes Statement.Action"));
  EXPECT_THAT(with(R"("sts:*")"), ElementsAre("1.4 maybe Statement.Action"));
  EXPECT_THAT(with(R"("sts:AssumeRole*")"), ElementsAre("1.4 maybe Statement.Action"));
  EXPECT_THAT(with(R"("*")"), ElementsAre("1.4 maybe Statement.Action"));
  EXPECT_THAT(with(R"("s3:*")"), ElementsAre("1.4 yes Statement.Action"));
}

TEST(GrammarTableTest, Conditions) {
  const auto with = [](std::string_view condition) {
    return ProblemsIn(Good(R"("Condition":)" + std::string(condition)));
  };
  EXPECT_THAT(with("[]"), ElementsAre("S7 yes Statement.Condition"));
  EXPECT_THAT(with(R"({"StringEqual":{"ISSUER:sub":"x"}})"),
              ElementsAre("S7 yes key Statement.Condition.StringEqual"));
  EXPECT_THAT(with(R"({"NullIfExists":{"ISSUER:sub":"true"}})"),
              ElementsAre("S7 yes key Statement.Condition.NullIfExists"));
  EXPECT_THAT(with(R"({"__doc_comment":"words","StringEquals":{"ISSUER:sub":"x"}})"),
              ElementsAre("S7 yes key Statement.Condition.__doc_comment",
                          "S7 yes Statement.Condition.__doc_comment"));
  EXPECT_THAT(with(R"({"StringEquals":{"a.com:sub":"x","A.com:Sub":"y"}})"),
              ElementsAre("G5 yes key Statement.Condition.StringEquals.\"A.com:Sub\""));
  EXPECT_THAT(with(R"({"StringEquals":{"a.com:sub":null}})"),
              ElementsAre("G7 yes Statement.Condition.StringEquals.\"a.com:sub\""));
  EXPECT_THAT(with(R"({"StringEquals":{"a.com:sub":["x",{"y":1}]}})"),
              ElementsAre("G7 yes Statement.Condition.StringEquals.\"a.com:sub\"[1]"));
}

TEST(GrammarTableTest, Characters) {
  EXPECT_THAT(ProblemsIn(Good(R"("Condition":{"StringEquals":{"a.com:sub":"xÿ"}})")), IsEmpty());
  EXPECT_THAT(ProblemsIn(Good(R"("Condition":{"StringEquals":{"a.com:sub":"x\t\n"}})")), IsEmpty());
  EXPECT_THAT(ProblemsIn(Good(R"("Condition":{"StringEquals":{"a.com:sub":"x“y"}})")),
              ElementsAre("G8 yes Statement.Condition.StringEquals.\"a.com:sub\"@1-4"));
  EXPECT_THAT(ProblemsIn(Good(R"("Condition":{"StringEquals":{"a.com:\u200bsub":"x"}})")),
              ElementsAre("G8 yes key Statement.Condition.StringEquals.\"a.com:\u200bsub\"@6-9"));
  EXPECT_THAT(ProblemsIn(Good(R"("Condition":{"StringEquals":{"a.com:sub":"x\u0001"}})")),
              ElementsAre("G8 yes Statement.Condition.StringEquals.\"a.com:sub\"@1-2"));
}

TEST(GrammarTableTest, SharedProvidersNeedTheirClaim) {
  const auto github = [](std::string_view condition) {
    return ProblemsOf(
        R"({"Version":"2012-10-17","Statement":{"Effect":"Allow","Principal":{"Federated":
        "arn:aws:iam::468013579246:oidc-provider/token.actions.githubusercontent.com"},
        "Action":"sts:AssumeRoleWithWebIdentity","Condition":)" +
        std::string(condition) + "}}");
  };
  const std::string key = "\"token.actions.githubusercontent.com:sub\"";
  EXPECT_THAT(github("{\"StringEquals\":{" + key + ":\"repo:a/b:ref:refs/heads/main\"}}"),
              IsEmpty());
  EXPECT_THAT(github("{\"ForAnyValue:StringLike\":{" + key + ":[\"repo:a/*\"]}}"), IsEmpty());
  const auto refused = ElementsAre("4 yes Statement.Principal.Federated");
  EXPECT_THAT(github("{}"), refused);
  EXPECT_THAT(github("{\"StringNotEquals\":{" + key + ":\"repo:a/b:x\"}}"), refused);
  EXPECT_THAT(github("{\"StringLike\":{" + key + ":\"*\"}}"), refused);
  EXPECT_THAT(github("{\"StringLike\":{" + key + ":[\"repo:a/b:*\",\"?*\"]}}"), refused);
  EXPECT_THAT(github("{\"Null\":{" + key + ":\"false\"}}"), refused);
}

TEST(GrammarTableTest, PermissionPoliciesHaveTheirOwnGrammar) {
  const ParsedJson json(R"({"Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"},
                                         {"Effect":"Deny","NotAction":"iam:*","NotResource":"*"}]})");
  const PolicyDocument policy = ReadPolicy(json.root(), PolicyKind::kPermission, kScope);
  EXPECT_THAT(Problems(policy), IsEmpty());
  EXPECT_FALSE(policy.statements[0].not_action);
  EXPECT_TRUE(policy.statements[1].not_action);
  EXPECT_TRUE(policy.statements[1].not_resource);
}

TEST(GrammarTableTest, ARefusedDocumentIsRejectedWithTheFirstReason) {
  const Decision decision =
      Evaluate(TrustPolicyOf(R"({"Statement":{)" + Good(R"("Resource":"*")") + "}}"),
               RequestOf("system:serviceaccount:prod:api"));
  EXPECT_EQ(decision.outcome, Outcome::kReject);
  EXPECT_EQ(decision.reason, "Has prohibited field Resource");
  EXPECT_EQ(decision.admits, base::Truth::kYes);
}

TEST(GrammarTableTest, RecognisesPolicies) {
  const auto looks = [](std::string json) {
    const ParsedJson parsed(std::move(json));
    return std::string(LooksLikePolicy(parsed.root()) ? "policy" : "none") +
           (LooksLikeTrustPolicy(parsed.root()) ? ", trust" : "");
  };
  EXPECT_EQ(looks(R"({"Statement":[{"Effect":"Allow","Principal":"*","Action":"sts:*"}]})"),
            "policy, trust");
  EXPECT_EQ(looks(R"({"Statement":{"Effect":"Allow","NotPrincipal":{},"Action":"x"}})"),
            "policy, trust");
  EXPECT_EQ(looks(R"({"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]})"),
            "policy");
  EXPECT_EQ(looks(R"({"Statement":[{"Effect":"Allow"}]})"), "none");
  EXPECT_EQ(looks(R"({"Statement":"Effect"})"), "none");
  EXPECT_EQ(looks(R"({"statement":[{"Effect":"Allow","Action":"x"}]})"), "none");
  EXPECT_EQ(looks("[]"), "none");
  EXPECT_EQ(looks("\"x\""), "none");
}

}  // namespace
}  // namespace irsalint::iam
