#include "analyzer/graph/role_accounts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// `NAMESPACE/NAME claims|other no|maybe|yes` of each account.
std::vector<std::string> Accounts(const Files& files, std::string_view role) {
  const Linked linked(files);
  const NamedRole named = FindRoles(*linked, role).found.at(0);
  const std::optional<PolicyId> policy =
      named.policies.empty() ? std::nullopt : std::optional(named.policies.front().policy);
  std::vector<std::string> accounts;
  for (const RoleAccount& account : AccountsOfRole(*linked, named, policy)) {
    accounts.push_back(
        fmt::format("{}/{} {} {}", account.namespace_name.Written(), account.name.Written(),
                    account.claims.empty() ? "other" : "claims", base::ToString(account.admits)));
  }
  return accounts;
}

std::string RoleFor(const std::string& subject) {
  return GetRole("app-role", Policy({fmt::format(
                                 R"({{"Effect": "Allow", "Principal": {{"Federated": "{}"}},
 "Action": "sts:AssumeRoleWithWebIdentity",
 "Condition": {{"StringLike": {{"{}:sub": "{}"}}}}}})",
                                 Provider(kIssuer), kIssuer, subject)}));
}

TEST(RoleAccounts, ClaimantsComeFirstAdmittedOrNot) {
  EXPECT_THAT(Accounts({{"role.json", RoleFor("system:serviceaccount:web:*")},
                        {"sa.yaml", ServiceAccount("web", "other") +
                                        AccountWithRole("web", "app", "app-role") +
                                        AccountWithRole("db", "app", "app-role")}},
                       "app-role"),
              ElementsAre("web/app claims yes", "db/app claims no", "web/other other maybe"));
}

TEST(RoleAccounts, OthersAreCertainOnlyWhereTheirIssuerIsKnown) {
  const std::string accounts = ServiceAccount("web", "one") + AccountWithRole("web", "two", "x");
  EXPECT_THAT(Accounts({{"a/role.json", RoleFor("system:serviceaccount:web:*")},
                        {"b/sa.yaml", accounts},
                        {"b/cluster.json", DescribeCluster("b", kIssuer)},
                        {"c/sa.yaml", accounts},
                        {"c/cluster.json", DescribeCluster("c", kOtherIssuer)}},
                       "app-role"),
              ElementsAre("web/one other yes", "web/two other yes"));
}

TEST(RoleAccounts, WithoutAPolicyOnlyTheClaimantsAreKnown) {
  EXPECT_THAT(Accounts({{"sa.yaml", ServiceAccount("web", "other") +
                                        AccountWithRole("web", "app", "app-role")}},
                       "app-role"),
              ElementsAre("web/app claims maybe"));
  EXPECT_THAT(Accounts({{"pia.json", fmt::format(R"({{"association": {{"clusterName": "c",
 "namespace": "web", "serviceAccount": "x", "roleArn": "{}"}}}})",
                                                 RoleArn("app-role"))},
                        {"sa.yaml", ServiceAccount("web", "x")}},
                       "app-role"),
              IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
