#include "analyzer/explain/other_principals.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <memory>
#include <string>

#include "analyzer/syntax/parse.h"

namespace irsalint::explain {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// What is said of the principals of one Allow statement: `WHO by ACTIONS`.
std::vector<std::string> Others(const std::string& statement) {
  const std::string text =
      R"({"Version": "2012-10-17", "Statement": [{"Effect": "Allow", )" + statement + "}]}";
  const std::unique_ptr<syntax::Document> document =
      syntax::ParseJson(
          text,
          {.source = source::SourceId{0}, .begin = 0, .end = static_cast<uint32_t>(text.size())})
          .document;
  std::vector<std::string> others;
  for (const OtherPrincipal& other :
       OtherPrincipalsOf(iam::ReadStoredPolicy(*document->root(), iam::PolicyKind::kTrust))) {
    std::string said = Describe(other) + " by";
    for (const std::string& action : other.actions) said += " " + action;
    others.push_back(said + (other.has_conditions ? " on conditions" : ""));
  }
  return others;
}

TEST(OtherPrincipals, EachKindHasItsWords) {
  EXPECT_THAT(
      Others(R"("Action": "sts:AssumeRole", "Principal": {
 "AWS": ["*", "493827165038", "arn:aws:iam::493827165038:root", "arn:aws:iam::493827165038:role/x"],
 "Service": ["ec2.amazonaws.com", "pods.eks.amazonaws.com"], "CanonicalUser": "abc"})"),
      ElementsAre("every AWS account by sts:AssumeRole",
                  "the account 493827165038 by sts:AssumeRole",
                  "the account 493827165038 by sts:AssumeRole",
                  "arn:aws:iam::493827165038:role/x by sts:AssumeRole",
                  "the service ec2.amazonaws.com by sts:AssumeRole",
                  "EKS Pod Identity, for the accounts of its associations by sts:AssumeRole",
                  "the canonical user abc by sts:AssumeRole"));
  EXPECT_THAT(Others(R"("Action": "*", "Principal": "*")"), ElementsAre("everybody by *"));
  EXPECT_THAT(Others(R"("Action": "sts:*", "NotPrincipal": {"AWS": "493827165038"})"),
              ElementsAre("everybody but 493827165038 by sts:*"));
  EXPECT_THAT(Others(R"("NotAction": "sts:TagSession", "Principal": {"AWS": "493827165038"},
 "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}})"),
              ElementsAre("the account 493827165038 by not sts:TagSession on conditions"));
}

TEST(OtherPrincipals, OfProvidersOnlyThoseThatAreNoOidcProvidersOfTheAccount) {
  EXPECT_THAT(Others(R"("Action": ["sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"],
 "Principal": {"Federated": ["arn:aws:iam::493827165038:saml-provider/x", "accounts.google.com",
   "arn:aws:iam::493827165038:oidc-provider/id.example.com", "${PROVIDER}"]})"),
              ElementsAre("the identity provider arn:aws:iam::493827165038:saml-provider/x by "
                          "sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity",
                          "the identity provider accounts.google.com by "
                          "sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity",
                          "the identity provider ${PROVIDER} by "
                          "sts:AssumeRoleWithSAML sts:AssumeRoleWithWebIdentity"))
      << "a stored policy has no placeholders";
}

TEST(OtherPrincipals, AStatementAboutTagsAloneGivesNobodyTheRole) {
  EXPECT_THAT(
      Others(R"("Action": "sts:TagSession", "Principal": {"Service": "ec2.amazonaws.com"})"),
      IsEmpty());
}

}  // namespace
}  // namespace irsalint::explain
