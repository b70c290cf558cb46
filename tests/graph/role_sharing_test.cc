#include "analyzer/graph/role_sharing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::string AllowIf(std::string_view issuer, std::string_view op, std::string_view subjects,
                    std::string_view effect = "Allow") {
  return fmt::format(
      R"({{"Effect": "{}", "Principal": {{"Federated": "{}"}},
          "Action": "sts:AssumeRoleWithWebIdentity",
          "Condition": {{"{}": {{"{}:sub": {}}}}}}})",
      effect, Provider(issuer), op, issuer, subjects);
}

RoleSharing Sharing(const Linked& linked) { return SharingOf(*linked, PolicyId{0}); }

std::vector<std::string> Namespaces(const std::string& policy) {
  const Linked linked({{"a/trust.json", policy}});
  std::vector<std::string> names;
  for (const auto& one : Sharing(linked).namespaces) names.push_back(one.name);
  return names;
}

std::vector<std::string> Clusters(const std::string& policy) {
  const Linked linked({{"a/trust.json", policy}});
  std::vector<std::string> issuers;
  for (const TrustedIssuer* issuer : Sharing(linked).clusters) {
    issuers.push_back(issuer->issuer.Written());
  }
  return issuers;
}

TEST(RoleSharingTest, NamespacesThatThePolicyNames) {
  EXPECT_THAT(Namespaces(Policy({AllowIf(kIssuer, "StringLike",
                                         R"(["system:serviceaccount:blue:app",
                                             "system:serviceaccount:blue:job-*",
                                             "system:serviceaccount:green:*",
                                             "system:serviceaccount:preview-*:app",
                                             "system:serviceaccount:Red:app",
                                             "*"])")})),
              ElementsAre("blue", "green"));
  EXPECT_THAT(Namespaces(Policy({AllowIf(kIssuer, "StringEquals",
                                         R"(["system:serviceaccount:blue:app",
                                             "system:serviceaccount:green:*"])")})),
              ElementsAre("blue"))
      << "no wildcard under this operator";
  EXPECT_THAT(Namespaces(Policy(
                  {AllowIf(kIssuer, "StringNotEquals", R"("system:serviceaccount:blue:app")")})),
              IsEmpty());
}

TEST(RoleSharingTest, DeniedNamespacesDoNotCount) {
  EXPECT_THAT(Namespaces(Policy(
                  {AllowIf(kIssuer, "StringEquals",
                           R"(["system:serviceaccount:blue:app",
                                             "system:serviceaccount:green:app"])"),
                   AllowIf(kIssuer, "StringLike", R"("system:serviceaccount:green:*")", "Deny")})),
              ElementsAre("blue"));
}

TEST(RoleSharingTest, ClustersThatAdmitSomebody) {
  const std::string subject = R"("system:serviceaccount:blue:app")";
  EXPECT_THAT(Clusters(Policy({AllowIf(kIssuer, "StringEquals", subject),
                               AllowIf(kOtherIssuer, "StringEquals", subject)})),
              ElementsAre(kIssuer, kOtherIssuer));
  EXPECT_THAT(Clusters(Policy({AllowIf(kIssuer, "StringEquals", subject),
                               AllowIf(kOtherIssuer, "StringEquals", R"("nobody")")})),
              ElementsAre(kIssuer));
}

TEST(RoleSharingTest, TwoHostNamesOfOneClusterAreOne) {
  std::string dual_stack(kIssuer);
  dual_stack.replace(0, std::string_view("oidc.eks.eu-central-1.amazonaws.com").size(),
                     "oidc-eks.eu-central-1.api.aws");
  const std::string subject = R"("system:serviceaccount:blue:app")";
  EXPECT_THAT(Clusters(Policy({AllowIf(kIssuer, "StringEquals", subject),
                               AllowIf(dual_stack, "StringEquals", subject)})),
              ElementsAre(kIssuer));
}

TEST(RoleSharingTest, EnvironmentsOfTheAccountsThatClaimTheRole) {
  const auto environments = [](std::string_view one, std::string_view other) {
    const auto account = [](std::string_view unit) {
      return std::pair(std::string(unit) + "/account.yaml", AccountWithRole("blue", "app", "app"));
    };
    const Linked linked(
        {{"roles/app.json", GetRole("app", Policy({Allow(Subject("blue", "app"))}))},
         account(one),
         account(other)});
    return Sharing(linked).environments.has_value();
  };
  EXPECT_TRUE(environments("deploy/dev", "deploy/prod"));
  EXPECT_FALSE(environments("deploy/a", "deploy/b"));
}

}  // namespace
}  // namespace irsalint::graph
