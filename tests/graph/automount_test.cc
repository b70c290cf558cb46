#include "analyzer/graph/automount.h"

#include <gtest/gtest.h>

#include <string>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

std::string Account(std::string_view namespace_name, std::string_view name,
                    std::string_view value = "") {
  std::string text = ServiceAccount(namespace_name, name);
  if (!value.empty()) text += fmt::format("automountServiceAccountToken: {}\n", value);
  return text;
}

// What decides for the first workload, "" where no token is mounted for certain.
std::string Decider(const Files& files) {
  const Linked linked(files);
  const auto token = MountedTokenOf(*linked, linked->workloads().at(0));
  if (!token.has_value()) return "";
  constexpr const char* kOrigin[] = {"pod", "account", "default"};
  return fmt::format("{} of {}{}", kOrigin[static_cast<size_t>(token->effective.origin)],
                     token->accounts.size(), token->assumes_default_account ? " assumed" : "");
}

TEST(MountedTokenTest, PodThenAccountThenTrue) {
  const std::string pod = Pod("one", "p", "app");
  EXPECT_EQ(Decider({{"a/x.yaml", pod + Account("one", "app")}}), "default of 1");
  EXPECT_EQ(Decider({{"a/x.yaml", pod + Account("one", "app", "true")}}), "account of 1");
  EXPECT_EQ(Decider({{"a/x.yaml", pod + Account("one", "app", "false")}}), "");
  const std::string explicit_pod = pod + "  automountServiceAccountToken: true\n";
  EXPECT_EQ(Decider({{"a/x.yaml", explicit_pod + Account("one", "app", "false")}}), "pod of 1");
  EXPECT_EQ(Decider({{"a/x.yaml", explicit_pod}}), "pod of 0");
}

TEST(MountedTokenTest, OnlyTheDefaultAccountIsAssumed) {
  EXPECT_EQ(Decider({{"a/x.yaml", Pod("one", "p", "default")}}), "default of 0 assumed");
  EXPECT_EQ(Decider({{"a/x.yaml", Pod("one", "p", "app")}}), "");
}

TEST(MountedTokenTest, CandidatesMustAgree) {
  const std::string pod = Pod("", "p", "app");
  EXPECT_EQ(Decider({{"a/x.yaml", pod + Account("one", "app") + Account("two", "app")}}),
            "default of 2");
  EXPECT_EQ(Decider({{"a/x.yaml", pod + Account("one", "app") + Account("two", "app", "false")}}),
            "");
}

TEST(MountedTokenTest, AnAccountElsewhereDecidesOnlyForCertain) {
  EXPECT_EQ(Decider({{"a/x.yaml", Pod("", "p", "default")},
                     {"b/x.yaml", Account("one", "default", "false")}}),
            "default of 0 assumed");
  EXPECT_EQ(Decider({{"a/x.yaml", Pod("one", "p", "default")},
                     {"b/x.yaml", Account("one", "default", "false")}}),
            "");
}

}  // namespace
}  // namespace irsalint::graph
