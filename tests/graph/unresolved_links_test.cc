#include "analyzer/graph/unresolved_links.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/graph/linked.h"

namespace irsalint::graph {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

// `cause value: holders`.
std::vector<std::string> LinksOf(const Files& files, const LinkOptions& options = {}) {
  constexpr const char* kCauses[] = {"account", "role", "absent", "unsure", "namespace"};
  const Linked linked(files, options);
  std::vector<std::string> shown;
  for (const UnresolvedLink& link : UnresolvedLinksOf(*linked)) {
    std::string holders;
    for (const UnresolvedLink::Holder& holder : link.holders) {
      holders += fmt::format(" {} {}", holder.kind, holder.name.Written());
    }
    shown.push_back(
        fmt::format("{} {}:{}", kCauses[static_cast<size_t>(link.cause)], link.value, holders));
  }
  return shown;
}

TEST(UnresolvedLinksTest, AFollowedChainHasNone) {
  EXPECT_THAT(LinksOf({{"a.yaml", AccountWithRole("web", "app", "app") + Pod("web", "p", "app")},
                       {"r.json", GetRole("app", Policy({Allow(Subject("web", "app"))}))}}),
              IsEmpty());
  // Nor has one that is proved broken.
  EXPECT_THAT(LinksOf({{"a.yaml", AccountWithRole("web", "app", "app")},
                       {"r.json", GetRole("app", Policy({Allow(Subject("web", "other"))}))}}),
              IsEmpty());
}

// By namespace and name, wherever in the file they stand.
TEST(UnresolvedLinksTest, HoldersOfOneRoleShareIt) {
  EXPECT_THAT(
      LinksOf({{"a.yaml", AccountWithRole("web", "a", "one") + AccountWithRole("web", "b", "two") +
                              AccountWithRole("api", "c", "one")}}),
      ElementsAre("absent " + RoleArn("one") + ": ServiceAccount c ServiceAccount a",
                  "absent " + RoleArn("two") + ": ServiceAccount b"));
}

TEST(UnresolvedLinksTest, ValuesThatAreFilledInLater) {
  EXPECT_THAT(LinksOf({{"a.yaml", ServiceAccount("web", "a", {"role-arn: ${ROLE}"}) +
                                      Pod("web", "p", "${ACCOUNT}")}}),
              ElementsAre("account ${ACCOUNT}: Pod p", "role ${ROLE}: ServiceAccount a"));
  EXPECT_THAT(LinksOf({{"a.yaml", ServiceAccount("web", "a", {"role-arn: <ROLE>"}) +
                                      ServiceAccount("web", "b", {"role-arn: app"}) +
                                      AccountWithRole("web", "c", "")}}),
              IsEmpty());
}

TEST(UnresolvedLinksTest, APolicyThatNothingTies) {
  const std::string account = AccountWithRole("web", "app", "app");
  EXPECT_THAT(LinksOf({{"a.yaml", account}, {"p.json", Policy({Allow(Subject("billing", "x"))})}}),
              ElementsAre("unsure " + RoleArn("app") + ": ServiceAccount app"));
  EXPECT_THAT(LinksOf({{"a.yaml", account}, {"p.json", Policy({Allow(Subject("web", "app"))})}}),
              IsEmpty());
}

TEST(UnresolvedLinksTest, ADecisionThatHangsOnTheNamespace) {
  const Files files = {{"a.yaml", AccountWithRole("", "app", "app")},
                       {"r.json", GetRole("app", Policy({Allow(Subject("web", "app"))}))}};
  EXPECT_THAT(LinksOf(files), ElementsAre("namespace .: ServiceAccount app"));
  LinkOptions options;
  options.namespace_name = "web";
  EXPECT_THAT(LinksOf(files, options), IsEmpty());
}

TEST(UnresolvedLinksTest, WhatLivesElsewhereIsNotMissed) {
  LinkOptions options;
  options.external.roles = {"arn:aws:iam::*:role/shared-*"};
  EXPECT_THAT(LinksOf({{"a.yaml", AccountWithRole("web", "app", "shared-app")}}, options),
              IsEmpty());
}

}  // namespace
}  // namespace irsalint::graph
