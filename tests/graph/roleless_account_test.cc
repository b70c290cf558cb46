#include "analyzer/graph/roleless_account.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

// Whether the account one/app is found to lack a role.
bool LacksRole(const Files& files) {
  const Linked linked(files);
  const RolelessAccounts accounts(*linked);
  for (uint32_t a = 0; a < linked->accounts().size(); ++a) {
    if (accounts.Of(AccountId{a}).has_value()) return true;
  }
  return false;
}

const std::string kApp = ServiceAccount("one", "app") + Pod("one", "pod", "app");
const std::string kPolicy = Policy({Allow(Subject("one", "app"))});

Files With(std::string app, std::string path = "a/more.yaml", std::string more = "") {
  return {{"a/app.yaml", std::move(app)}, {"a/trust.json", kPolicy}, {path, std::move(more)}};
}

TEST(RolelessAccountTest, IsNamedByAPolicyAndUsed) {
  EXPECT_TRUE(LacksRole(With(kApp)));
  EXPECT_TRUE(LacksRole({{"k8s/app.yaml", kApp}, {"iam/trust.json", kPolicy}}));
  EXPECT_FALSE(LacksRole({{"a/app.yaml", kApp}}));
  EXPECT_FALSE(LacksRole(With(ServiceAccount("one", "app")))) << "nobody uses it";
}

TEST(RolelessAccountTest, AnEmptyAnnotationGivesNoRole) {
  const std::string pod = Pod("one", "pod", "app");
  EXPECT_TRUE(LacksRole(With(ServiceAccount("one", "app", {"role-arn: \"\""}) + pod)));
  EXPECT_FALSE(LacksRole(With(ServiceAccount("one", "app", {"role-arn: ${ROLE}"}) + pod)));
  EXPECT_FALSE(LacksRole(With(ServiceAccount("one", "app", {"role-arn: [a]"}) + pod)));
  EXPECT_FALSE(LacksRole(With(ServiceAccount("one", "app", {"role_arn: x"}) + pod)));
}

TEST(RolelessAccountTest, AnotherDefinitionMayGiveIt) {
  EXPECT_FALSE(LacksRole(With(kApp, "b/x.yaml", AccountWithRole("one", "app", "app"))));
  EXPECT_FALSE(LacksRole(With(kApp, "b/x.yaml", AccountWithRole("", "app", "app"))));
  EXPECT_TRUE(LacksRole(With(kApp, "b/x.yaml", AccountWithRole("two", "app", "app"))));
}

TEST(RolelessAccountTest, TheConfigMapOfTheWebhookMayGiveIt) {
  const auto config_map = [](std::string_view config) {
    return fmt::format(
        "kind: ConfigMap\nmetadata: {{name: pod-identity-webhook, namespace: kube-system}}\n"
        "data:\n  config: '{}'\n",
        config);
  };
  const std::string entry = R"({{"{}": {{"RoleARN": "arn:aws:iam::493827165038:role/app"}}}})";
  const auto lacks = [&](std::string_view key) {
    return LacksRole(With(kApp, "b/x.yaml", config_map(fmt::format(fmt::runtime(entry), key))));
  };
  EXPECT_FALSE(lacks("one/app"));
  EXPECT_FALSE(lacks("*/app"));
  EXPECT_TRUE(lacks("two/app"));
  EXPECT_TRUE(lacks("o*/app")) << "no wildcard but `*` alone";
  EXPECT_FALSE(LacksRole(With(kApp, "b/x.yaml", config_map("{not json"))));
}

TEST(RolelessAccountTest, PodsMayBringTheirOwn) {
  const std::string preset = ServiceAccount("one", "app") + Pod("one", "pod", "app") +
                             "      env: [{name: AWS_WEB_IDENTITY_TOKEN_FILE, value: /x}]\n";
  EXPECT_FALSE(LacksRole(With(preset)));
  EXPECT_TRUE(LacksRole(With(preset + Pod("one", "other", "app"))));
}

TEST(RolelessAccountTest, OnlyPoliciesOfItsOwnClusterCount) {
  EXPECT_FALSE(LacksRole(With(kApp, "a/cluster.json", DescribeCluster("c", kOtherIssuer))));
  EXPECT_TRUE(LacksRole(With(kApp, "a/cluster.json", DescribeCluster("c", kIssuer))));
  EXPECT_FALSE(LacksRole(
      {{"a/app.yaml", kApp},
       {"a/trust.json", Policy({Allow(Subject("one", "app"), "discovery.example.io/c")})}}));
}

}  // namespace
}  // namespace irsalint::graph
