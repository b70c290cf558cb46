#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// `UNIT NAMESPACE truth` of the accounts that each workload may mean, after `UNIT: `.
std::vector<std::string> Accounts(const Linked& linked) {
  constexpr const char* kTruth[] = {"no", "maybe", "yes"};
  std::vector<std::string> found;
  for (const Workload& workload : linked->workloads()) {
    std::string line = std::string(linked.PathOf(workload.unit)) + ":";
    for (const AccountEdge& edge : workload.accounts) {
      const Account& account = (*linked)[edge.account];
      const syntax::Text& name = account.namespace_name;
      line += fmt::format(" [{} {} {}]", linked.PathOf(account.unit),
                          name.IsLiteral() ? name.literal() : "?",
                          kTruth[static_cast<size_t>(edge.truth)]);
    }
    found.push_back(line);
  }
  return found;
}

TEST(LinkAccountsTest, TheSameNameInTwoNamespaces) {
  const Linked linked({{"a/x.yaml", ServiceAccount("one", "app") + ServiceAccount("two", "app") +
                                        Pod("two", "p", "app") + Pod("three", "q", "app")}});
  EXPECT_THAT(Accounts(linked), ElementsAre("a: [a two yes]", "a:"));
  EXPECT_THAT(linked->AccountsInOtherNamespaces(WorkloadId{0}), IsEmpty());
  EXPECT_THAT(linked->AccountsInOtherNamespaces(WorkloadId{1}),
              ElementsAre(AccountId{0}, AccountId{1}));
}

TEST(LinkAccountsTest, TheSameNameInTwoUnits) {
  const std::string both = ServiceAccount("one", "app") + Pod("one", "p", "app");
  const Linked linked({{"a/x.yaml", both}, {"b/x.yaml", both}});
  EXPECT_THAT(Accounts(linked), ElementsAre("a: [a one yes]", "b: [b one yes]"));
}

TEST(LinkAccountsTest, AnotherUnitServesWhereTheOwnHasNone) {
  const Linked linked({{"a/x.yaml", Pod("one", "p", "app")},
                       {"b/x.yaml", ServiceAccount("one", "app")},
                       {"c/x.yaml", ServiceAccount("two", "app")}});
  EXPECT_THAT(Accounts(linked), ElementsAre("a: [b one yes]"));
  EXPECT_EQ(linked->workloads()[0].level, Level::kNearestFolder);
  EXPECT_EQ(linked->accounts()[0].workloads, std::vector<WorkloadId>{WorkloadId{0}});
  EXPECT_THAT(linked->accounts()[1].workloads, IsEmpty());
}

TEST(LinkAccountsTest, OverlaysAreJudgedByThemselves) {
  const std::string overlay = "resources: [../base]\nnamespace: ";
  const Linked linked({{"base/kustomization.yaml", "resources: [x.yaml]\n"},
                       {"base/x.yaml", ServiceAccount("", "app") + Pod("", "p", "app")},
                       {"dev/kustomization.yaml", overlay + "dev\n"},
                       {"prod/kustomization.yaml", overlay + "prod\n"}});
  EXPECT_THAT(Accounts(linked), ElementsAre("dev: [dev dev yes]", "prod: [prod prod yes]"));
}

TEST(LinkAccountsTest, AMissingNamespaceIsOneHoleOfItsUnit) {
  const Linked linked({{"a/x.yaml", ServiceAccount("", "app") + ServiceAccount("one", "app") +
                                        Pod("", "p", "app") + Pod("one", "q", "app")}});
  // The hole equals itself; it may be any namespace, but the certain account wins.
  EXPECT_THAT(Accounts(linked), ElementsAre("a: [a ? yes]", "a: [a one yes]"));
}

TEST(LinkAccountsTest, MissingNamespacesOfTwoUnitsMayDiffer) {
  const Linked linked({{"a/x.yaml", Pod("", "p", "app")}, {"b/x.yaml", ServiceAccount("", "app")}});
  EXPECT_THAT(Accounts(linked), ElementsAre("a: [b ? maybe]"));
}

TEST(LinkAccountsTest, TheOptionFillsMissingNamespaces) {
  const Files files = {{"a/x.yaml", Pod("", "p", "app") + Pod("two", "q", "app")},
                       {"b/x.yaml", ServiceAccount("", "app")}};
  const Linked one(files, {.namespace_name = "one"});
  EXPECT_THAT(Accounts(one), ElementsAre("a: [b one yes]", "a:"));
  const Linked two(files, {.namespace_name = "two"});
  EXPECT_THAT(Accounts(two), ElementsAre("a: [b two yes]", "a: [b two yes]"));
}

TEST(LinkAccountsTest, OtherNamespacesProveNothingOfUnknownsAndDefaults) {
  const Linked unknown({{"a/x.yaml", ServiceAccount("one", "app") + Pod("", "p", "app")}});
  EXPECT_THAT(unknown->AccountsInOtherNamespaces(WorkloadId{0}), IsEmpty());
  const Linked standard(
      {{"a/x.yaml", ServiceAccount("one", "default") + Pod("two", "p", "default")}});
  EXPECT_THAT(standard->AccountsInOtherNamespaces(WorkloadId{0}), IsEmpty());
  const Linked other_unit({{"a/x.yaml", ServiceAccount("one", "app") + Pod("two", "p", "app")},
                           {"b/x.yaml", ServiceAccount("two", "app")}});
  EXPECT_THAT(other_unit->AccountsInOtherNamespaces(WorkloadId{0}), IsEmpty());
  const Linked open({{"a/x.yaml", ServiceAccount("one", "app") + Pod("two", "p", "app")},
                     {"a/broken.yaml", "kind: ServiceAccount\nmetadata: {name: [\n"}});
  EXPECT_THAT(open->AccountsInOtherNamespaces(WorkloadId{0}), IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
