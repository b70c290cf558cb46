#include "analyzer/graph/source_conflicts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Conflicts(const Files& files) {
  const Linked linked(files);
  std::vector<std::string> said;
  for (const SourceConflict& conflict : SourceConflicts(*linked)) {
    said.push_back(fmt::format(
        "{} {}", conflict.about == SourceConflict::About::kTrustPolicy ? "policy" : "account",
        conflict.name));
  }
  return said;
}

TEST(SourceConflictsTest, OneAccountWithTwoRolesInOneStream) {
  const std::string first = AccountWithRole("one", "app", "app");
  const std::string second = AccountWithRole("one", "app", "app-2");
  EXPECT_THAT(Conflicts({{"a/x.yaml", first + second}}), ElementsAre("account one/app"));
  EXPECT_THAT(Conflicts({{"a/x.yaml", first + first}}), IsEmpty());
  EXPECT_THAT(Conflicts({{"a/x.yaml", first}, {"a/y.yaml", second}}), IsEmpty()) << "alternatives";
  EXPECT_THAT(Conflicts({{"a/x.yaml", first}, {"b/y.yaml", second}}), IsEmpty());
}

TEST(SourceConflictsTest, OneAccountInTwoFoldersOfOneCluster) {
  const Files files = {{"a/x.yaml", AccountWithRole("one", "app", "app")},
                       {"b/y.yaml", AccountWithRole("one", "app", "app-2")}};
  LinkOptions options;
  options.clusters = {{.name = "c", .paths = {"a", "b"}}};
  EXPECT_EQ(SourceConflicts(*Linked(files, options)).size(), 1U);
  EXPECT_THAT(SourceConflicts(*Linked(files)), IsEmpty());
}

TEST(SourceConflictsTest, TwoTrustPoliciesOfOneRole) {
  const std::string one = GetRole("app", Policy({Allow(Subject("one", "app"))}));
  const std::string two = GetRole("app", Policy({Allow(Subject("two", "app"))}));
  EXPECT_THAT(Conflicts({{"a/role.json", one}, {"b/role.json", two}}),
              ElementsAre("policy " + RoleArn("app")));
  EXPECT_THAT(Conflicts({{"a/role.json", one}, {"b/role.json", one}}), IsEmpty());
  EXPECT_THAT(Conflicts({{"dev/role.json", one}, {"prod/role.json", two}}), IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
