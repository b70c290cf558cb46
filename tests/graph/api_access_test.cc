#include "analyzer/graph/api_access.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using base::Truth;

std::string Binding(std::string_view namespace_name, std::string_view subject) {
  return "---\nkind: RoleBinding\nmetadata:\n" + Metadata(namespace_name, "b") +
         fmt::format("roleRef: {{name: r}}\nsubjects: [{}]\n", subject);
}

struct Answer {
  Truth by_name;
  Truth in_unit;
  friend bool operator==(const Answer&, const Answer&) = default;
};

// Of the first workload.
Answer Ask(const Files& files) {
  const Linked linked(files);
  const ApiAccess access(*linked);
  const Workload& workload = linked->workloads().at(0);
  return {access.ByName(workload), access.InUnit(workload)};
}

TEST(ApiAccessTest, ByNameInTheUnit) {
  const std::string pod = Pod("one", "p", "app");
  EXPECT_EQ(Ask({{"a/x.yaml", pod}}), (Answer{Truth::kNo, Truth::kNo}));
  EXPECT_EQ(Ask({{"a/x.yaml", pod + Binding("one", "{kind: ServiceAccount, name: app}")}}),
            (Answer{Truth::kYes, Truth::kYes}));
  EXPECT_EQ(Ask({{"a/x.yaml", pod + Binding("two", "{kind: ServiceAccount, name: app}")}}),
            (Answer{Truth::kNo, Truth::kNo}));
  EXPECT_EQ(Ask({{"a/x.yaml", pod + Binding("", "{kind: ServiceAccount, name: app}")}}),
            (Answer{Truth::kMaybe, Truth::kMaybe}));
}

TEST(ApiAccessTest, GroupsAndUsersCountInTheUnitOnly) {
  const std::string pod = Pod("one", "p", "app");
  const std::string group = "{kind: Group, name: 'system:serviceaccounts:one'}";
  const std::string user = "{kind: User, name: 'system:serviceaccount:one:app'}";
  EXPECT_EQ(Ask({{"a/x.yaml", pod + Binding("one", group)}}), (Answer{Truth::kNo, Truth::kYes}));
  EXPECT_EQ(Ask({{"a/x.yaml", pod + Binding("one", user)}}), (Answer{Truth::kNo, Truth::kYes}));
  EXPECT_EQ(Ask({{"a/x.yaml", pod}, {"b/x.yaml", Binding("one", group)}}),
            (Answer{Truth::kNo, Truth::kNo}));
}

TEST(ApiAccessTest, OtherUnitsCountByCertainNames) {
  const std::string pod = Pod("one", "p", "app");
  EXPECT_EQ(Ask({{"a/x.yaml", pod},
                 {"b/x.yaml", Binding("", "{kind: ServiceAccount, name: app, namespace: one}")}}),
            (Answer{Truth::kYes, Truth::kNo}));
  EXPECT_EQ(
      Ask({{"a/x.yaml", pod}, {"b/x.yaml", Binding("", "{kind: ServiceAccount, name: app}")}}),
      (Answer{Truth::kNo, Truth::kNo}));
}

TEST(ApiAccessTest, TheAccountIsBoundInItsOwnUnit) {
  const Answer answer =
      Ask({{"app/jobs/x.yaml", Pod("${NAMESPACE}", "p", "app")},
           {"app/x.yaml", AccountWithRole("one", "app", "r") +
                              Binding("one", "{kind: ServiceAccount, name: app}")}});
  EXPECT_EQ(answer, (Answer{Truth::kYes, Truth::kYes}));
}

}  // namespace
}  // namespace irsalint::graph
